package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.io.DicomInputStream;
import io.github.voxelclick.dicom.seg.SegWriteOptions.Extra;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.SegmentFractions;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VoxelIndex;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every type, with all that can be asked for: what is written comes back, and says what it is. */
class SegTypesTest extends SegWriting {
  private static final SegWriteOptions FRACTIONAL =
      SourceFixture.OPTIONS.withType(SegType.FRACTIONAL);

  private SegWriteResult write(
      SourceFixture series,
      Segmentation seg,
      Map<Integer, SegmentFractions> fractions,
      SegWriteOptions options)
      throws SegWriteException {
    return SourceFixture.writer()
        .write(seg, fractions, series.source(), options, target, Progress.none());
  }

  private static SegmentFractions ramp(SourceFixture series, int maximum, int seed) {
    GridSize size = series.geometry().size();
    SegmentFractions fractions = SegmentFractions.none(size, maximum);
    SplittableRandom random = new SplittableRandom(seed);
    for (int k = 0; k < size.k(); k++) {
      byte[] steps = new byte[size.voxelsPerSlice()];
      for (int n = 0; n < steps.length; n++) {
        steps[n] = (byte) (n % 3 == 0 ? 0 : random.nextInt(maximum + 1));
      }
      steps[1] = 1;
      fractions = fractions.withSlice(k, steps);
    }
    return fractions;
  }

  @Nested
  class Fractions {
    @ParameterizedTest
    @EnumSource(Stacks.class)
    @org.junit.jupiter.api.Tag("E10")
    void come_back_step_by_step_on_every_kind_of_stack(Stacks stack) throws Exception {
      SourceFixture series = stack.writeTo(folder.resolve("series"));
      Map<Integer, SegmentFractions> fractions =
          Map.of(1, ramp(series, 100, 3), 2, ramp(series, 100, 4));
      Segmentation seg = series.segmentation(series.noise(1), series.noise(2), series.noise(3));
      write(series, seg, fractions, FRACTIONAL);
      SegReading reading = read(series);
      assertEquals(List.of(), reading.warnings());
      assertEquals(fractions, reading.fractions());
      assertEquals(fractions.get(2).atLeast(0.5), reading.segmentation().entries().get(1).mask());
      assertEquals(series.noise(3), reading.segmentation().entries().get(2).mask());
    }

    @Test
    @org.junit.jupiter.api.Tag("E10")
    @org.junit.jupiter.api.Tag("E1")
    void are_cut_where_it_was_asked_for() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      SegmentFractions fractions = ramp(series, 255, 3);
      write(series, series.segmentation(series.noise(1)), Map.of(1, fractions), FRACTIONAL);
      SegReading low =
          read(series, dataset(target), SegReadOptions.DEFAULT.withThreshold(10.0 / 255));
      assertEquals(fractions.atLeast(10.0 / 255), low.segmentation().entries().get(0).mask());
      assertThrows(IllegalArgumentException.class, () -> SegReadOptions.DEFAULT.withThreshold(0));
    }

    @Test
    @org.junit.jupiter.api.Tag("E10")
    void that_are_all_or_nothing_are_masks_only() throws Exception {
      SourceFixture series = Stacks.CORONAL.writeTo(folder.resolve("series"));
      Segmentation seg = series.segmentation(series.noise(1), series.noise(2, 1));
      write(series, seg, FRACTIONAL);
      Attributes file = dataset(target);
      assertEquals("PROBABILITY", file.getString(Tag.SegmentationFractionalType));
      assertEquals(255, file.getInt(Tag.MaximumFractionalValue, 0));
      assertEquals(8, file.getInt(Tag.BitsAllocated, 0));
      assertEquals("YES", file.getString(Tag.SegmentsOverlap));
      SegReading reading = read(series);
      assertEquals(Map.of(), reading.fractions());
      assertEquals(seg.entries(), reading.segmentation().entries());
    }

