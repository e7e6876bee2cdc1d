package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.series.SeriesFixture.axial;
import static io.github.voxelclick.dicom.series.SeriesFixture.codes;
import static io.github.voxelclick.dicom.series.SeriesFixture.scan;
import static io.github.voxelclick.dicom.series.SeriesFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.dicomgen.Tags;
import io.github.voxelclick.fixtures.dicomgen.TransferSyntax;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One image of a series that cannot be used does not make the others unusable. */
class DamagedSeriesTest {
  @TempDir private Path folder;

  private static List<Integer> gaps(DicomSeries series) {
    return IntStream.range(0, series.geometry().size().k() - 1)
        .filter(series.geometry()::gapAfter)
        .boxed()
        .toList();
  }

  private static String warning(DicomSeries series, String code) {
    return series.warnings().stream()
        .filter(w -> w.code().equals(code))
        .map(ReadWarning::message)
        .findFirst()
        .orElseThrow(() -> new AssertionError(series.warnings().toString()));
  }

  private static DicomSeriesBuilder cut(int slices, int... damaged) {
    DicomSeriesBuilder builder = series(axial(slices)).shuffled();
    for (int k : damaged) {
      builder.fault(SeriesFault.shortPixelData(k, 4));
    }
    return builder;
  }

  @Test
  @Tag("A53")
  void the_others_are_a_volume_with_a_gap_that_names_the_file() throws Exception {
    String name = cut(6, 2).build().get(2).fileName();
    SeriesScan scan = scan(folder, cut(6, 2));
    DicomSeries series = scan.series().get(0);
    assertEquals("5x7x5", series.geometry().size().toString());
    assertEquals(List.of(1), gaps(series));
    assertTrue(warning(series, "damaged-images").startsWith(name + " cannot be used"));
    assertEquals(1, scan.refused().size());
    assertTrue(scan.refused().get(0).reason().contains("66 of 70 bytes"));
    DicomVolume volume = DicomVolumeLoader.load(series, Progress.none());
    assertEquals(364, volume.volume().value(new VoxelIndex(4, 6, 2))); // slice 3 of the phantom
  }

  @Test
  @Tag("A53")
  void the_gap_is_known_where_only_two_slices_are_left() throws Exception {
    DicomSeries series = scan(folder, cut(3, 1)).series().get(0);
    assertEquals(2, series.geometry().size().k());
    assertTrue(series.geometry().isRegular());
    assertEquals(List.of(0), gaps(series));
  }

  @Test
  void no_gap_is_made_at_either_end() throws Exception {
    DicomSeries series = scan(folder, cut(6, 0, 5)).series().get(0);
    assertEquals(4, series.geometry().size().k());
    assertEquals(List.of(), gaps(series));
    assertTrue(warning(series, "damaged-images").contains("(and 1 more)"));
  }

  @Test
  @Tag("A50")
  void a_file_whose_header_is_damaged_is_named_by_its_neighbours() throws Exception {
    scan(folder, series(axial(6)));
    byte[] bytes = Files.readAllBytes(folder.resolve("s1-0003.dcm"));
    Files.write(folder.resolve("s1-0003.dcm"), Arrays.copyOf(bytes, 400));
    SeriesScan scan = scan(folder);
    assertEquals(1, scan.refused().size());
    DicomSeries series = scan.series().get(0);
    assertEquals(List.of(2), gaps(series));
    assertTrue(warning(series, "unreadable-neighbours").startsWith("s1-0003.dcm"));
  }

