package io.github.voxelclick.dicom.rtstruct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.dicomgen.DicomDataset;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.WorldPoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Structure sets made by hand, on an oblique grid of 11 x 9 x 7 voxels, 2.5 mm between slices. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("D9.2")
class RtStructureSetTest {
  private static final String FRAME = "2.25.100";

  @TempDir Path folder;

  private static VolumeGeometry grid() throws GeometryException {
    WorldPoint i = new WorldPoint(0.8, 0.6, 0).times(0.7);
    WorldPoint j = new WorldPoint(-0.6 * 0.8, 0.8 * 0.8, 0.6).times(1.1);
    WorldPoint n = i.cross(j);
    return VolumeGeometry.regular(
        new GridSize(11, 9, 7),
        Affine.ofColumns(i, j, n.times(2.5 / n.length()), new WorldPoint(-12.25, 31.5, -140.75)),
        Optional.of(FRAME));
  }

  private RtStructReading read(HandMade made) throws Exception {
    return RtStructureSet.read(made.writeTo(folder))
        .onto(grid(), ForeignFrames.REFUSE, Progress.none());
  }

  private static Mask only(RtStructReading reading) {
    assertEquals(1, reading.segmentation().entries().size());
    return reading.segmentation().entries().get(0).mask();
  }

  private static List<String> codes(RtStructReading reading) {
    return reading.warnings().stream().map(ReadWarning::code).toList();
  }

  /** Columns i0 to i1, rows j0 to j1, of one slice. */
  private static boolean isBox(Mask mask, int k, int i0, int j0, int i1, int j1) {
    boolean same = mask.slice(SlicePlane.k(k)).count() == (i1 - i0 + 1) * (j1 - j0 + 1);
    return same && mask.get(new VoxelIndex(i0, j0, k)) && mask.get(new VoxelIndex(i1, j1, k));
  }

  private static HandMade one(DicomDataset... contours) {
    return new HandMade(FRAME).region(3, "Kidney", contours);
  }

  @Nested
  class Placing {
    @Test
    void a_contour_on_a_slice_sets_the_pixels_whose_centres_it_encloses() throws Exception {
      RtStructReading reading =
          read(one(HandMade.box(grid(), 2, 3, 1, 7, 4), HandMade.box(grid(), 3, 2, 5, 2, 5)));
      assertEquals(List.of(), reading.warnings());
      assertEquals(List.of(2, 3), List.copyOf(only(reading).occupiedSlices()));
      assertTrue(isBox(only(reading), 2, 3, 1, 7, 4));
      assertTrue(isBox(only(reading), 3, 2, 5, 2, 5));
    }

    @Test
    void contours_of_one_slice_are_combined_by_exclusive_or() throws Exception {
      RtStructReading reading =
          read(
              one(
                  HandMade.box(grid(), 1, 0, 0, 10, 8),
                  HandMade.box(grid(), 1, 3, 2, 8, 6),
                  HandMade.box(grid(), 1, 5, 4, 5, 4)));
      assertEquals(99 - 30 + 1, only(reading).count());
      assertTrue(only(reading).get(new VoxelIndex(5, 4, 1)));
      assertFalse(only(reading).get(new VoxelIndex(4, 4, 1)));
    }

    @Test
    void regions_may_overlap() throws Exception {
      RtStructReading reading =
          read(
              new HandMade(FRAME)
                  .region(1, "Kidney", HandMade.box(grid(), 2, 1, 1, 6, 6))
                  .region(2, "Cyst", HandMade.box(grid(), 2, 4, 4, 9, 7)));
      assertTrue(reading.segmentation().overlaps());
    }

    @ParameterizedTest
    @CsvSource({"2.3, 2", "1.6, 2", "2.5, 2", "3.49, 3"})
    void a_contour_between_slices_goes_to_the_nearest_with_a_warning(double k, int slice)
        throws Exception {
      RtStructReading reading = read(one(HandMade.box(grid(), k, 3, 1, 7, 4)));
      assertTrue(isBox(only(reading), slice, 3, 1, 7, 4));
      assertEquals(List.of("between-slices"), codes(reading));
    }

