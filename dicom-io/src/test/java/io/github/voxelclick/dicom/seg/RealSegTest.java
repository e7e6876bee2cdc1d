package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SEGs of dcmqi, highdicom and others on their own images. */
class RealSegTest {
  @BeforeEach
  void skip_without_data() {
    assumeTrue(System.getenv("VOXELCLICK_TEST_DATA") != null, "VOXELCLICK_TEST_DATA is not set");
  }

  private static Path data(String name) {
    return Path.of(System.getenv("VOXELCLICK_TEST_DATA")).resolve(name);
  }

  private static SegReading read(String seg, String images) throws Exception {
    SourceFixture source = SourceFixture.ofFolder(data(images));
    return DicomSegReader.read(data(seg), source.source(), source.geometry());
  }

  private static List<Long> counts(SegReading reading) {
    return reading.segmentation().entries().stream().map(e -> e.mask().count()).toList();
  }

  private static List<String> codes(SegReading reading) {
    return reading.warnings().stream().map(ReadWarning::code).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "dcmqi-phantom-23x38x3/label.seg.dcm, seg/dcmqi-phantom-23x38x3/image,"
        + " dcmqi-phantom-23x38x3/label.nrrd",
    "dcmqi-phantom-24x38x3/label.seg.dcm, seg/dcmqi-phantom-24x38x3/image,"
        + " dcmqi-phantom-24x38x3/label.nrrd",
    "dcmqi-ct-3slice/liver.dcm, dicom/ct-3slice-dcmqi, dcmqi-ct-3slice/liver_seg.nrrd"
  })
  @org.junit.jupiter.api.Tag("D4")
  void of_dcmqi_have_the_voxels_that_they_were_made_from(String seg, String images, String truth)
      throws Exception {
    SegReading reading = read("seg/" + seg, images);
    Mask found = reading.segmentation().entries().get(0).mask();
    assertEquals(nrrd(data("seg/" + truth), found.size()), found);
    assertFalse(found.isEmpty());
  }

  /** All voxels that are not 0 in a gzip-compressed file of 16-bit samples on the same grid. */
  private static Mask nrrd(Path path, GridSize size) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int body = text.indexOf("\n\n") + 2;
    assertTrue(text.contains("sizes: " + size.toString().replace('x', ' ')), text);
    ByteBuffer samples;
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(bytes, body, bytes.length - body))) {
      samples = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
    Mask mask = Mask.empty(size);
    for (int k = 0; k < size.k(); k++) {
      int first = k * size.voxelsPerSlice();
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(
                  size.i(),
                  size.j(),
                  (i, j) -> samples.getShort(2 * (first + j * size.i() + i)) != 0));
    }
    return mask;
  }

  @ParameterizedTest
  @CsvSource({"23x38x3", "24x38x3"})
  @org.junit.jupiter.api.Tag("E5")
  void lie_on_an_enhanced_image_of_the_same_planes(String size, @TempDir Path folder)
      throws Exception {
    String place = "seg/dcmqi-phantom-" + size;
    Files.copy(data(place + "/multiframe.dcm"), folder.resolve("image.dcm"));
    SourceFixture enhanced = SourceFixture.load(folder);
    SegReading reading =
        DicomSegReader.read(data(place + "/label.seg.dcm"), enhanced.source(), enhanced.geometry());
    assertEquals(counts(read(place + "/label.seg.dcm", place + "/image")), counts(reading));
    assertEquals(List.of("other-series"), codes(reading));
  }

  @Test
  @org.junit.jupiter.api.Tag("E9")
  void with_overlapping_segments_are_read_whole() throws Exception {
    SegReading reading = read("seg/dcmqi-ct-3slice/partial_overlaps.dcm", "dicom/ct-3slice-dcmqi");
    assertEquals(List.of(9602L, 11888L, 10743L, 6693L, 4713L), counts(reading));
    assertTrue(reading.segmentation().overlaps());
    reading = read("seg/highdicom-ct/seg_image_ct_binary_overlap.dcm", "seg/highdicom-ct/image");
    assertEquals(List.of(64L, 16L), counts(reading));
  }

  @Test
  @org.junit.jupiter.api.Tag("E3")
  void that_are_label_maps_hide_their_background() throws Exception {
    SegReading reading =
        read(
            "seg/dcmqi-phantom-24x38x3/sparse-labelmap-noppv.dcm",
            "seg/dcmqi-phantom-24x38x3/image");
    assertEquals(List.of(630L), counts(reading));
    assertEquals(List.of("background-segment"), codes(reading));
    assertEquals(Set.of(0, 2), reading.segmentation().entries().get(0).mask().occupiedSlices());
  }

  @Test
  @org.junit.jupiter.api.Tag("E10")
  void of_true_fractions_keep_them_and_of_two_values_are_masks() throws Exception {
    String images = "seg/highdicom-ct/image";
    SegReading fractions = read("seg/highdicom-ct/seg_image_ct_true_fractional.dcm", images);
    assertEquals(Set.of(1), fractions.fractions().keySet());
    SegReading binary = read("seg/highdicom-ct/seg_image_ct_binary_fractional.dcm", images);
    assertTrue(binary.fractions().isEmpty());
    assertEquals(List.of(638L), counts(binary));
  }

  @Test
  @org.junit.jupiter.api.Tag("E6")
  void without_references_are_placed_by_position_and_what_lies_beyond_is_told() throws Exception {
    SegReading reading = read("seg/mr-breast-ucsf-br-06/seg.dcm", "seg/mr-breast-ucsf-br-06/image");
    assertEquals(List.of("other-series", "outside-volume"), codes(reading));
    assertEquals(List.of(71739L), counts(reading));
    // The 42 frames hold 82527 voxels, ten of the frames lie beyond the 32 images.
    assertTrue(
        reading.warnings().get(1).message().startsWith((82527 - 71739) + " voxels"),
        reading.warnings().toString());
    assertFalse(reading.original().isFaithful());
  }

  @Test
  @org.junit.jupiter.api.Tag("E11")
  void of_older_writers_keep_codes_labels_and_colours() throws Exception {
    SegReading reading =
        read(
            "seg/pet-headneck-qin024/seg_iowa2dicom_2segments.dcm",
            "seg/pet-headneck-qin024/image");
    assertEquals(List.of(54L, 212L), counts(reading));
    Segment second = reading.segmentation().entries().get(1).segment();
    assertEquals("Neoplasm, Secondary", second.label());
    assertEquals(new CodedConcept("M-80006", "SRT", "Neoplasm, Secondary"), second.type());
    assertEquals(new Segment.Rgb(241, 214, 145), second.colour());
  }

  @Test
  @org.junit.jupiter.api.Tag("E8")
  void of_another_patient_or_another_image_are_refused() {
    assertThrows(
        GeometryException.class,
        () -> read("seg/other-patient-no-images/seg.dcm", "seg/pet-headneck-qin024/image"));
    assertThrows(
        GeometryException.class,
        () -> read("seg/highdicom-ct/seg_image_cr_binary.dcm", "seg/highdicom-ct/image"));
  }

  @ParameterizedTest
  @CsvSource({
    "dcmqi-ct-3slice/partial_overlaps.dcm, dicom/ct-3slice-dcmqi",
    "dcmqi-phantom-24x38x3/sparse-labelmap-noppv.dcm, seg/dcmqi-phantom-24x38x3/image",
    "highdicom-ct/seg_image_ct_true_fractional.dcm, seg/highdicom-ct/image",
    "highdicom-ct/seg_image_ct_binary_overlap.dcm, seg/highdicom-ct/image",
    "pet-headneck-qin024/seg_iowa2dicom_2segments.dcm, seg/pet-headneck-qin024/image"
  })
  @org.junit.jupiter.api.Tag("E13")
  void saved_again_hold_the_same(String seg, String images, @TempDir Path folder) throws Exception {
    SourceFixture source = SourceFixture.ofFolder(data(images));
    SegReading first = DicomSegReader.read(data("seg/" + seg), source.source(), source.geometry());
    Path saved = folder.resolve("saved.dcm");
    new DicomSegWriter()
        .writeEdited(
            first,
            first.segmentation(),
            source.source(),
            SourceFixture.OPTIONS,
            saved,
            Progress.none());
    SegReading second = DicomSegReader.read(saved, source.source(), source.geometry());
    assertEquals(first.segmentation().entries(), second.segmentation().entries());
    assertEquals(first.fractions(), second.fractions());
  }
}
