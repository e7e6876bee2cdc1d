package io.github.voxelclick.plugin.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Segment;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SegmentNamingTest {
  private static Segment describe(String code, String label) throws JobException {
    return SegmentNaming.describe(code, label, "SeedNet v0", "abc");
  }

  @Test
  void a_known_code_brings_meaning_category_and_colour() throws JobException {
    Segment s = describe("SCT:4147007", "");
    assertEquals("Mass", s.label());
    assertEquals("Mass", s.type().meaning());
    assertEquals("Morphologically Altered Structure", s.category().meaning());
    assertEquals(new Segment.Rgb(144, 238, 144), s.colour());
    assertEquals(Segment.Algorithm.SEMIAUTOMATIC, s.algorithm());
  }

  @Test
  void without_code_it_is_tissue_unless_the_label_is_a_meaning() throws JobException {
    assertEquals(CodedConcept.TISSUE, describe("", "").type());
    assertEquals("Something odd", describe("", "Something odd").label());
    assertEquals(CodedConcept.TISSUE, describe("", "Something odd").type());
    assertEquals("78961009", describe("", "spleen").type().value());
  }

  @Test
  void an_unknown_code_takes_its_meaning_from_the_third_part_or_the_label() throws JobException {
    assertEquals("Hilum", describe("SCT:46750007:Hilum", "").type().meaning());
    assertEquals("my hilum", describe("SCT:46750007", "my hilum").type().meaning());
    JobException e = assertThrows(JobException.class, () -> describe("SCT:46750007", ""));
    assertTrue(e.getMessage().contains("scheme:value:meaning"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"liver", "SCT:", ":10200004", "SCT", "SCT:12345678901234567:x"})
  void a_misspelt_code_is_refused(String code) {
    assertThrows(JobException.class, () -> describe(code, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\\b", "0123456789012345678901234567890123456789012345678901234567890123x"})
  void a_label_that_dicom_cannot_hold_is_refused(String label) {
    assertThrows(JobException.class, () -> describe("SCT:10200004", label));
  }
}
