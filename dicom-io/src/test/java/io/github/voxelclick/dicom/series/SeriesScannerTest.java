package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.series.SeriesFixture.axial;
import static io.github.voxelclick.dicom.series.SeriesFixture.codes;
import static io.github.voxelclick.dicom.series.SeriesFixture.oblique;
import static io.github.voxelclick.dicom.series.SeriesFixture.only;
import static io.github.voxelclick.dicom.series.SeriesFixture.scan;
import static io.github.voxelclick.dicom.series.SeriesFixture.series;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.fixtures.dicomgen.DicomSlice;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.dicomgen.Tags;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesScannerTest {
  @TempDir private Path folder;

  @Nested
  class Grid {
    @Test
    @Tag("C1.1")
    @Tag("C1.2")
    void of_an_oblique_shuffled_series_is_that_of_the_phantom() throws Exception {
      VolumeGeometry geometry = only(scan(folder, oblique())).geometry();
      double[] expected = GlyphPhantom.smallObliqueGrid().affineLps();
      assertArrayEquals(expected, geometry.indexToLps().rowMajor(), 1e-9);
      assertEquals("5x7x3", geometry.size().toString());
      assertTrue(geometry.isRegular());
    }

    @Test
    @Tag("C1.2")
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
    @Tag("C2.7")
    void of_a_tilted_stack_is_sheared_and_says_so() throws Exception {
      double[] tilted = axial(6).affineLps();
      tilted[6] = 0.8; // each slice 0.8 mm further to the back
      PhantomGrid grid = PhantomGrid.ofAffine(new int[] {5, 7, 6}, tilted);
      DicomSeries series = only(scan(folder, series(grid).shuffled()));
      assertArrayEquals(tilted, series.geometry().indexToLps().rowMajor(), 1e-9);
      assertEquals(List.of("tilted"), codes(series.warnings()));
    }

    @Test
    @Tag("C1.3")
    void is_even_while_gaps_differ_by_less_than_two_percent() throws Exception {
      DicomSeries series = only(scan(folder, SeriesFault.widerGapBefore(3, 0.045)));
      assertTrue(series.geometry().isRegular());
      assertEquals(List.of(), series.warnings());
    }

    @Test
    @Tag("C2.6")
    void keeps_real_places_where_gaps_differ_more() throws Exception {
      DicomSeries series = only(scan(folder, SeriesFault.widerGapBefore(3, 0.06)));
      assertFalse(series.geometry().isRegular());
      assertEquals(List.of("uneven-slices"), codes(series.warnings()));
      assertEquals(-140 + 3 * 2.5 + 0.06, series.geometry().slicePosition(3).z(), 1e-9);
      assertEquals(-140 + 2 * 2.5, series.geometry().slicePosition(2).z(), 1e-9);
    }

    @Test
    @Tag("C2.6")
    void keeps_the_gap_of_missing_slices() throws Exception {
      DicomSeries series = only(scan(folder, series(axial(6)).fault(SeriesFault.missingSlice(2))));
      assertEquals(5, series.geometry().size().k());
      assertEquals(List.of("missing-slices"), codes(series.warnings()));
      assertEquals(-140 + 3 * 2.5, series.geometry().slicePosition(2).z(), 1e-9);
    }

    @Test
    @Tag("C1.3")
    void believes_the_places_and_not_what_is_declared() throws Exception {
      SeriesFault wrong =
          SeriesFault.everywhere(s -> s.dataset().decimals(Tags.SPACING_BETWEEN_SLICES, 5));
      DicomSeries series = only(scan(folder, series(axial(4)).fault(wrong)));
      assertEquals(2.5, series.geometry().spacingMm()[2], 1e-9);
      assertEquals(List.of("spacing-contradiction"), codes(series.warnings()));
    }

    @Test
    @Tag("C2.8")
    void of_a_curved_stack_is_none_but_a_list_of_planes() throws Exception {
      SeriesFault curved =
          SeriesFault.everywhere(
              s -> {
                double[] p = s.position();
                p[0] += 0.05 * s.k() * s.k();
                s.moveTo(p);
              });
      DicomSeries planes = only(scan(folder, series(axial(9)).fault(curved)));
      assertEquals(SliceRelation.UNRELATED, planes.geometry().relation());
      assertTrue(planes.plainReason().contains("curved"), planes.plainReason());
      assertEquals(9, planes.geometry().size().k());
      assertEquals(-8.8, planes.images().get(8).plane().position().x(), 1e-9);
    }

    @Test
    @Tag("C2.7")
    void of_a_tilted_stack_with_uneven_slices_keeps_both() throws Exception {
      double[] tilted = axial(6).affineLps();
      tilted[6] = 0.8;
      PhantomGrid grid = PhantomGrid.ofAffine(new int[] {5, 7, 6}, tilted);
      DicomSeries series =
          only(scan(folder, series(grid).fault(SeriesFault.widerGapBefore(3, 1.5))));
      assertEquals(SliceRelation.SPATIAL, series.geometry().relation());
      assertEquals(List.of("tilted", "uneven-slices"), codes(series.warnings()));
      double along = 3 * 0.8 + 1.5 * 0.8 / Math.hypot(0.8, 2.5);
      assertEquals(31 + along, series.geometry().slicePosition(3).y(), 1e-9);
    }

    @Test
    @Tag("C2.6")
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
    @Tag("C2.9")
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
    @Tag("C2.9")
    void of_a_single_slice_without_thickness_is_a_guess_and_says_so() throws Exception {
      SeriesFault flat =
          SeriesFault.everywhere(
              s -> s.dataset().remove(Tags.SPACING_BETWEEN_SLICES).remove(Tags.SLICE_THICKNESS));
      DicomSeries series = only(scan(folder, series(axial(1)).fault(flat)));
      assertEquals(1, series.geometry().spacingMm()[2], 1e-9);
      assertEquals(List.of("no-thickness"), codes(series.warnings()));
    }

    @Test
    @Tag("C1.1")
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
  class OtherFiles {
    @Test
    @Tag("A50")
    void are_counted_and_do_no_harm() throws Exception {
      Files.writeString(folder.resolve("notes.txt"), "not DICOM");
      Files.createFile(folder.resolve("empty"));
      SeriesScan scan = scan(folder, oblique());
      assertEquals(2, scan.notDicom().size());
      assertEquals("5x7x3", only(scan).geometry().size().toString());
    }

    @Test
    @Tag("A56")
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
  }

  @Test
  void headers_without_preamble_or_meta_information_are_read_with_one_warning() throws Exception {
    SeriesFault bare = SeriesFault.head(DicomSlice.Head.BARE_DATASET);
    DicomSeries series = only(scan(folder, bare));
    assertFalse(series.warnings().isEmpty());
    assertTrue(series.warnings().get(0).message().contains("(6 files)"));
  }

  @Test
  void messages_never_name_the_patient() throws Exception {
    series(axial(3))
        .patient("Secret^Name", "SECRET-1")
        .fault(SeriesFault.withoutGeometry())
        .fault(SeriesFault.shortPixelData(1, 3))
        .writeTo(folder);
    SeriesScan scan = scan(folder);
    String all = scan.refused() + scan.series().get(0).plainReason();
    assertFalse(all.toUpperCase(Locale.ROOT).contains("SECRET"), all);
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
