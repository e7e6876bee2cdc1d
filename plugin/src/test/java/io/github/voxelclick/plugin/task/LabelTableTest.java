package io.github.voxelclick.plugin.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SegmentDetails;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LabelTableTest {
  private static final CodedConcept MORPHOLOGY =
      new CodedConcept("49755003", "SCT", "Morphologically Altered Structure");

  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void name_an_image() {
    image = folder.resolve("liver.nii.gz");
  }

  private LabelTable parse(String... lines) throws Exception {
    Files.writeString(LabelTable.beside(image), String.join("\n", lines));
    return LabelTable.read(image);
  }

  @ParameterizedTest
  @CsvSource({
    "a.nii.gz, a.labels.tsv",
    "a.b.NII, a.b.labels.tsv",
    "pair.hdr, pair.labels.tsv",
    "pair.img.gz, pair.labels.tsv"
  })
  void the_table_is_named_after_its_image(String name, String table) {
    assertEquals(folder.resolve(table), LabelTable.beside(folder.resolve(name)));
  }

  @Test
  void everything_said_of_a_segment_comes_back() throws Exception {
    Segment full =
        new Segment(
            12175,
            "Tumour left, 2\tof 3",
            MORPHOLOGY,
            new CodedConcept("86049000", "SCT", "Neoplasm, Primary: a|b"),
            new Segment.Rgb(1, 0, 255),
            Segment.Algorithm.AUTOMATIC,
            "Some model",
            "sha 0a",
            SegmentDetails.NONE
                .withTypeModifiers(new CodedConcept("7771000", "SCT", "Left"))
                .withRegion(
                    new CodedConcept("10200004", "SCT", "Liver"),
                    new CodedConcept("24028007", "SCT", "Right"))
                .withDescription("two\nlines")
                .withTracking("tumour 2", "2.25.17"));
    Segment plain =
        new Segment(
            1,
            "Ä 肝",
            CodedConcept.TISSUE,
            CodedConcept.TISSUE,
            new Segment.Rgb(0, 128, 7),
            Segment.Algorithm.MANUAL,
            "",
            "");
    new LabelTable(Map.of(12175, full, 1, plain)).write(image);
    LabelTable read = LabelTable.read(image);
    assertEquals(plain, read.segment(1));
    Segment found = read.segment(12175);
    // Tabs and line ends become spaces, the separator of codes a slash.
    assertEquals("Tumour left, 2 of 3", found.label());
    assertEquals("Neoplasm, Primary: a/b", found.type().meaning());
    assertEquals(full.details().withDescription("two lines"), found.details());
    assertEquals(full.colour(), found.colour());
    assertEquals("Some model", found.algorithmName());
    assertEquals(Segment.Algorithm.AUTOMATIC, found.algorithm());
  }

  @Test
  void value_and_name_are_enough_with_or_without_a_first_line() throws Exception {
    assertEquals(
        "spleen", parse("value\tname\tvoxels\tslices", "1\tspleen\t9452\t30").segment(1).label());
    assertEquals("spleen", parse("7\tspleen").segment(7).label());
    assertEquals("spleen", parse("name\tvalue", "spleen\t7").segment(7).label());
  }

  @Test
  void a_name_that_is_a_known_term_brings_its_code() throws Exception {
    LabelTable table = parse("value\tname", "1\tspleen", "2\tstructure_1");
    assertEquals("78961009", table.segment(1).type().value());
    assertEquals(CodedConcept.TISSUE, table.segment(2).type());
  }

  @Test
  void a_table_of_the_folder_stands_for_images_without_one_of_their_own() throws Exception {
    Files.writeString(folder.resolve("labels.tsv"), "value\tname\n3\tshared\n");
    assertEquals("shared", LabelTable.read(image).segment(3).label());
    assertEquals("own", parse("value\tname", "3\town").segment(3).label());
  }

  @Test
  void a_value_without_a_name_is_called_by_its_number() throws Exception {
    assertEquals("Label 42", LabelTable.read(image).segment(42).label());
    assertEquals("Label 7", parse("value\tname", "7\t").segment(7).label());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\tname",
        "0\tname",
        "70000\tname",
        "-1\tname",
        "1\tname\tred",
        "1\tname\t#12345",
        "1\tname\t#123456\tliver",
        "1\tname\t\t\t\t\t\tROBOT",
        "5\ta\n5\tb"
      })
  void a_line_that_means_nothing_is_an_error_that_names_it(String line) throws Exception {
    String header = "value\tname\tcolour\tcategory\ttype\ttype_modifiers\tregion\talgorithm\n";
    JobException e = assertThrows(JobException.class, () -> parse(header + line));
    assertTrue(e.getMessage().contains("of liver.labels.tsv"), e.getMessage());
  }

  @Test
  void a_name_longer_than_dicom_allows_is_an_error() {
    assertThrows(JobException.class, () -> parse("1\t" + "x".repeat(65)));
  }

  @Test
  void comments_and_empty_lines_are_skipped() throws Exception {
    assertEquals("a", parse("# made by hand", "", "value\tname", "1\ta").segment(1).label());
  }
}
