package io.github.voxelclick.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.open.TestData;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("D5.2")
class TerminologyTest {
  private static final Terminology TERMS = Terminology.standard();

  private static Term term(String name) {
    return TERMS.ofName(name).orElseThrow(() -> new AssertionError("not found: " + name));
  }

  @Nested
  class Name {
    @ParameterizedTest
    @CsvSource({
      "liver,10200004,Anatomical Structure",
      "LIVER,10200004,Anatomical Structure",
      "gallbladder,28231008,Anatomical Structure",
      "gall bladder,28231008,Anatomical Structure",
      "vertebrae_L5,49668003,Anatomical Structure",
      "L5,49668003,Anatomical Structure",
      "LWK 5,49668003,Anatomical Structure",
      "oesophagus,32849002,Anatomical Structure",
      "small_bowel,30315005,Anatomical Structure",
      "Left-Cerebral-White-Matter,68523003,Anatomical Structure",
      "VentralDC,110700,Anatomical Structure",
      "lymph nodes,59441001,Tissue",
      "tumour,108369006,Morphologically Abnormal Structure",
      "GTV-1,108369006,Morphologically Abnormal Structure",
      "lesion 12,52988006,Morphologically Abnormal Structure",
      "Läsion,52988006,Morphologically Abnormal Structure",
      "oedema,79654002,Morphologically Abnormal Structure",
      "Ödem,79654002,Morphologically Abnormal Structure",
      "haemorrhage,50960005,Morphologically Abnormal Structure",
      "Pfortader,32764006,Anatomical Structure",
      "urine,78014005,Body Substance",
      "needle,79068005,Physical object"
    })
    void as_people_type_it_is_found(String name, String code, String category) {
      assertEquals(code, term(name).type().value());
      assertEquals(category, term(name).category().meaning());
    }

    @ParameterizedTest
    @CsvSource({
      "kidney_left,Left,Left Kidney",
      "Left kidney,Left,Left Kidney",
      "kidney L,Left,Left Kidney",
      "kidneyLeft,Left,Left Kidney",
      "linke Niere,Left,Left Kidney",
      "Niere rechts,Right,Right Kidney",
      "both kidneys,Bilateral,Bilateral Kidney",
      "rib_left_5,Left,Left Rib",
      "lung_upper_lobe_right,Right,Right Upper lobe of lung"
    })
    void with_a_side_brings_the_side_as_a_code(String name, String side, String label) {
      assertEquals(Optional.of(side), term(name).side().map(CodedConcept::meaning));
      assertEquals(label, term(name).label());
      assertEquals(term(name).side().stream().toList(), term(name).details().typeModifiers());
    }

    @Test
    void that_says_left_itself_takes_no_further_side() {
      for (String name : List.of("left atrium", "atrium left", "heart_atrium_left")) {
        assertEquals("82471001", term(name).type().value(), name);
        assertEquals(Optional.empty(), term(name).side(), name);
      }
    }

    @ParameterizedTest
    @CsvSource({
      "kidney_cyst_left,Cyst,Kidney,Left,'Cyst, Left Kidney'",
      "liver tumour,Neoplasm,Liver,'','Neoplasm, Liver'",
      "metastasis in the right lower lung lobe,Metastasis,Lower lobe of lung,Right,"
          + "'Metastasis, Right Lower lobe of lung'",
      "renal mass,Mass,Kidney,'','Mass, Kidney'",
      "Leberzyste Leber,'','','',''"
    })
    void of_a_finding_in_a_structure_brings_the_region_as_a_code(
        String name, String type, String region, String side, String label) {
      if (type.isEmpty()) {
        assertEquals(Optional.empty(), TERMS.ofName(name));
        return;
      }
      Term term = term(name);
      SegmentDetails.Region where = term.details().region().orElseThrow();
      assertEquals(type, term.type().meaning());
      assertEquals("Morphologically Abnormal Structure", term.category().meaning());
      assertEquals(region, where.code().meaning());
      assertEquals(
          side.isEmpty() ? List.of() : List.of(side),
          where.modifiers().stream().map(CodedConcept::meaning).toList());
      assertEquals(label, term.label());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", " ", "12", "left", "my segment", "liver of Mr X", "foo liver", "_-"})
    void that_is_not_understood_in_whole_is_not_guessed(String name) {
      assertEquals(Optional.empty(), TERMS.ofName(name));
    }

    @Test
    void means_one_thing_only() throws Exception {
      Map<Set<String>, String> owners = new HashMap<>();
      List<String> claimedTwice = new ArrayList<>();
      for (String[] row : typeRows()) {
        Set<Set<String>> names = new HashSet<>();
        names.add(TermWords.of(row[3]));
        Stream.of(row[6].split(";", -1))
            .filter(n -> !n.isBlank())
            .map(TermWords::of)
            .forEach(names::add);
        for (Set<String> name : names) {
          String other = owners.putIfAbsent(name, row[3]);
          if (other != null) {
            claimedTwice.add(name + ": " + other + " and " + row[3]);
          }
        }
      }
      assertEquals(List.of(), claimedTwice);
    }

    private List<String[]> typeRows() throws Exception {
      try (InputStream in = Terminology.class.getResourceAsStream("terminology.tsv")) {
        String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return all.lines().filter(l -> l.startsWith("type\t")).map(l -> l.split("\t", -1)).toList();
      }
    }
  }