    @Test
    void contours_closer_together_than_the_slices_are_not_mixed_up() throws Exception {
      RtStructReading reading =
          read(
              one(
                  HandMade.box(grid(), 2, 3, 1, 7, 4),
                  HandMade.box(grid(), 2.4, 3, 1, 6, 4),
                  HandMade.box(grid(), 3, 3, 1, 5, 4)));
      assertTrue(isBox(only(reading), 2, 3, 1, 7, 4));
      assertTrue(isBox(only(reading), 3, 3, 1, 5, 4));
      assertTrue(codes(reading).contains("planes-denser"), codes(reading).toString());
    }

    @Test
    void slices_between_contours_stay_empty_and_it_is_said() throws Exception {
      RtStructReading reading =
          read(
              one(
                  HandMade.box(grid(), 1, 3, 1, 7, 4),
                  HandMade.box(grid(), 3, 3, 1, 7, 4),
                  HandMade.box(grid(), 5, 3, 1, 7, 4)));
      assertEquals(List.of(1, 3, 5), List.copyOf(only(reading).occupiedSlices()));
      assertEquals(List.of("sparse-contours"), codes(reading));
    }

    @Test
    void contours_beside_the_stack_are_left_out_with_a_warning() throws Exception {
      RtStructReading reading =
          read(
              one(
                  HandMade.box(grid(), 0, 3, 1, 7, 4),
                  HandMade.box(grid(), -0.8, 3, 1, 7, 4),
                  HandMade.box(grid(), 7, 3, 1, 7, 4)));
      assertTrue(isBox(only(reading), 0, 3, 1, 7, 4));
      assertEquals(List.of("outside-volume"), codes(reading));
      assertTrue(reading.warnings().get(0).message().contains(" 2 contours"));
    }

    @Test
    void a_contour_in_the_gap_of_a_missing_slice_is_left_out() throws Exception {
      VolumeGeometry regular = grid();
      List<WorldPoint> places = List.of(0, 1, 3).stream().map(regular::slicePosition).toList();
      VolumeGeometry gap =
          VolumeGeometry.ofSlices(
              new GridSize(11, 9, 3),
              regular.indexToLps().step(0),
              regular.indexToLps().step(1),
              places,
              Optional.of(FRAME));
      Path file =
          one(HandMade.box(regular, 2, 3, 1, 7, 4), HandMade.box(regular, 3, 3, 1, 7, 4))
              .writeTo(folder);
      RtStructReading reading =
          RtStructureSet.read(file).onto(gap, ForeignFrames.REFUSE, Progress.none());
      assertEquals(List.of(2), List.copyOf(only(reading).occupiedSlices()));
      assertEquals(List.of("outside-volume"), codes(reading));
    }

    @Test
    void what_reaches_beyond_the_image_is_cut_with_a_warning() throws Exception {
      RtStructReading reading = read(one(HandMade.box(grid(), 2, -3, 2, 4, 20)));
      assertTrue(isBox(only(reading), 2, 0, 2, 4, 8));
      assertEquals(List.of("cut-at-border"), codes(reading));
    }

    @Test
    void a_contour_that_is_there_twice_counts_once() throws Exception {
      DicomDataset box = HandMade.box(grid(), 2, 3, 1, 7, 4);
      RtStructReading reading = read(one(box, HandMade.box(grid(), 2, 3, 1, 7, 4)));
      assertTrue(isBox(only(reading), 2, 3, 1, 7, 4));
      assertEquals(List.of("repeated-contour"), codes(reading));
    }

    @Test
    void slices_without_a_place_in_the_patient_are_refused() throws Exception {
      RtStructureSet set =
          RtStructureSet.read(one(HandMade.box(grid(), 2, 3, 1, 7, 4)).writeTo(folder));
      VolumeGeometry plain = grid().withRelation(SliceRelation.UNRELATED);
      assertThrows(
          GeometryException.class, () -> set.onto(plain, ForeignFrames.REFUSE, Progress.none()));
    }
  }

