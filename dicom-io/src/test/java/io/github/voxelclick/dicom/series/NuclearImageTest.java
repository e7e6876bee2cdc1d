package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.series.SeriesFixture.axial;
import static io.github.voxelclick.dicom.series.SeriesFixture.only;
import static io.github.voxelclick.dicom.series.SeriesFixture.scan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.fixtures.dicomgen.DicomDataset;
import io.github.voxelclick.fixtures.dicomgen.MultiFrameImage;
import io.github.voxelclick.fixtures.dicomgen.Tags;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VoxelIndex;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that vectors or offsets describe: nuclear medicine and dose. */
class NuclearImageTest {
  private static final int DETECTOR_INFORMATION_SEQUENCE = 0x00540022;
  private static final int ROTATION_VECTOR = 0x00540050;
  private static final int TIME_SLOT_VECTOR = 0x00540070;
  private static final int SLICE_VECTOR = 0x00540080;
  private static final int GRID_FRAME_OFFSET_VECTOR = 0x3004000C;
  private static final int DOSE_GRID_SCALING = 0x3004000E;

  @TempDir private Path folder;

  private static MultiFrameImage frames(String modality, String sopClass, int... order) {
    return MultiFrameImage.plain(
        modality, sopClass, axial(4), GlyphPhantom.indexSamples(axial(4)), order);
  }

  /** A reconstructed tomogram whose first slice is the phantom's, at z = -140. */
  private static MultiFrameImage tomogram(double spacingMm, int... order) {
    MultiFrameImage image = frames("NM", UID.NuclearMedicineImageStorage, order);
    image
        .root()
        .decimals(Tags.PIXEL_SPACING, 1.1, 0.7)
        .decimals(Tags.SPACING_BETWEEN_SLICES, spacingMm)
        .text(Tags.FRAME_OF_REFERENCE_UID, "UI", "1.2.3")
        .sequence(
            DETECTOR_INFORMATION_SEQUENCE,
            new DicomDataset()
                .decimals(Tags.IMAGE_POSITION_PATIENT, -12, 31, -140)
                .decimals(Tags.IMAGE_ORIENTATION_PATIENT, image.orientation()));
    return image;
  }

  private SeriesScan scanned(MultiFrameImage image) throws Exception {
    image.writeTo(folder.resolve("image.dcm"));
    return scan(folder);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2.5, -2.5})
  @Tag("C3.4")
  void slice_vectors_count_along_the_normal_by_the_sign_of_the_spacing(double spacingMm)
      throws Exception {
    MultiFrameImage image = tomogram(spacingMm, 3, 1, 0, 2);
    image.root().shorts(SLICE_VECTOR, "US", 4, 2, 1, 3);
    DicomSeries series = only(scanned(image));
    assertEquals(2.5, series.geometry().spacingMm()[2], 1e-9);
    double first = spacingMm > 0 ? -140 : -140 - 3 * 2.5;
    assertEquals(first, series.geometry().slicePosition(0).z(), 1e-9);
    DicomVolume loaded = DicomVolumeLoader.load(series, Progress.none());
    int lowest = spacingMm > 0 ? 0 : 3;
    assertEquals(64 + 100 * lowest, loaded.volume().value(new VoxelIndex(4, 6, 0)));
    assertEquals("-12", loaded.source().images().get(1).imagePosition().get(0));
  }

  @Test
  @Tag("C3.4")
  void time_slots_are_volumes_of_their_own() throws Exception {
    MultiFrameImage image = tomogram(2.5, 0, 1, 2, 3, 0, 1, 2, 3);
    image
        .root()
        .shorts(SLICE_VECTOR, "US", 1, 2, 3, 4, 1, 2, 3, 4)
        .shorts(TIME_SLOT_VECTOR, "US", 1, 1, 1, 1, 2, 2, 2, 2);
    SeriesScan scan = scanned(image);
    assertEquals(
        List.of("1a time slot 1", "1b time slot 2"),
        scan.series().stream().map(s -> s.id() + " " + s.variant()).toList());
    assertEquals(4, scan.series().get(1).images().get(0).frame());
  }

  @Test
  void views_from_around_the_patient_are_no_slices() throws Exception {
    MultiFrameImage image = tomogram(2.5, 0, 1, 2, 3);
    image.root().shorts(SLICE_VECTOR, "US", 1, 2, 3, 4).shorts(ROTATION_VECTOR, "US", 1, 1, 1, 1);
    DicomSeries views = only(scanned(image));
    assertEquals(SliceRelation.UNRELATED, views.geometry().relation());
  }

  @Test
  void slices_without_a_spacing_are_refused_but_the_first() throws Exception {
    MultiFrameImage image = tomogram(0, 0, 1, 2, 3);
    image.root().shorts(SLICE_VECTOR, "US", 1, 2, 3, 4);
    SeriesScan scan = scanned(image);
    assertTrue(scan.refused().get(0).reason().contains("Spacing Between Slices"));
    assertEquals(1, scan.series().get(0).geometry().size().k());
  }

  @Test
  void vectors_that_are_no_numbers_leave_plain_slices() throws Exception {
    MultiFrameImage image = tomogram(2.5, 0, 1, 2, 3);
    image.root().text(SLICE_VECTOR, "CS", "ONE");
    assertEquals(SliceRelation.UNRELATED, only(scanned(image)).geometry().relation());
  }

  @Test
  void dose_offsets_beyond_all_numbers_are_refused() throws Exception {
    MultiFrameImage image = frames("RTDOSE", UID.RTDoseStorage, 0, 1);
    image
        .root()
        .decimals(Tags.PIXEL_SPACING, 1.1, 0.7)
        .decimals(Tags.IMAGE_POSITION_PATIENT, -12, 31, -140)
        .decimals(Tags.IMAGE_ORIENTATION_PATIENT, image.orientation())
        .text(GRID_FRAME_OFFSET_VECTOR, "DS", "-9e307", "1.7e308");
    assertTrue(scanned(image).refused().get(0).reason().contains("distances of frames"));
  }

  @ParameterizedTest
  @CsvSource({"0", "-140"})
  @Tag("C3.2")
  void dose_frames_lie_at_their_offsets_and_are_scaled(double firstOffset) throws Exception {
    MultiFrameImage image = frames("RTDOSE", UID.RTDoseStorage, 1, 0, 2);
    image
        .root()
        .decimals(Tags.PIXEL_SPACING, 1.1, 0.7)
        .decimals(Tags.IMAGE_POSITION_PATIENT, -12, 31, -140)
        .decimals(Tags.IMAGE_ORIENTATION_PATIENT, image.orientation())
        .decimals(GRID_FRAME_OFFSET_VECTOR, firstOffset, firstOffset - 2.5, firstOffset + 2.5)
        .text(DOSE_GRID_SCALING, "DS", "0.001");
    DicomSeries series = only(scanned(image));
    assertEquals(-142.5, series.geometry().slicePosition(0).z(), 1e-9);
    DicomVolume loaded = DicomVolumeLoader.load(series, Progress.none());
    assertEquals(0.064, loaded.volume().value(new VoxelIndex(4, 6, 0)), 1e-7);
    assertEquals(0.264, loaded.volume().value(new VoxelIndex(4, 6, 2)), 1e-7);
  }
}