  @Nested
  class LabelsOfDataSets {
    @ParameterizedTest
    @ValueSource(strings = {"ct-abdomen-ts-sm", "ct-thorax-abdomen-ts-dicom"})
    void of_totalsegmentator_are_all_understood(String name) throws Exception {
      Path labels = TestData.folder("labelled/" + name).resolve("labels.tsv");
      List<String> unknown = new ArrayList<>();
      for (String line : Files.readAllLines(labels).stream().skip(1).toList()) {
        String label = line.split("\t", -1)[1];
        if (TERMS.ofName(label).isEmpty()) {
          unknown.add(label);
        }
      }
      assertEquals(List.of(), unknown);
    }

    @Test
    void of_totalsegmentator_beyond_the_test_data_are_understood_too() {
      List<String> names =
          List.of(
              "thyroid_gland",
              "kidney_cyst_right",
              "vertebrae_S1",
              "sacrum",
              "pulmonary_vein",
              "brachiocephalic_trunk",
              "subclavian_artery_right",
              "common_carotid_artery_left",
              "brachiocephalic_vein_left",
              "atrial_appendage_left",
              "superior_vena_cava",
              "inferior_vena_cava",
              "portal_vein_and_splenic_vein",
              "iliac_artery_left",
              "iliac_vena_right",
              "humerus_left",
              "scapula_right",
              "clavicula_left",
              "femur_right",
              "hip_left",
              "spinal_cord",
              "gluteus_maximus_left",
              "gluteus_medius_right",
              "gluteus_minimus_left",
              "autochthon_left",
              "iliopsoas_right",
              "brain",
              "skull",
              "rib_right_12",
              "sternum",
              "costal_cartilages",
              "urinary_bladder",
              "prostate",
              "lung_middle_lobe_right",
              "heart_myocardium",
              "heart_ventricle_right",
              "subcutaneous_fat",
              "torso_fat",
              "skeletal_muscle",
              "pleural_effusion",
              "face");
      for (String name : names) {
        assertTrue(TERMS.ofName(name).isPresent(), name);
      }
    }
  }

  @Nested
  class Code {
    @Test
    void brings_category_and_colour() {
      Term spleen = TERMS.ofCode("SCT", "78961009").orElseThrow();
      assertEquals(term("spleen"), spleen);
      assertEquals(Optional.empty(), TERMS.ofCode("SCT", "1"));
      assertEquals(Optional.empty(), TERMS.ofCode("DCM", "78961009"));
    }

    @Test
    void of_what_nobody_named_is_tissue_in_both_places() {
      assertEquals(CodedConcept.TISSUE, TERMS.unnamed().category());
      assertEquals(CodedConcept.TISSUE, TERMS.unnamed().type());
      assertEquals(SegmentDetails.NONE, TERMS.unnamed().details());
    }
  }

  @Nested
  class Search {
    private List<String> labels(String text) {
      return TERMS.search(text, 5).stream().map(Term::label).toList();
    }

    @Test
    void gives_what_the_words_begin_and_the_shortest_first() {
      assertEquals("Kidney", labels("kidn").get(0));
      assertEquals("Femur", labels("fem").get(0));
      assertTrue(labels("carot art").contains("Common carotid artery"));
      assertEquals(5, labels("ar").size());
      assertEquals(List.of(), labels(""));
      assertEquals(List.of(), labels("xyz"));
    }

    @Test
    void gives_a_side_to_all() {
      assertEquals("Left Kidney", labels("kidn left").get(0));
      assertEquals("Right Adrenal gland", labels("right adrenal").get(0));
    }

    @Test
    void puts_first_what_the_whole_name_means() {
      assertEquals("Cyst, Left Kidney", labels("kidney cyst left").get(0));
      assertEquals("Liver", labels("Leber").get(0));
    }
  }

  @Nested
  class Colour {
    @Test
    void of_neighbours_can_be_told_apart() {
      List<String> near =
          List.of(
              "liver",
              "spleen",
              "kidney left",
              "kidney right",
              "stomach",
              "pancreas",
              "gallbladder",
              "colon",
              "duodenum",
              "small intestine",
              "bladder",
              "aorta",
              "inferior vena cava",
              "portal vein",
              "lung left",
              "lung right",
              "heart",
              "esophagus",
              "neoplasm",
              "L3",
              "L4");
      for (int a = 0; a < near.size(); a++) {
        for (int b = 0; b < a; b++) {
          double apart = distance(term(near.get(a)).colour(), term(near.get(b)).colour());
          assertTrue(apart > 18, near.get(a) + " and " + near.get(b) + " are " + apart + " apart");
        }
      }
    }

    private double distance(Segment.Rgb a, Segment.Rgb b) {
      return Math.sqrt(
          Math.pow(a.red() - b.red(), 2)
              + Math.pow(a.green() - b.green(), 2)
              + Math.pow(a.blue() - b.blue(), 2));
    }

    @Test
    void of_the_left_one_is_lighter() {
      Segment.Rgb left = term("left kidney").colour();
      Segment.Rgb right = term("right kidney").colour();
      assertNotEquals(left, right);
      assertEquals(term("kidney").colour(), right);
      assertTrue(
          left.red() + left.green() + left.blue() > right.red() + right.green() + right.blue());
    }

    @Test
    void of_arteries_is_red_and_of_veins_blue() {
      for (String name : List.of("aorta", "renal artery", "iliac artery")) {
        assertTrue(term(name).colour().red() > term(name).colour().blue() + 60, name);
      }
      for (String name : List.of("portal vein", "renal vein", "inferior vena cava")) {
        assertTrue(term(name).colour().blue() > term(name).colour().red() + 40, name);
      }
    }
  }
}