  @ParameterizedTest
  @CsvSource({
    "0x00200032,Image Position",
    "0x00200037,Image Orientation",
    "0x00280030,Pixel Spacing"
  })
  @Tag("C2.10")
  void an_image_that_does_not_say_where_it_lies_is_a_plain_slice(int tag, String name)
      throws Exception {
    SeriesScan scan = scan(folder, SeriesFault.withoutAttribute(3, tag));
    assertEquals(List.of("1a", "1b"), scan.series().stream().map(DicomSeries::id).toList());
    assertTrue(warning(scan.series().get(0), "unplaced-images").contains(name));
    assertEquals(List.of(2), gaps(scan.series().get(0)));
    DicomSeries page = scan.series().get(1);
    assertEquals(1, page.geometry().size().k());
    assertEquals(SliceRelation.UNRELATED, page.geometry().relation());
    assertTrue(page.plainReason().contains(name), page.plainReason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,0,0,0,0,0", "1,0,0,1,0,0", "2,0,0,0,1,0", "1,0,0,0,1"})
  void a_senseless_orientation_is_none(String numbers) throws Exception {
    double[] o = List.of(numbers.split(",")).stream().mapToDouble(Double::valueOf).toArray();
    SeriesFault bad =
        SeriesFault.everywhere(s -> s.dataset().decimals(Tags.IMAGE_ORIENTATION_PATIENT, o));
    DicomSeries pages = SeriesFixture.only(scan(folder, bad));
    assertTrue(pages.plainReason().contains("Image Orientation"), pages.plainReason());
  }

  @Test
  void numbers_that_are_none_are_named() throws Exception {
    SeriesFault comma =
        SeriesFault.at(
            1, s -> s.dataset().text(Tags.IMAGE_POSITION_PATIENT, "DS", "1,5", "2", "3"));
    SeriesScan place = scan(folder.resolve("place"), comma);
    assertTrue(place.series().get(1).plainReason().contains("Position"));
    SeriesFault slope = SeriesFault.at(1, s -> s.dataset().text(Tags.RESCALE_SLOPE, "DS", "one"));
    SeriesScan value = scan(folder.resolve("value"), slope);
    assertTrue(value.refused().get(0).reason().contains("Slope"));
    assertEquals(List.of(0), gaps(value.series().get(0)));
  }

  @Test
  void pixels_without_a_size_are_plain() throws Exception {
    SeriesFault zero = SeriesFault.everywhere(s -> s.dataset().decimals(Tags.PIXEL_SPACING, 0, 1));
    DicomSeries pages = SeriesFixture.only(scan(folder, zero));
    assertTrue(pages.plainReason().contains("Pixel Spacing"));
    assertEquals(List.of("pixel-size"), codes(pages.warnings()));
  }

  @Nested
  class Pixels {
    private static final int LAST = 4;

    private DicomSeries damaged(int slices, int... ks) throws Exception {
      DicomSeries series =
          SeriesFixture.only(
              scan(folder, series(axial(slices)).encodeAs(TransferSyntax.RLE_LOSSLESS)));
      for (int k : ks) {
        Path file = series.files().get(k);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length - 60, bytes.length - 10, (byte) 0x80);
        Files.write(file, bytes);
      }
      return series;
    }

    @Test
    @Tag("A53")
    void of_a_codestream_leaves_the_others_with_a_gap_and_names_the_file() throws Exception {
      DicomSeries series = damaged(5, 2);
      DicomVolume loaded = DicomVolumeLoader.load(series, Progress.none());
      VolumeGeometry geometry = loaded.volume().geometry();
      assertEquals("5x7x4", geometry.size().toString());
      assertTrue(geometry.gapAfter(1));
      assertFalse(geometry.gapAfter(2));
      assertEquals(364, loaded.volume().value(new VoxelIndex(4, 6, 2)));
      assertEquals(4, loaded.source().images().size());
      assertEquals(List.of("damaged-images", "missing-slices"), codes(loaded.warnings()));
      String name = series.files().get(2).getFileName().toString();
      assertTrue(loaded.warnings().get(0).message().startsWith(name));
    }

    @Test
    @Tag("A53")
    void of_the_first_image_takes_the_next_ones_data_set() throws Exception {
      DicomVolume loaded = DicomVolumeLoader.load(damaged(5, 0, LAST), Progress.none());
      assertEquals(3, loaded.volume().size().k());
      assertEquals(
          loaded.source().images().get(0).sopInstanceUid(),
          loaded
              .source()
              .firstImage()
              .getString(io.github.voxelclick.dicom.data.Tag.SOPInstanceUID));
    }

    @Test
    void of_a_file_that_was_cut_since_it_was_found_counts_too() throws Exception {
      DicomSeries series = SeriesFixture.only(scan(folder, series(axial(3))));
      Path file = series.files().get(2);
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
      DicomVolume loaded = DicomVolumeLoader.load(series, Progress.none());
      assertEquals(2, loaded.volume().size().k());
      assertEquals(List.of("damaged-images"), codes(loaded.warnings()));
    }

    @Test
    void of_all_images_is_an_error_that_names_the_first() throws Exception {
      DicomSeries series = damaged(2, 0, 1);
      DicomReadException e =
          assertThrows(
              DicomReadException.class, () -> DicomVolumeLoader.load(series, Progress.none()));
      String name = series.files().get(0).getFileName().toString();
      assertTrue(e.getMessage().startsWith(name), e.getMessage());
    }
  }
}
