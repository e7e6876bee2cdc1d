package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.series.SeriesFixture.axial;
import static io.github.voxelclick.dicom.series.SeriesFixture.codes;
import static io.github.voxelclick.dicom.series.SeriesFixture.only;
import static io.github.voxelclick.dicom.series.SeriesFixture.reason;
import static io.github.voxelclick.dicom.series.SeriesFixture.scan;
import static io.github.voxelclick.dicom.series.SeriesFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.dicomgen.DicomSlice;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.dicomgen.Tags;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceRelation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which images of a folder belong to one volume. */
class SeriesGroupingTest {
  @TempDir private Path folder;

  private static List<String> ids(SeriesScan scan) {
    return scan.series().stream().map(DicomSeries::id).toList();
  }

  private static List<Integer> sizes(SeriesScan scan) {
    return scan.series().stream().map(s -> s.geometry().size().k()).toList();
  }

  @Test
  @Tag("C2.3")
  void pixel_spacings_are_split() throws Exception {
    SeriesFault zoom =
        slices ->
            slices.stream()
                .filter(s -> s.k() >= 2)
                .forEach(s -> s.dataset().decimals(Tags.PIXEL_SPACING, 1.1, 0.71));
    SeriesScan scan = scan(folder, series(axial(8)).fault(zoom));
    assertEquals(List.of("1a", "1b"), ids(scan));
    assertEquals(List.of(6, 2), sizes(scan));
    assertEquals(0.71, scan.series().get(0).geometry().spacingMm()[0], 1e-9);
  }

  @Test
  @Tag("C2.3")
  void pixel_spacings_that_differ_by_rounding_are_not_split() throws Exception {
    SeriesFault rounding =
        SeriesFault.at(2, s -> s.dataset().decimals(Tags.PIXEL_SPACING, 1.10005, 0.70003));
    assertEquals(6, only(scan(folder, rounding)).geometry().size().k());
  }

  @Test
  @Tag("C2.1")
  void sizes_and_frames_of_reference_are_split() throws Exception {
    SeriesFault both =
        slices -> {
          slices.get(0).cropToRows(6);
          slices.get(5).dataset().text(Tags.FRAME_OF_REFERENCE_UID, "UI", "1.2.3");
        };
    assertEquals(List.of(1, 1, 4), sizes(scan(folder, both)).stream().sorted().toList());
  }

  @Test
  @Tag("C2.1")
  void orientations_that_differ_by_less_than_a_tenth_of_a_degree_are_one() throws Exception {
    SeriesFault turned =
        SeriesFault.at(
            3, s -> s.dataset().decimals(Tags.IMAGE_ORIENTATION_PATIENT, 1, 0.001, 0, 0, 1, 0));
    assertEquals(6, only(scan(folder, turned)).geometry().size().k());
    SeriesFault farther =
        SeriesFault.at(
            3, s -> s.dataset().decimals(Tags.IMAGE_ORIENTATION_PATIENT, 1, 0.003, 0, 0, 1, 0));
    Path other = folder.resolve("other");
    assertEquals(List.of(5, 1), sizes(scan(other, farther)));
  }

  @Test
  @Tag("C2.2")
  void localizers_are_plain_slices_beside_a_volume_and_a_volume_alone() throws Exception {
    SeriesScan beside = scan(folder, SeriesFault.localizer());
    assertEquals(List.of("1a", "1b"), ids(beside));
    assertEquals("", beside.series().get(0).plainReason());
    DicomSeries scout = beside.series().get(1);
    assertTrue(scout.plainReason().contains("Localizer"), scout.plainReason());
    assertEquals(SliceRelation.UNRELATED, scout.geometry().relation());
    SeriesScan alone = SeriesScanner.scan(scout.files(), Progress.none());
    assertEquals("", only(alone).plainReason());
  }

  @Test
  @Tag("C2.2")
  void few_images_of_another_orientation_are_plain_slices_beside_a_larger_stack() throws Exception {
    SeriesFault turned =
        slices -> {
          SeriesFault.sagittalFrom(4).inject(slices);
          slices.get(5).moveTo(3, 31, -130);
        };
    SeriesScan scan = scan(folder, series(axial(6)).seriesNumber(2).fault(turned));
    assertEquals(List.of(4, 2), sizes(scan));
    assertEquals("", scan.series().get(0).plainReason());
    assertTrue(scan.series().get(1).plainReason().contains("beside a stack of 4"));
  }

  @Test
  void a_single_odd_orientation_is_a_plain_slice() throws Exception {
    SeriesScan scan = scan(folder, SeriesFault.sagittalFrom(5));
    assertEquals(List.of(5, 1), sizes(scan));
    assertTrue(scan.series().get(1).plainReason().contains("orientation"));
    assertEquals(List.of(), scan.refused());
  }

  @Test
  void images_of_which_no_two_are_parallel_are_plain_slices_that_keep_their_planes_to_themselves()
      throws Exception {
    SeriesFault radial =
        SeriesFault.everywhere(
            s -> {
              double angle = 0.3 * s.k();
              s.dataset()
                  .decimals(
                      Tags.IMAGE_ORIENTATION_PATIENT,
                      Math.cos(angle),
                      Math.sin(angle),
                      0,
                      0,
                      0,
                      -1);
            });
    DicomSeries series = only(scan(folder, series(axial(6)).fault(radial)));
    assertEquals(SliceRelation.UNRELATED, series.geometry().relation());
    assertTrue(series.plainReason().contains("mixed orientations"), series.plainReason());
    assertTrue(series.geometry().gapAfter(2));
    assertEquals(Math.cos(0.9), series.images().get(3).plane().row().x(), 1e-9);
    assertEquals(List.of(), series.sourceImages().get(3).imageOrientation());
  }

  @Test
  @Tag("C2.5")
  void of_several_copies_an_undamaged_one_is_kept() throws Exception {
    SeriesFault copies =
        slices -> {
          SeriesFault.sameInstanceTwice(2).inject(slices);
          slices.get(2).dropPixelBytes(3);
        };
    DicomSeries series = only(scan(folder, series(axial(6)).fault(copies)));
    assertEquals(6, series.geometry().size().k());
    assertEquals(List.of("duplicate-files"), codes(series.warnings()));
  }

  @Test
  @Tag("C2.5")
  void of_two_images_that_nothing_tells_apart_the_later_one_is_used() throws Exception {
    for (String time : List.of("030404", "030406")) {
      SeriesFault twin =
          slices -> {
            SeriesFault.samePositionTwice(2).inject(slices);
            slices.get(3).dataset().text(Tags.CONTENT_TIME, "TM", time);
          };
      List<DicomSlice> slices = series(axial(6)).fault(twin).build();
      String expected = slices.get(time.equals("030406") ? 3 : 2).sopInstanceUid();
      DicomSeries series = only(scan(folder.resolve(time), series(axial(6)).fault(twin)));
      assertEquals(6, series.geometry().size().k());
      assertEquals(expected, series.images().get(2).ids().sopInstanceUid());
      assertEquals(List.of("duplicate-places"), codes(series.warnings()));
    }
  }

  @Test
  @Tag("C2.5")
  void one_uid_on_two_different_images_is_refused_by_both_names() throws Exception {
    SeriesFault same =
        slices -> {
          String uid = slices.get(1).sopInstanceUid();
          slices.get(4).dataset().text(Tags.SOP_INSTANCE_UID, "UI", uid);
        };
    String reason = reason(scan(folder, series(axial(6)).fault(same)));
    assertTrue(reason.contains("same SOP Instance UID"), reason);
  }
}
