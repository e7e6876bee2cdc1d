package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.series.SeriesFixture.axial;
import static io.github.voxelclick.dicom.series.SeriesFixture.codes;
import static io.github.voxelclick.dicom.series.SeriesFixture.only;
import static io.github.voxelclick.dicom.series.SeriesFixture.scan;
import static io.github.voxelclick.dicom.series.SeriesFixture.series;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.fixtures.dicomgen.DicomDataset;
import io.github.voxelclick.fixtures.dicomgen.MultiFrameImage;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that do not say where they lie. */
@Tag("C2.10")
class UnplacedImageTest {
  private static final int REGIONS = 0x00186011;
  private static final int SPATIAL_FORMAT = 0x00186012;
  private static final int UNITS_X = 0x00186024;
  private static final int UNITS_Y = 0x00186026;
  private static final int DELTA_X = 0x0018602C;
  private static final int DELTA_Y = 0x0018602E;
  private static final int PIXEL_SPACING = 0x00280030;
  private static final int IMAGER_PIXEL_SPACING = 0x00181164;

  @TempDir private Path folder;

  private static MultiFrameImage loop(String modality, String sopClass) {
    return MultiFrameImage.plain(
        modality, sopClass, axial(4), GlyphPhantom.indexSamples(axial(4)), 2, 0, 3, 1);
  }

  private DicomSeries scanned(MultiFrameImage image) throws Exception {
    image.writeTo(folder.resolve("image.dcm"));
    return only(scan(folder));
  }

  private static DicomDataset region(int unit, double x, double y) {
    return new DicomDataset()
        .shorts(SPATIAL_FORMAT, "US", 1)
        .shorts(UNITS_X, "US", unit)
        .shorts(UNITS_Y, "US", unit)
        .doubles(DELTA_X, x)
        .doubles(DELTA_Y, y);
  }

  private static double[] pixel(DicomSeries series) {
    double[] mm = series.geometry().spacingMm();
    return new double[] {mm[0], mm[1]};
  }

  @Test
  void an_ultrasound_loop_is_a_film_in_the_order_of_its_frames() throws Exception {
    DicomSeries film = scanned(loop("US", UID.UltrasoundMultiFrameImageStorage));
    assertEquals(SliceRelation.TEMPORAL, film.geometry().relation());
    assertFalse(film.geometry().gapAfter(1));
    assertTrue(film.plainReason().contains("follow each other in time"), film.plainReason());
    DicomVolume loaded = DicomVolumeLoader.load(film, Progress.none());
    Volume volume = loaded.volume();
    assertEquals(264, volume.value(new VoxelIndex(4, 6, 0)));
    assertEquals(164, volume.value(new VoxelIndex(4, 6, 3)));
    assertEquals(Optional.empty(), loaded.source().frameOfReferenceUid());
    assertEquals(Optional.of(4), loaded.source().images().get(3).frameNumber());
    assertEquals(List.of(), loaded.source().images().get(3).pixelSpacing());
  }

  @Test
  void frames_of_a_secondary_capture_are_pages() throws Exception {
    DicomSeries pages = scanned(loop("OT", UID.SecondaryCaptureImageStorage));
    assertEquals(SliceRelation.UNRELATED, pages.geometry().relation());
    assertTrue(pages.geometry().gapAfter(1));
    assertEquals(List.of("pixel-size"), codes(pages.warnings()));
  }

  @Test
  void single_images_are_pages_by_instance_number() throws Exception {
    DicomSeries pages =
        only(scan(folder, series(axial(4)).shuffled().fault(SeriesFault.withoutGeometry())));
    assertEquals(SliceRelation.UNRELATED, pages.geometry().relation());
    assertEquals(
        List.of(1, 2, 3, 4), pages.images().stream().map(i -> i.ids().instanceNumber()).toList());
    assertTrue(pages.plainReason().contains("Image Position"), pages.plainReason());
  }

  @Test
  void two_loops_are_two_films() throws Exception {
    MultiFrameImage first = loop("US", UID.UltrasoundMultiFrameImageStorage);
    first.writeTo(folder.resolve("1.dcm"));
    first.root().text(0x00080018, "UI", "2.25.99").integer(0x00200013, 2);
    first.writeTo(folder.resolve("2.dcm"));
    assertEquals(List.of("1a", "1b"), scan(folder).series().stream().map(DicomSeries::id).toList());
  }

  @Test
  void pixel_spacing_is_the_size_of_a_pixel() throws Exception {
    MultiFrameImage image = loop("US", UID.UltrasoundMultiFrameImageStorage);
    image.root().decimals(PIXEL_SPACING, 0.4, 0.3).decimals(IMAGER_PIXEL_SPACING, 9, 8);
    DicomSeries film = scanned(image);
    assertArrayEquals(new double[] {0.3, 0.4}, pixel(film), 1e-9);
    assertEquals(List.of(), film.warnings());
  }

  @Test
  void imager_pixel_spacing_is_told_to_be_magnified() throws Exception {
    MultiFrameImage image = loop("XA", "1.2.840.10008.5.1.4.1.1.12.1");
    image.root().decimals(IMAGER_PIXEL_SPACING, 0.4, 0.3);
    DicomSeries film = scanned(image);
    assertArrayEquals(new double[] {0.3, 0.4}, pixel(film), 1e-9);
    assertTrue(film.warnings().get(0).message().contains("magnified"));
  }

  @ParameterizedTest
  @CsvSource({"3,0.03,-0.04,0.3,0.4", "4,0.03,0.04,1,1", "3,0,0.04,1,1"})
  void ultrasound_calibration_counts_in_centimetres(
      int unit, double x, double y, double columnMm, double rowMm) throws Exception {
    MultiFrameImage image = loop("US", UID.UltrasoundMultiFrameImageStorage);
    image.root().sequence(REGIONS, region(unit, x, y));
    DicomSeries film = scanned(image);
    assertArrayEquals(new double[] {columnMm, rowMm}, pixel(film), 1e-9);
    assertEquals(columnMm == 1 ? 1 : 0, film.warnings().size());
  }

  @Test
  void regions_of_different_calibration_give_no_size() throws Exception {
    MultiFrameImage image = loop("US", UID.UltrasoundMultiFrameImageStorage);
    image.root().sequence(REGIONS, region(3, 0.03, 0.03), region(3, 0.05, 0.05));
    DicomSeries film = scanned(image);
    assertArrayEquals(new double[] {1, 1}, pixel(film), 1e-9);
    assertTrue(film.warnings().get(0).message().contains("in pixels"));
  }

  @Test
  void a_loop_that_is_cut_off_keeps_its_whole_frames_and_says_so() throws Exception {
    MultiFrameImage image = loop("US", UID.UltrasoundMultiFrameImageStorage);
    image.root().integer(0x00280008, 9);
    DicomSeries film = scanned(image);
    assertEquals(4, film.geometry().size().k());
    assertTrue(codes(film.warnings()).contains("missing-frames"));
  }
}