    @Test
    @org.junit.jupiter.api.Tag("E10")
    void without_a_maximum_are_of_255() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      write(
          series,
          series.segmentation(series.noise(1)),
          Map.of(1, ramp(series, 255, 3)),
          FRACTIONAL);
      Attributes file = dataset(target);
      file.setInt(Tag.MaximumFractionalValue, VR.US, 0);
      SegReading reading = read(series, file, SegReadOptions.DEFAULT);
      assertEquals(List.of("maximum-fraction"), codes(reading.warnings()));
      assertEquals(Map.of(1, ramp(series, 255, 3)), reading.fractions());
      VoxelIndex voxel = new VoxelIndex(1, 0, 0);
      assertEquals(1 / 255.0, reading.fractions().get(1).get(voxel));
    }

    @Test
    void need_one_maximum_and_their_own_type() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Segmentation seg = series.segmentation(series.noise(1), series.noise(2));
      Map<Integer, SegmentFractions> mixed =
          Map.of(1, ramp(series, 100, 1), 2, ramp(series, 99, 1));
      assertThrows(IllegalArgumentException.class, () -> write(series, seg, mixed, FRACTIONAL));
      assertThrows(
          IllegalArgumentException.class,
          () -> write(series, seg, Map.of(1, ramp(series, 9, 1)), SourceFixture.OPTIONS));
    }
  }

  @Nested
  class Extras {
    @ParameterizedTest
    @EnumSource(SegType.class)
    @org.junit.jupiter.api.Tag("D3.2")
    void an_empty_result_is_refused_unless_asked_for(SegType type) throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Segmentation empty = series.segmentation(Mask.empty(series.geometry().size()));
      SegWriteOptions options = SourceFixture.OPTIONS.withType(type);
      assertThrows(SegWriteException.class, () -> write(series, empty, options));
      SegWriteResult result = write(series, empty, options.with(Extra.EMPTY_RESULT));
      assertEquals(6, result.frames());
      SegReading reading = read(series);
      assertEquals(empty.entries(), reading.segmentation().entries());
    }

    @ParameterizedTest
    @EnumSource(SegType.class)
    @org.junit.jupiter.api.Tag("D3.3")
    void every_slice_gets_its_frame_when_asked_for(SegType type) throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Segmentation seg = series.segmentation(series.noise(1, 1), series.noise(2, 3, 4));
      SegWriteOptions options = SourceFixture.OPTIONS.withType(type).with(Extra.EMPTY_FRAMES);
      assertEquals(type == SegType.LABELMAP ? 6 : 12, write(series, seg, options).frames());
      assertEquals(seg.entries(), read(series).segmentation().entries());
    }

    @ParameterizedTest
    @EnumSource(SegType.class)
    @org.junit.jupiter.api.Tag("D8.1")
    void a_deflated_file_holds_the_same_and_is_smaller(SegType type) throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Segmentation seg = labels(series, 1, 2);
      write(series, seg, SourceFixture.OPTIONS.withType(type));
      long plain = target.toFile().length();
      write(series, seg, SourceFixture.OPTIONS.withType(type).with(Extra.DEFLATED));
      assertTrue(target.toFile().length() < plain / 2, target.toFile().length() + " " + plain);
      assertEquals(seg.entries(), read(series).segmentation().entries());
      try (DicomInputStream in = new DicomInputStream(target.toFile())) {
        in.readDataset();
        assertEquals(UID.DeflatedExplicitVRLittleEndian, in.getTransferSyntax());
      }
    }
  }

  @Nested
  class Multi_frame_sources {
    @ParameterizedTest
    @EnumSource(SegType.class)
    @org.junit.jupiter.api.Tag("D2.3")
    @org.junit.jupiter.api.Tag("D2.4")
    void are_referred_to_by_frame_and_named_once(SegType type) throws Exception {
      SourceFixture series = Stacks.OBLIQUE.writeTo(folder.resolve("series")).asMultiFrame();
      Segmentation seg = labels(series, 1, 2);
      write(series, seg, SourceFixture.OPTIONS.withType(type));
      Attributes file = dataset(target);
      assertEquals(
          1,
          file.getNestedDataset(Tag.ReferencedSeriesSequence)
              .getSequence(Tag.ReferencedInstanceSequence)
              .size());
      Attributes reference =
          file.getNestedDataset(Tag.PerFrameFunctionalGroupsSequence, 3)
              .getNestedDataset(Tag.DerivationImageSequence)
              .getNestedDataset(Tag.SourceImageSequence);
      assertEquals(4, reference.getInt(Tag.ReferencedFrameNumber, 0));
      assertEquals(seg.entries(), read(series).segmentation().entries());
      file.getSequence(Tag.PerFrameFunctionalGroupsSequence)
          .forEach(frame -> frame.remove(Tag.PlanePositionSequence));
      assertEquals(
          seg.entries(), read(series, file, SegReadOptions.DEFAULT).segmentation().entries());
    }

    @ParameterizedTest
    @EnumSource(SegType.class)
    @org.junit.jupiter.api.Tag("D2.4")
    void without_place_in_the_patient_are_referred_to_only(SegType type) throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series")).asCine();
      Segmentation seg = labels(series, 1, 2);
      write(series, seg, SourceFixture.OPTIONS.withType(type));
      Attributes file = dataset(target);
      assertFalse(file.contains(Tag.FrameOfReferenceUID));
      assertTrue(file.getNestedDataset(Tag.SharedFunctionalGroupsSequence).isEmpty());
      Attributes frame = file.getNestedDataset(Tag.PerFrameFunctionalGroupsSequence, 2);
      assertFalse(frame.contains(Tag.PlanePositionSequence));
      assertEquals(
          3, frame.getNestedDataset(Tag.FrameContentSequence).getInt(Tag.InStackPositionNumber, 0));
      SegReading reading = read(series);
      assertEquals(seg.entries(), reading.segmentation().entries());
      assertEquals(List.of(), reading.warnings());
    }
  }
}