  @Nested
  class Refusing {
    private SkippedRoi onlySkipped(DicomDataset... bad) throws Exception {
      RtStructReading reading =
          read(
              new HandMade(FRAME)
                  .region(1, "Good", HandMade.box(grid(), 2, 1, 1, 6, 6))
                  .region(2, "Bad", bad));
      assertTrue(isBox(only(reading), 2, 1, 1, 6, 6));
      assertEquals(1, reading.skipped().size());
      assertEquals(2, reading.skipped().get(0).number());
      return reading.skipped().get(0);
    }

    @Test
    void a_contour_across_the_slices_leaves_its_region_out_and_keeps_the_others() throws Exception {
      SkippedRoi skipped =
          onlySkipped(
              HandMade.box(grid(), 3, 1, 1, 6, 6),
              HandMade.contour(grid(), 1, 1, 1, 6, 1, 1, 6, 6, 1.4));
      assertTrue(skipped.reason().contains("contour 2 is not parallel to the slices"));
    }

    @Test
    void points_and_open_lines_are_told_by_type() throws Exception {
      RtStructReading reading =
          read(
              one(
                  HandMade.box(grid(), 2, 3, 1, 7, 4),
                  HandMade.contour("POINT", "1\\2\\3"),
                  HandMade.contour("OPEN_PLANAR", "1\\2\\3\\4\\5\\6\\7\\8\\9"),
                  HandMade.contour("OPEN_PLANAR", "1\\2\\3\\4\\5\\6\\7\\8\\9"),
                  HandMade.contour("CLOSED_PLANAR", "1\\2\\3\\4\\5\\6")));
      assertTrue(isBox(only(reading), 2, 3, 1, 7, 4));
      assertEquals(List.of("open-contours"), codes(reading));
      assertTrue(
          reading
              .warnings()
              .get(0)
              .message()
              .contains("2 OPEN_PLANAR, 1 POINT, 1 of less than three points"));
    }

    @Test
    void a_region_of_points_only_is_left_out() throws Exception {
      SkippedRoi skipped = onlySkipped(HandMade.contour("POINT", "1\\2\\3"));
      assertTrue(skipped.reason().contains("enclose no area (1 POINT)"), skipped.reason());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1\\2\\3\\4\\5\\6\\7\\8",
          "1\\2\\3\\4\\5\\6\\7\\8\\NaN",
          "1\\2\\3\\4\\5\\6\\7\\8\\1e999",
          "1,5\\2\\3\\4\\5\\6\\7\\8\\9",
          "1\\2\\3\\\\5\\6\\7\\8\\9"
        })
    void numbers_that_are_none_leave_their_region_out(String data) throws Exception {
      SkippedRoi skipped =
          onlySkipped(HandMade.box(grid(), 3, 1, 1, 6, 6), HandMade.contour("CLOSED_PLANAR", data));
      assertTrue(skipped.reason().contains("contour 2 has"), skipped.reason());
    }

    @Test
    void a_contour_that_reaches_absurdly_far_leaves_its_region_out() throws Exception {
      SkippedRoi skipped = onlySkipped(HandMade.contour(grid(), 0, 0, 2, 1e9, 0, 2, 0, 1e9, 2));
      assertTrue(skipped.reason().contains("pixels away"), skipped.reason());
    }

    @Test
    void a_file_without_any_usable_region_is_refused_with_the_first_reason() throws Exception {
      GeometryException e =
          assertThrows(
              GeometryException.class, () -> read(one(HandMade.contour("POINT", "1\\2\\3"))));
      assertTrue(e.getMessage().contains("Region 3 was left out"), e.getMessage());
    }

    @Test
    void another_frame_of_reference_is_refused_unless_accepted() throws Exception {
      Path file =
          new HandMade("2.25.999")
              .region(1, "Kidney", HandMade.box(grid(), 2, 3, 1, 7, 4))
              .writeTo(folder);
      RtStructureSet set = RtStructureSet.read(file);
      GeometryException e =
          assertThrows(
              GeometryException.class,
              () -> set.onto(grid(), ForeignFrames.REFUSE, Progress.none()));
      assertTrue(e.getMessage().contains("frame of reference \"2.25.999\""), e.getMessage());
      RtStructReading reading = set.onto(grid(), ForeignFrames.ACCEPT, Progress.none());
      assertTrue(isBox(only(reading), 2, 3, 1, 7, 4));
      assertEquals(List.of("other-frame-of-reference"), codes(reading));
    }

