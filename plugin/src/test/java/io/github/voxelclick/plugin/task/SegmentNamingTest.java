package io.github.voxelclick.plugin.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Terminology;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SegmentNamingTest {
  private static Segment describe(String code, String label) throws JobException {
    return SegmentNaming.describe(code, label, "SeedNet v1", "abc");
  }

  @Test
  void a_known_code_brings_meaning_category_and_colour() throws JobException {
    Segment s = describe("SCT:4147007", "");
    assertEquals("Mass", s.label());
    assertEquals("Mass", s.type().meaning());
    assertEquals("Morphologically Abnormal Structure", s.category().meaning());
    assertEquals(Terminology.standard().ofName("mass").orElseThrow().colour(), s.colour());
    assertEquals(Segment.Algorithm.SEMIAUTOMATIC, s.algorithm());
  }

  @Test
  void without_code_it_is_tissue_unless_the_label_means_something() throws JobException {
    assertEquals(CodedConcept.TISSUE, describe("", "").type());
    assertEquals("Something odd", describe("", "Something odd").label());
    assertEquals(CodedConcept.TISSUE, describe("", "Something odd").type());
    assertEquals("78961009", describe("", "spleen").type().value());
  }

  @Test
  @Tag("D5.2")
  void side_and_region_come_from_the_label() throws JobException {
    Segment kidney = describe("", "kidney_left");
    assertEquals("kidney_left", kidney.label());
    assertEquals("64033007", kidney.type().value());
    assertEquals("Left", kidney.details().typeModifiers().get(0).meaning());
    assertEquals(kidney.withNumber(1), describe("SCT:64033007", "kidney_left"));
    Segment cyst = describe("SCT:367643001", "cyst of the right kidney");
    assertEquals("Kidney", cyst.details().region().orElseThrow().code().meaning());
    assertEquals(List.of(), describe("SCT:10200004", "kidney_left").details().typeModifiers());
  }

  @Test
  void an_unknown_code_takes_its_meaning_from_the_third_part_or_the_label() throws JobException {
    assertEquals("Entire hilum", describe("SCT:362837007:Entire hilum", "").type().meaning());
    assertEquals("my hilum", describe("SCT:362837007", "my hilum").type().meaning());
    JobException e = assertThrows(JobException.class, () -> describe("SCT:362837007", ""));
    assertTrue(e.getMessage().contains("scheme:value:meaning"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"liver", "SCT:", ":10200004", "SCT", "SCT12345678901234567:1:x"})
  void a_misspelt_code_is_refused(String code) {
    assertThrows(JobException.class, () -> describe(code, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\\b", "0123456789012345678901234567890123456789012345678901234567890123x"})
  void a_label_that_dicom_cannot_hold_is_refused(String label) {
    assertThrows(JobException.class, () -> describe("SCT:10200004", label));
  }

  @Test
  void a_code_alone_is_the_same_term_as_with_a_label() throws JobException {
    assertEquals("Liver", SegmentNaming.term(" SCT:10200004 ").type().meaning());
    assertEquals("My part", SegmentNaming.term("99LAB:7:My part").type().meaning());
    assertThrows(JobException.class, () -> SegmentNaming.term("99LAB:7"));
    assertThrows(JobException.class, () -> SegmentNaming.term(""));
  }
}
