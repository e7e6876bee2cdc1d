package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.series.SeriesFixture.axial;
import static io.github.voxelclick.dicom.series.SeriesFixture.codes;
import static io.github.voxelclick.dicom.series.SeriesFixture.scan;
import static io.github.voxelclick.dicom.series.SeriesFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.dicomgen.Tags;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VoxelIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
}