    @Test
    void no_frame_of_reference_is_accepted_with_a_warning() throws Exception {
      RtStructReading reading =
          read(new HandMade("").region(1, "Kidney", HandMade.box(grid(), 2, 3, 1, 7, 4)));
      assertEquals(List.of("frame-of-reference-unknown"), codes(reading));
    }

    @Test
    void other_objects_are_named() throws Exception {
      DicomDataset image =
          one(HandMade.box(grid(), 2, 3, 1, 7, 4))
              .dataset()
              .text(HandMade.SOP_CLASS, "UI", "1.2.840.10008.5.1.4.1.1.2");
      Path file = HandMade.write(image, folder);
      DicomReadException e =
          assertThrows(DicomReadException.class, () -> RtStructureSet.read(file));
      assertTrue(e.getMessage().contains("expected RT Structure Set Storage"), e.getMessage());
    }

    @Test
    void no_regions_and_two_of_one_number_are_refused() throws Exception {
      Path none = new HandMade(FRAME).writeTo(folder);
      assertThrows(DicomReadException.class, () -> RtStructureSet.read(none));
      Path twice = new HandMade(FRAME).region(4, "A").region(4, "B").writeTo(folder);
      DicomReadException e =
          assertThrows(DicomReadException.class, () -> RtStructureSet.read(twice));
      assertTrue(e.getMessage().contains("two regions have the number 4"), e.getMessage());
    }

