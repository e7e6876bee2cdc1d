package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.series.SeriesFixture.axial;
import static io.github.voxelclick.dicom.series.SeriesFixture.only;
import static io.github.voxelclick.dicom.series.SeriesFixture.reason;
import static io.github.voxelclick.dicom.series.SeriesFixture.scan;
import static io.github.voxelclick.dicom.series.SeriesFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.dicomgen.Tags;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that cannot be used at all, and the sentence that each gets. */
class ImageFaultsTest {
  private static final int NUMBER_OF_FRAMES = 0x00280008;
  private static final int MODALITY_LUT_SEQUENCE = 0x00283000;

  @TempDir private Path folder;

  private static DicomSeriesBuilder single(SeriesFault fault) {
    return series(axial(1)).fault(fault);
  }

  @Test
  @Tag("A51")
  void pixel_data_that_are_cut_off_are_counted() throws Exception {
    String shortened = reason(scan(folder, single(SeriesFault.shortPixelData(0, 4))));
    assertTrue(shortened.contains("cut off"), shortened);
    assertTrue(shortened.contains("66 of 70 bytes"), shortened);
  }

  @Test
  @Tag("A51")
  void a_file_that_is_cut_off_says_so() throws Exception {
    String reason = reason(scan(folder, single(SeriesFault.truncatedFile(0, 20))));
    assertTrue(reason.contains("cut off"), reason);
  }

  @Test
  void pixel_data_that_are_missing_are_named() throws Exception {
    int samplesAndTheirElement = 5 * 7 * 2 + 12;
    String reason =
        reason(scan(folder, single(SeriesFault.truncatedFile(0, samplesAndTheirElement))));
    assertTrue(reason.contains("no pixel data"), reason);
  }

  @Test
  @Tag("A54")
  void an_unsupported_transfer_syntax_is_named_with_its_uid() throws Exception {
    SeriesFault mpeg = SeriesFault.declaredSyntax("1.2.840.10008.1.2.4.100");
    String reason = reason(scan(folder, mpeg));
    assertTrue(reason.contains("1.2.840.10008.1.2.4.100"), reason);
    assertTrue(reason.contains("MPEG2"), reason);
  }

  @Test
  @Tag("C3.3")
  void a_mosaic_is_named() throws Exception {
    SeriesFault mosaic =
        SeriesFault.everywhere(
            s -> s.dataset().text(Tags.IMAGE_TYPE, "CS", "ORIGINAL", "PRIMARY", "MOSAIC"));
    assertTrue(reason(scan(folder, mosaic)).contains("MOSAIC"));
  }

  @Test
  void pixels_of_another_kind_are_named() throws Exception {
    SeriesFault colour =
        SeriesFault.everywhere(s -> s.dataset().text(Tags.PHOTOMETRIC_INTERPRETATION, "CS", "HSV"));
    assertTrue(reason(scan(folder, colour)).contains("HSV"));
  }

  @Test
  @Tag("A51")
  void frames_that_the_file_has_no_bytes_for_are_missing_and_not_allocated() throws Exception {
    SeriesFault frames = SeriesFault.everywhere(s -> s.dataset().integer(NUMBER_OF_FRAMES, 99_999));
    DicomSeries series = only(scan(folder, single(frames)));
    assertEquals(1, series.geometry().size().k());
    assertEquals("missing-frames", series.warnings().get(0).code());
  }

  @Test
  void more_frames_than_any_series_has_are_refused() throws Exception {
    SeriesFault frames =
        SeriesFault.everywhere(s -> s.dataset().integer(NUMBER_OF_FRAMES, 2_000_000_000));
    assertTrue(reason(scan(folder, single(frames))).contains("2000000000 frames"));
  }

  @Test
  @Tag("A45")
  void an_image_that_says_it_has_one_frame_is_a_single_image() throws Exception {
    SeriesFault frames = SeriesFault.everywhere(s -> s.dataset().integer(NUMBER_OF_FRAMES, 1));
    assertEquals(6, only(scan(folder, frames)).geometry().size().k());
  }

  @Test
  void a_damaged_modality_lut_is_named() throws Exception {
    SeriesFault lut =
        SeriesFault.everywhere(
            s ->
                s.dataset()
                    .sequence(MODALITY_LUT_SEQUENCE, s.dataset().copy().remove(Tags.PIXEL_DATA)));
    assertTrue(reason(scan(folder, lut)).contains("Modality LUT"));
  }

  @Test
  @Tag("A55")
  void an_odd_bit_depth_is_named() throws Exception {
    SeriesFault bits =
        SeriesFault.everywhere(s -> s.dataset().shorts(Tags.BITS_ALLOCATED, "US", 12));
    assertTrue(reason(scan(folder, bits)).contains("12"));
  }
}
