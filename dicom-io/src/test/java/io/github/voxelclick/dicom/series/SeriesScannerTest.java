package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.series.SeriesFixture.axial;
import static io.github.voxelclick.dicom.series.SeriesFixture.codes;
import static io.github.voxelclick.dicom.series.SeriesFixture.oblique;
import static io.github.voxelclick.dicom.series.SeriesFixture.only;
import static io.github.voxelclick.dicom.series.SeriesFixture.reason;
import static io.github.voxelclick.dicom.series.SeriesFixture.scan;
import static io.github.voxelclick.dicom.series.SeriesFixture.series;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.fixtures.dicomgen.DicomSlice;
import io.github.voxelclick.fixtures.dicomgen.Modality;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.dicomgen.Tags;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesScannerTest {
  private static final int NUMBER_OF_FRAMES = 0x00280008;
  private static final int MODALITY_LUT_SEQUENCE = 0x00283000;

  @TempDir private Path folder;

  @Nested
  class Grid {
    @Test
    void of_an_oblique_shuffled_series_is_that_of_the_phantom() throws Exception {
      VolumeGeometry geometry = only(scan(folder, oblique())).geometry();
      double[] expected = GlyphPhantom.smallObliqueGrid().affineLps();
      assertArrayEquals(expected, geometry.indexToLps().rowMajor(), 1e-9);
      assertEquals("5x7x3", geometry.size().toString());
      assertTrue(geometry.isRegular());
    }

    @Test
    void counts_slices_along_the_normal_even_if_the_files_count_against_it() throws Exception {
      double[] down = GlyphPhantom.smallObliqueGrid().affineLps();
      for (int row = 0; row < 3; row++) {
        down[4 * row + 2] = -down[4 * row + 2];
      }
      PhantomGrid grid = PhantomGrid.ofAffine(new int[] {5, 7, 3}, down);
      DicomSeries series = only(scan(folder, series(grid)));
      assertTrue(series.geometry().indexToLps().determinant() > 0);
      double[] lowest = grid.world(0, 0, 2);
      assertEquals(lowest[0], series.geometry().slicePosition(0).x(), 1e-9);
      assertEquals(lowest[2], series.geometry().slicePosition(0).z(), 1e-9);
    }

    @Test
    void of_a_tilted_stack_is_sheared_and_says_so() throws Exception {
      double[] tilted = axial(6).affineLps();
      tilted[6] = 0.8; // each slice 0.8 mm further to the back
      PhantomGrid grid = PhantomGrid.ofAffine(new int[] {5, 7, 6}, tilted);
      DicomSeries series = only(scan(folder, series(grid).shuffled()));
      assertArrayEquals(tilted, series.geometry().indexToLps().rowMajor(), 1e-9);
      assertEquals(List.of("tilted"), codes(series.warnings()));
    }

    @Test
    void is_even_while_gaps_differ_by_less_than_two_percent() throws Exception {
      DicomSeries series = only(scan(folder, SeriesFault.widerGapBefore(3, 0.045)));
      assertTrue(series.geometry().isRegular());
      assertEquals(List.of(), series.warnings());
    }

    @Test
    void keeps_real_places_where_gaps_differ_more() throws Exception {
      DicomSeries series = only(scan(folder, SeriesFault.widerGapBefore(3, 0.06)));
      assertFalse(series.geometry().isRegular());
      assertEquals(List.of("uneven-slices"), codes(series.warnings()));
      assertEquals(-140 + 3 * 2.5 + 0.06, series.geometry().slicePosition(3).z(), 1e-9);
      assertEquals(-140 + 2 * 2.5, series.geometry().slicePosition(2).z(), 1e-9);
    }

    @Test
    void keeps_the_gap_of_missing_slices() throws Exception {
      DicomSeries series = only(scan(folder, series(axial(6)).fault(SeriesFault.missingSlice(2))));
      assertEquals(5, series.geometry().size().k());
      assertEquals(List.of("missing-slices"), codes(series.warnings()));
      assertEquals(-140 + 3 * 2.5, series.geometry().slicePosition(2).z(), 1e-9);
    }

    @Test
    void keeps_real_places_where_small_errors_add_up() throws Exception {
      // Each gap is within 2 % of the median, the places drift away from even ones.
      SeriesFault drift =
          SeriesFault.everywhere(
              slice -> {
                double[] p = slice.position();
                p[2] += 0.04 * Math.max(0, 12 - slice.k());
                slice.moveTo(p);
              });
      DicomSeries series = only(scan(folder, series(axial(24)).fault(drift)));
      assertFalse(series.geometry().isRegular());
    }

    @ParameterizedTest
    @CsvSource({"3.5,2,3.5", "0,2,2", "-3.5,2,3.5"})
    void of_a_single_slice_takes_its_thickness(double between, double thickness, double expected)
        throws Exception {
      SeriesFault heights =
          SeriesFault.everywhere(
              s ->
                  s.dataset()
                      .decimals(Tags.SPACING_BETWEEN_SLICES, between)
                      .decimals(Tags.SLICE_THICKNESS, thickness));
      DicomSeries series = only(scan(folder, series(axial(1)).fault(heights)));
      assertEquals(expected, series.geometry().spacingMm()[2], 1e-9);
      assertEquals(List.of(), series.warnings());
    }

    @Test
    void of_a_single_slice_without_thickness_is_a_guess_and_says_so() throws Exception {
      SeriesFault flat =
          SeriesFault.everywhere(
              s -> s.dataset().remove(Tags.SPACING_BETWEEN_SLICES).remove(Tags.SLICE_THICKNESS));
      DicomSeries series = only(scan(folder, series(axial(1)).fault(flat)));
      assertEquals(1, series.geometry().spacingMm()[2], 1e-9);
      assertEquals(List.of("no-thickness"), codes(series.warnings()));
    }

    @Test
    void takes_the_second_number_of_pixel_spacing_along_i() throws Exception {
      DicomSeries series = only(scan(folder, series(axial(3))));
      assertArrayEquals(new double[] {0.7, 1.1, 2.5}, series.geometry().spacingMm(), 1e-9);
    }
  }

  @Nested
  class Ids {
    @Test
    void follow_series_numbers_and_not_file_names() throws Exception {
      series(axial(3)).seriesNumber(12).seed(1).writeTo(folder.resolve("a"));
      series(axial(4)).seriesNumber(3).seed(2).writeTo(folder.resolve("b"));
      series(axial(5))
          .seed(3)
          .fault(SeriesFault.everywhere(s -> s.dataset().remove(Tags.SERIES_NUMBER)))
          .writeTo(folder.resolve("0"));
      List<DicomSeries> found = scan(folder).series();
      assertEquals(List.of("1", "2", "3"), found.stream().map(DicomSeries::id).toList());
      assertEquals(List.of(4, 3, 5), found.stream().map(s -> s.geometry().size().k()).toList());
    }

    @Test
    void have_a_letter_where_a_series_makes_several_volumes() throws Exception {
      series(axial(2)).seriesNumber(1).seed(7).writeTo(folder.resolve("first"));
      SeriesFault turned =
          slices -> {
            SeriesFault.sagittalFrom(4).inject(slices);
            slices.get(5).moveTo(3, 31, -130);
          };
      SeriesScan scan = scan(folder, series(axial(6)).seriesNumber(2).fault(turned));
      assertEquals(List.of("1", "2a", "2b"), scan.series().stream().map(DicomSeries::id).toList());
      assertEquals(4, scan.series().get(1).geometry().size().k());
      assertEquals(2, scan.series().get(2).geometry().size().k());
    }
  }

  @Nested
  class Splitting {
    @Test
    void sets_a_single_odd_orientation_apart() throws Exception {
      SeriesScan scan = scan(folder, SeriesFault.sagittalFrom(5));
      assertEquals(5, scan.series().get(0).geometry().size().k());
      assertTrue(scan.refused().get(0).reason().contains("orientation"));
    }

    @Test
    void separates_pixel_spacings() throws Exception {
      SeriesFault zoom =
          slices ->
              slices.stream()
                  .filter(s -> s.k() >= 2)
                  .forEach(s -> s.dataset().decimals(Tags.PIXEL_SPACING, 1.1, 0.71));
      SeriesScan scan = scan(folder, zoom);
      assertEquals(List.of("1a", "1b"), scan.series().stream().map(DicomSeries::id).toList());
    }

    @Test
    void separates_sizes_and_frames_of_reference() throws Exception {
      SeriesFault both =
          slices -> {
            slices.get(0).cropToRows(6);
            slices.get(5).dataset().text(Tags.FRAME_OF_REFERENCE_UID, "UI", "1.2.3");
          };
      SeriesScan scan = scan(folder, both);
      assertEquals(3, scan.series().size());
    }

    @Test
    void sets_localizers_apart_beside_a_volume_only() throws Exception {
      SeriesScan beside = scan(folder, SeriesFault.localizer());
      assertEquals(6, beside.series().get(0).geometry().size().k());
      assertTrue(beside.refused().get(0).reason().contains("localizer"));
      Path scout = beside.refused().get(0).path();
      assertEquals(1, SeriesScanner.scan(List.of(scout), Progress.none()).series().size());
    }

    @Test
    void keeps_one_of_several_copies_and_prefers_an_undamaged_one() throws Exception {
      SeriesFault copies =
          slices -> {
            SeriesFault.sameInstanceTwice(2).inject(slices);
            slices.get(2).dropPixelBytes(3);
          };
      DicomSeries series = only(scan(folder, series(axial(6)).fault(copies)));
      assertEquals(6, series.geometry().size().k());
      assertEquals(List.of("duplicate-files"), codes(series.warnings()));
    }
  }

  @Nested
  class Refusal {
    @Test
    void of_two_images_at_one_place_counts_them() throws Exception {
      String reason = reason(scan(folder, SeriesFault.samePositionTwice(2)));
      assertTrue(reason.contains("up to 2 images at one of 6 positions"), reason);
    }

    @Test
    void of_two_echoes_names_the_echo_times() throws Exception {
      SeriesFault echoes =
          slices -> {
            for (int k = 0; k < 6; k++) {
              SeriesFault.samePositionTwice(k).inject(slices);
            }
            for (int n = 0; n < slices.size(); n++) {
              slices.get(n).dataset().decimals(Tags.ECHO_TIME, n % 2 == 0 ? 15 : 85);
            }
          };
      String reason = reason(scan(folder, series(axial(6)).modality(Modality.MR).fault(echoes)));
      assertTrue(reason.contains("6 positions × 2 images each (echo time 15 and 85)"), reason);
    }

    @Test
    void of_one_uid_on_two_different_images_names_both() throws Exception {
      SeriesFault same =
          slices -> {
            String uid = slices.get(1).sopInstanceUid();
            slices.get(4).dataset().text(Tags.SOP_INSTANCE_UID, "UI", uid);
          };
      String reason = reason(scan(folder, series(axial(6)).fault(same)));
      assertTrue(reason.contains("same SOP Instance UID"), reason);
    }

    @ParameterizedTest
    @CsvSource({
      "0x00200032,Image Position",
      "0x00200037,Image Orientation",
      "0x00280030,Pixel Spacing"
    })
    void of_missing_geometry_names_the_file_and_the_attribute(int tag, String name)
        throws Exception {
      String reason = reason(scan(folder, SeriesFault.withoutAttribute(3, tag)));
      assertTrue(reason.contains(name), reason);
      assertTrue(reason.startsWith("s1-"), reason);
      assertTrue(reason.contains("1 of the 6 images"), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,0,0,0,0,0", "1,0,0,1,0,0", "2,0,0,0,1,0", "1,0,0,0,1"})
    void of_a_senseless_orientation(String numbers) throws Exception {
      double[] o = List.of(numbers.split(",")).stream().mapToDouble(Double::valueOf).toArray();
      SeriesFault bad =
          SeriesFault.everywhere(s -> s.dataset().decimals(Tags.IMAGE_ORIENTATION_PATIENT, o));
      assertTrue(reason(scan(folder, bad)).contains("Image Orientation"));
    }

    @Test
    void of_a_number_that_is_none() throws Exception {
      SeriesFault comma =
          SeriesFault.at(
              1, s -> s.dataset().text(Tags.IMAGE_POSITION_PATIENT, "DS", "1,5", "2", "3"));
      assertTrue(reason(scan(folder, comma)).contains("Position"));
      SeriesFault slope = SeriesFault.at(1, s -> s.dataset().text(Tags.RESCALE_SLOPE, "DS", "one"));
      assertTrue(reason(scan(folder, slope)).contains("Slope"));
    }

    @Test
    void of_pixel_spacing_zero() throws Exception {
      SeriesFault zero =
          SeriesFault.everywhere(s -> s.dataset().decimals(Tags.PIXEL_SPACING, 0, 1));
      assertTrue(reason(scan(folder, zero)).contains("Pixel Spacing"));
    }

    @Test
    void of_pixel_data_that_are_cut_off_names_the_file() throws Exception {
      String shortened = reason(scan(folder, SeriesFault.shortPixelData(2, 4)));
      assertTrue(shortened.contains("cut off"), shortened);
      assertTrue(shortened.contains("66 of 70 bytes"), shortened);
    }

    @Test
    void of_a_file_that_is_cut_off_names_the_file() throws Exception {
      String reason = reason(scan(folder, SeriesFault.truncatedFile(2, 20)));
      assertTrue(reason.contains("cut off"), reason);
    }

    @Test
    void of_pixel_data_that_are_missing() throws Exception {
      int samplesAndTheirElement = 5 * 7 * 2 + 12;
      String reason = reason(scan(folder, SeriesFault.truncatedFile(2, samplesAndTheirElement)));
      assertTrue(reason.contains("no pixel data"), reason);
    }

    @Test
    void of_a_transfer_syntax_gives_its_uid_and_name() throws Exception {
      SeriesFault mpeg = SeriesFault.declaredSyntax("1.2.840.10008.1.2.4.100");
      String reason = reason(scan(folder, mpeg));
      assertTrue(reason.contains("1.2.840.10008.1.2.4.100"), reason);
      assertTrue(reason.contains("MPEG2"), reason);
    }

    @Test
    void of_a_mosaic_says_mosaic() throws Exception {
      SeriesFault mosaic =
          SeriesFault.everywhere(
              s -> s.dataset().text(Tags.IMAGE_TYPE, "CS", "ORIGINAL", "PRIMARY", "MOSAIC"));
      assertTrue(reason(scan(folder, mosaic)).contains("MOSAIC"));
    }

    @Test
    void of_pixels_of_another_kind_names_the_photometric_interpretation() throws Exception {
      SeriesFault colour =
          SeriesFault.everywhere(
              s -> s.dataset().text(Tags.PHOTOMETRIC_INTERPRETATION, "CS", "HSV"));
      assertTrue(reason(scan(folder, colour)).contains("HSV"));
    }

    @Test
    void of_many_frames_counts_them() throws Exception {
      SeriesFault frames = SeriesFault.everywhere(s -> s.dataset().integer(NUMBER_OF_FRAMES, 10));
      assertTrue(reason(scan(folder, frames)).contains("10 frames"));
    }

    @Test
    void spares_a_single_image_that_says_it_has_one_frame() throws Exception {
      SeriesFault frames = SeriesFault.everywhere(s -> s.dataset().integer(NUMBER_OF_FRAMES, 1));
      assertEquals(6, only(scan(folder, frames)).geometry().size().k());
    }

    @Test
    void of_a_damaged_modality_lut() throws Exception {
      SeriesFault lut =
          SeriesFault.everywhere(
              s ->
                  s.dataset()
                      .sequence(MODALITY_LUT_SEQUENCE, s.dataset().copy().remove(Tags.PIXEL_DATA)));
      assertTrue(reason(scan(folder, lut)).contains("Modality LUT"));
    }

    @Test
    void of_odd_bit_depths() throws Exception {
      SeriesFault bits =
          SeriesFault.everywhere(s -> s.dataset().shorts(Tags.BITS_ALLOCATED, "US", 12));
      assertTrue(reason(scan(folder, bits)).contains("12"));
    }

    @Test
    void never_names_the_patient() throws Exception {
      series(axial(3))
          .patient("Secret^Name", "SECRET-1")
          .fault(SeriesFault.withoutGeometry())
          .writeTo(folder);
      assertFalse(reason(scan(folder)).toUpperCase(Locale.ROOT).contains("SECRET"));
    }
  }

  @Nested
  class OtherFiles {
    @Test
    void are_counted_and_do_no_harm() throws Exception {
      Files.writeString(folder.resolve("notes.txt"), "not DICOM");
      Files.createFile(folder.resolve("empty"));
      SeriesScan scan = scan(folder, oblique());
      assertEquals(2, scan.notDicom().size());
      assertEquals("5x7x3", only(scan).geometry().size().toString());
    }

    @Test
    void that_are_dicom_but_no_images_are_named_by_kind() throws Exception {
      SeriesFault segmentation =
          SeriesFault.everywhere(
              slice ->
                  slice
                      .dataset()
                      .text(Tags.MODALITY, "CS", "SEG")
                      .text(Tags.SOP_CLASS_UID, "UI", UID.SegmentationStorage));
      SeriesScan scan = scan(folder, series(axial(2)).fault(segmentation));
      assertEquals(2, scan.otherObjects().size());
      assertTrue(scan.otherObjects().get(0).reason().contains("SEG"));
      assertEquals(List.of(), scan.refused());
    }

    @Test
    void that_are_damaged_dicom_are_refused_and_their_neighbours_warned() throws Exception {
      scan(folder, series(axial(4)));
      byte[] bytes = Files.readAllBytes(folder.resolve("s1-0003.dcm"));
      Files.write(folder.resolve("s1-0003.dcm"), Arrays.copyOf(bytes, 400));
      SeriesScan scan = scan(folder);
      assertEquals(1, scan.refused().size());
      assertEquals(List.of("unreadable-neighbours"), codes(scan.series().get(0).warnings()));
    }
  }

  @Test
  void headers_without_preamble_or_meta_information_are_read_with_one_warning() throws Exception {
    SeriesFault bare = SeriesFault.head(DicomSlice.Head.BARE_DATASET);
    DicomSeries series = only(scan(folder, bare));
    assertFalse(series.warnings().isEmpty());
    assertTrue(series.warnings().get(0).message().contains("(6 files)"));
  }

  @Test
  void a_scan_can_be_cancelled() throws Exception {
    series(axial(2)).writeTo(folder);
    Progress cancelled =
        new Progress() {
          @Override
          public void update(int done, int total) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    List<Path> files = List.of(folder.resolve("s1-0000.dcm"));
    assertThrows(CancellationException.class, () -> SeriesScanner.scan(files, cancelled));
  }
}