    @Test
    void a_cut_off_file_is_refused() throws Exception {
      Path file = one(HandMade.box(grid(), 2, 3, 1, 7, 4)).writeTo(folder);
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length - 120));
      assertThrows(DicomReadException.class, () -> RtStructureSet.read(file));
    }

    /** A zigzag of 60,000 corners over all rows of a large image: 10^9 crossings. */
    @Test
    void contours_that_would_take_minutes_are_refused_at_once() throws Exception {
      VolumeGeometry large =
          VolumeGeometry.regular(
              new GridSize(17, 60_000, 2),
              Affine.ofRowMajor(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0),
              Optional.of(FRAME));
      StringBuilder zigzag = new StringBuilder("0\\0\\0");
      for (int n = 0; n < 60_000; n++) {
        zigzag.append(n % 2 == 0 ? "\\9\\60000\\0" : "\\3\\0\\0");
      }
      Path file = one(HandMade.contour("CLOSED_PLANAR", zigzag.toString())).writeTo(folder);
      assertTimeoutPreemptively(
          Duration.ofSeconds(5),
          () -> {
            RtStructureSet set = RtStructureSet.read(file);
            GeometryException e =
                assertThrows(
                    GeometryException.class,
                    () -> set.onto(large, ForeignFrames.REFUSE, Progress.none()));
            assertTrue(e.getMessage().contains("pixel rows"), e.getMessage());
          });
    }
  }

  @Nested
  class Describing {
    private Segment segment(HandMade made) throws Exception {
      RtStructureSet set = RtStructureSet.read(made.writeTo(folder));
      assertEquals(1, set.rois().size());
      return set.rois().get(0).segment();
    }

    @Test
    void names_colours_numbers_and_types_are_kept() throws Exception {
      RtStructureSet set =
          RtStructureSet.read(one(HandMade.box(grid(), 2, 3, 1, 7, 4)).writeTo(folder));
      Roi roi = set.rois().get(0);
      assertEquals(3, roi.number());
      assertEquals("GTV", roi.interpretedType());
      assertEquals(FRAME, roi.frameOfReferenceUid());
      assertEquals(3, roi.segment().number());
      assertEquals("Kidney", roi.segment().label());
      assertEquals(new Segment.Rgb(12, 200, 7), roi.segment().colour());
      assertEquals(Segment.Algorithm.MANUAL, roi.segment().algorithm());
    }

    @Test
    void codes_come_from_the_file_or_else_from_what_the_name_means() throws Exception {
      HandMade made = new HandMade(FRAME).region(1, "Lt Kidney").region(2, "Avoid");
      made.region(3, "Liver");
      made.lastObserved()
          .sequence(
              HandMade.TYPE,
              new DicomDataset()
                  .text(HandMade.CODE_VALUE, "SH", "T-1")
                  .text(HandMade.CODE_SCHEME, "SH", "99LOCAL")
                  .text(HandMade.CODE_MEANING, "LO", "Hepatic thing"));
      RtStructureSet set = RtStructureSet.read(made.writeTo(folder));
      List<Segment> found = set.rois().stream().map(Roi::segment).toList();
      assertEquals("64033007", found.get(0).type().value());
      assertEquals("7771000", found.get(0).details().typeModifiers().get(0).value());
      assertEquals(CodedConcept.TISSUE, found.get(1).type());
      assertEquals(new CodedConcept("T-1", "99LOCAL", "Hepatic thing"), found.get(2).type());
    }

    @Test
    void what_is_missing_or_wrong_gets_a_default() throws Exception {
      HandMade made = one(HandMade.box(grid(), 2, 3, 1, 7, 4));
      made.lastDescribed().remove(HandMade.ROI_NAME).remove(HandMade.GENERATION);
      made.lastDrawn().text(HandMade.COLOUR, "IS", "300", "x", "1");
      Segment segment = segment(made);
      assertEquals("Region 3", segment.label());
      assertEquals(Segment.Rgb.ofNumber(3), segment.colour());
      assertEquals(Segment.Algorithm.SEMIAUTOMATIC, segment.algorithm());
      assertEquals("unknown", segment.algorithmName());
    }

    @Test
    void a_region_number_that_no_segment_can_have_renumbers_all_with_a_warning() throws Exception {
      Path file =
          new HandMade(FRAME)
              .region(0, "A", HandMade.box(grid(), 2, 3, 1, 7, 4))
              .region(70000, "B", HandMade.box(grid(), 2, 3, 1, 7, 4))
              .writeTo(folder);
      RtStructureSet set = RtStructureSet.read(file);
      assertEquals(List.of(0, 70000), set.rois().stream().map(Roi::number).toList());
      assertEquals(List.of(1, 2), set.rois().stream().map(r -> r.segment().number()).toList());
      assertEquals(List.of("roi-numbers"), set.warnings().stream().map(ReadWarning::code).toList());
    }

    @Test
    void a_region_without_contours_is_empty_with_a_warning() throws Exception {
      RtStructReading reading = read(new HandMade(FRAME).region(5, "Later"));
      assertTrue(only(reading).isEmpty());
      assertEquals(List.of("no-contours"), codes(reading));
    }

    @Test
    void contours_of_no_region_are_left_out_with_a_warning() throws Exception {
      HandMade made = one(HandMade.box(grid(), 2, 3, 1, 7, 4));
      made.region(4, "Other", HandMade.box(grid(), 3, 3, 1, 7, 4));
      made.lastDrawn().text(HandMade.REFERENCED_NUMBER, "IS", "9");
      RtStructReading reading = read(made);
      assertEquals(List.of("roi-reference", "no-contours"), codes(reading));
    }

    @Test
    void a_wrong_number_of_points_is_told_and_all_points_are_taken() throws Exception {
      DicomDataset box = HandMade.box(grid(), 2, 3, 1, 7, 4);
      box.text(HandMade.POINTS, "IS", "3");
      RtStructReading reading = read(one(box));
      assertTrue(isBox(only(reading), 2, 3, 1, 7, 4));
      assertEquals(List.of("contour-count"), codes(reading));
    }

    /** DICOM counts characters, Java counts two for some of them. */
    @Test
    void a_name_of_64_characters_beyond_the_basic_plane_is_kept() throws Exception {
      HandMade made = one(HandMade.box(grid(), 2, 3, 1, 7, 4));
      byte[] name = "\uD83E\uDDE0".repeat(64).getBytes(StandardCharsets.UTF_8);
      made.lastDescribed().raw(HandMade.ROI_NAME, "LO", name);
      DicomDataset dataset = made.dataset().text(HandMade.CHARACTER_SET, "CS", "ISO_IR 192");
      RtStructureSet set = RtStructureSet.read(HandMade.write(dataset, folder));
      assertEquals("\uD83E\uDDE0".repeat(64), set.rois().get(0).segment().label());
    }
  }
}
