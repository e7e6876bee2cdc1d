package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.SegmentFractions;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VoxelIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FRACTIONAL and LABELMAP beside BINARY: what is written comes back, and says what it is. */
class SegTypesTest {
  private static final SegWriteOptions LABELMAP = SourceFixture.OPTIONS.withType(SegType.LABELMAP);
  private static final SegWriteOptions FRACTIONAL =
      SourceFixture.OPTIONS.withType(SegType.FRACTIONAL);

  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void chooseTarget() {
    target = folder.resolve("seg.dcm");
  }

  private SegWriteResult write(SourceFixture series, Segmentation seg, SegWriteOptions options)
      throws SegWriteException {
    return write(series, seg, Map.of(), options);
  }

  private SegWriteResult write(
      SourceFixture series,
      Segmentation seg,
      Map<Integer, SegmentFractions> fractions,
      SegWriteOptions options)
      throws SegWriteException {
    return SourceFixture.writer()
        .write(seg, fractions, series.source(), options, target, Progress.none());
  }

  private SegReading read(SourceFixture series) throws Exception {
    return DicomSegReader.read(target, series.source(), series.geometry());
  }

  private SegReading read(SourceFixture series, Attributes seg, SegReadOptions options)
      throws Exception {
    return DicomSegReader.read(
        SourceFixture.file(seg), series.source(), series.geometry(), options);
  }

  private Attributes dataset() throws Exception {
    try (DicomInputStream in = new DicomInputStream(target.toFile())) {
      return in.readDataset();
    }
  }

  private static List<String> codes(List<ReadWarning> warnings) {
    return warnings.stream().map(ReadWarning::code).toList();
  }

  /** Segments under the given numbers that share no voxel: cells of noise with the same slices. */
  private static Segmentation labels(SourceFixture series, int... numbers) {
    GridSize size = series.geometry().size();
    SplittableRandom random = new SplittableRandom(numbers.length);
    int[] owner = new int[Math.toIntExact(size.voxels())];
    Arrays.setAll(owner, n -> n < numbers.length ? n : random.nextInt(2 * numbers.length));
    List<Segmentation.Entry> entries = new ArrayList<>();
    for (int s = 0; s < numbers.length; s++) {
      int segment = s;
      Mask mask = Mask.empty(size);
      for (int k = 0; k < size.k(); k++) {
        int first = k * size.voxelsPerSlice();
        mask =
            mask.withSlice(
                SlicePlane.k(k),
                SliceMask.of(
                    size.i(), size.j(), (i, j) -> owner[first + j * size.i() + i] == segment));
      }
      entries.add(
          new Segmentation.Entry(SourceFixture.segment(numbers[s], "Label " + numbers[s]), mask));
    }
    return new Segmentation(series.geometry(), entries);
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
  class Label_maps {
    @ParameterizedTest
    @EnumSource(Stacks.class)
    @org.junit.jupiter.api.Tag("D6")
    void give_the_same_voxels_on_every_kind_of_stack(Stacks stack) throws Exception {
      SourceFixture series = stack.writeTo(folder.resolve("series"));
      Segmentation seg = labels(series, 3, 8);
      write(series, seg, LABELMAP);
      SegReading reading = read(series);
      assertEquals(seg.entries(), reading.segmentation().entries());
      assertEquals(List.of(), reading.warnings());
    }

    @Test
    @org.junit.jupiter.api.Tag("D6")
    @org.junit.jupiter.api.Tag("D1")
    void name_the_background_twice_and_keep_numbers_with_gaps() throws Exception {
      SourceFixture series = Stacks.SAGITTAL.writeTo(folder.resolve("series"));
      SegWriteResult result = write(series, labels(series, 3, 255), LABELMAP);
      assertEquals(Map.of(3, 3, 255, 255), result.writtenNumbers());
      Attributes seg = dataset();
      assertEquals(UID.LabelMapSegmentationStorage, seg.getString(Tag.SOPClassUID));
      assertEquals("LABELMAP", seg.getString(Tag.SegmentationType));
      assertEquals("NO", seg.getString(Tag.SegmentsOverlap));
      assertEquals(0, seg.getInt(Tag.PixelPaddingValue, -1));
      Attributes background = seg.getNestedDataset(Tag.SegmentSequence);
      assertEquals(0, background.getInt(Tag.SegmentNumber, -1));
      assertEquals(
          "125040",
          background
              .getNestedDataset(Tag.SegmentedPropertyTypeCodeSequence)
              .getString(Tag.CodeValue));
      assertFalse(background.contains(Tag.TrackingUID));
      assertEquals(8, seg.getInt(Tag.BitsAllocated, 0));
      assertEquals(1, seg.getSequence(Tag.DimensionIndexSequence).size());
      Attributes frame = seg.getNestedDataset(Tag.PerFrameFunctionalGroupsSequence, 4);
      assertFalse(frame.contains(Tag.SegmentIdentificationSequence));
      assertArrayEquals(
          new int[] {5},
          frame.getNestedDataset(Tag.FrameContentSequence).getInts(Tag.DimensionIndexValues));
    }

    @Test
    @org.junit.jupiter.api.Tag("D6")
    void take_sixteen_bits_above_255() throws Exception {
      SourceFixture series = Stacks.OBLIQUE.writeTo(folder.resolve("series"));
      int[] numbers = new int[300];
      Arrays.setAll(numbers, n -> n == 299 ? 65535 : 7 * n + 1);
      Segmentation seg = labels(series, numbers);
      write(series, seg, LABELMAP);
      assertEquals(16, dataset().getInt(Tag.BitsAllocated, 0));
      assertEquals(VR.OW, dataset().getVR(Tag.PixelData));
      assertEquals(seg.entries(), read(series).segmentation().entries());
    }

    @Test
    void leave_out_slices_of_background_only() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Segmentation seg = series.segmentation(series.noise(4, 1, 4));
      assertEquals(2, write(series, seg, LABELMAP).frames());
      assertEquals(seg.entries(), read(series).segmentation().entries());
    }

    @Test
    void without_background_do_not_describe_one() throws Exception {
      SourceFixture series = Stacks.SINGLE_SLICE.writeTo(folder.resolve("series"));
      Mask all =
          Mask.empty(series.geometry().size())
              .withSlice(SlicePlane.k(0), SliceMask.of(13, 7, (i, j) -> true));
      write(series, series.segmentation(all), LABELMAP);
      Attributes seg = dataset();
      assertFalse(seg.contains(Tag.PixelPaddingValue));
      assertEquals(1, seg.getSequence(Tag.SegmentSequence).size());
      assertEquals(all, read(series).segmentation().entries().get(0).mask());
    }

    @Test
    @org.junit.jupiter.api.Tag("D6")
    void refuse_segments_that_overlap() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      SegWriteException refusal =
          assertThrows(
              SegWriteException.class,
              () ->
                  write(
                      series, series.segmentation(series.noise(1), series.noise(1, 2)), LABELMAP));
      assertTrue(refusal.getMessage().contains("binary"), refusal.getMessage());
    }

    @Test
    @org.junit.jupiter.api.Tag("E3")
    void keep_values_that_nobody_described() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Segmentation seg = labels(series, 2, 5);
      write(series, seg, LABELMAP);
      Attributes copy = dataset();
      copy.getSequence(Tag.SegmentSequence).remove(2);
      SegReading reading = read(series, copy, SegReadOptions.DEFAULT);
      assertEquals(List.of("undescribed-segment"), codes(reading.warnings()));
      Segmentation.Entry found = reading.segmentation().entries().get(1);
      assertEquals("Undescribed 5", found.segment().label());
      assertEquals(seg.entries().get(1).mask(), found.mask());
    }

    @Test
    @org.junit.jupiter.api.Tag("E3")
    void take_the_padding_value_for_background_whatever_it_is() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Segmentation seg = labels(series, 2, 5);
      write(series, seg, LABELMAP);
      Attributes copy = dataset();
      byte[] pixels = copy.getSafeBytes(Tag.PixelData).clone();
      for (int n = 0; n < pixels.length; n++) {
        pixels[n] = (byte) (pixels[n] == 0 ? 200 : pixels[n] == 5 ? 0 : pixels[n]);
      }
      copy.setBytes(Tag.PixelData, VR.OB, pixels);
      copy.setInt(Tag.PixelPaddingValue, VR.US, 200);
      copy.getSequence(Tag.SegmentSequence).remove(0);
      copy.getNestedDataset(Tag.SegmentSequence, 1).setInt(Tag.SegmentNumber, VR.US, 0);
      SegReading reading = read(series, copy, SegReadOptions.DEFAULT);
      assertEquals(List.of("segment-renumbered"), codes(reading.warnings()));
      assertEquals(1, reading.segmentation().entries().get(1).segment().number());
      assertEquals(seg.entries().get(1).mask(), reading.segmentation().entries().get(1).mask());
    }

    @Test
    @org.junit.jupiter.api.Tag("E3")
    void with_a_coded_background_but_no_padding_value_hide_it() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Segmentation seg = labels(series, 2, 5);
      write(series, seg, LABELMAP);
      Attributes copy = dataset();
      copy.remove(Tag.PixelPaddingValue);
      SegReading reading = read(series, copy, SegReadOptions.DEFAULT);
      assertEquals(seg.entries(), reading.segmentation().entries());
      assertEquals(List.of("background-segment"), codes(reading.warnings()));
    }

    @Test
    @org.junit.jupiter.api.Tag("E2")
    void in_palette_colour_are_numbers_all_the_same() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Segmentation seg = labels(series, 2, 5);
      write(series, seg, LABELMAP);
      Attributes copy = dataset();
      copy.setString(Tag.PhotometricInterpretation, VR.CS, "PALETTE COLOR");
      for (int tag :
          new int[] {
            Tag.RedPaletteColorLookupTableDescriptor,
            Tag.GreenPaletteColorLookupTableDescriptor,
            Tag.BluePaletteColorLookupTableDescriptor
          }) {
        copy.setInt(tag, VR.US, 256, 0, 8);
      }
      SegReading reading = read(series, copy, SegReadOptions.DEFAULT);
      assertEquals(seg.entries(), reading.segmentation().entries());
    }

    @Test
    void whose_check_fails_are_named() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      write(series, labels(series, 2, 5), LABELMAP);
      Attributes good = dataset();
      assertEquals(Set.of(), rules(series, good));
      Attributes undescribed = new Attributes(good);
      undescribed.getSequence(Tag.SegmentSequence).remove(2);
      assertEquals(Set.of(SegFinding.Rule.LABEL), rules(series, undescribed));
      Attributes noPadding = new Attributes(good);
      noPadding.remove(Tag.PixelPaddingValue);
      assertTrue(rules(series, noPadding).contains(SegFinding.Rule.LABEL));
      Attributes wrongOrder = new Attributes(good);
      wrongOrder.getNestedDataset(Tag.SegmentSequence, 2).setInt(Tag.SegmentNumber, VR.US, 2);
      assertTrue(rules(series, wrongOrder).contains(SegFinding.Rule.SEGMENT_NUMBERS));
      Attributes segment = new Attributes(good);
      segment
          .getNestedDataset(Tag.PerFrameFunctionalGroupsSequence)
          .newSequence(Tag.SegmentIdentificationSequence, 1)
          .add(new Attributes());
      assertEquals(Set.of(SegFinding.Rule.FRAME_SEGMENT), rules(series, segment));
    }

    private Set<SegFinding.Rule> rules(SourceFixture series, Attributes seg) throws Exception {
      Map<SegFinding.Rule, String> found = new TreeMap<>();
      DicomSegChecker.check(SourceFixture.file(seg), series.source(), false, Set.of())
          .forEach(finding -> found.put(finding.rule(), finding.message()));
      return found.keySet();
    }
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
      SegReading low = read(series, dataset(), SegReadOptions.DEFAULT.withThreshold(10.0 / 255));
      assertEquals(fractions.atLeast(10.0 / 255), low.segmentation().entries().get(0).mask());
      assertThrows(IllegalArgumentException.class, () -> SegReadOptions.DEFAULT.withThreshold(0));
    }

    @Test
    @org.junit.jupiter.api.Tag("E10")
    void that_are_all_or_nothing_are_masks_only() throws Exception {
      SourceFixture series = Stacks.CORONAL.writeTo(folder.resolve("series"));
      Segmentation seg = series.segmentation(series.noise(1), series.noise(2, 1));
      write(series, seg, FRACTIONAL);
      Attributes file = dataset();
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
      Attributes file = dataset();
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
      Attributes file = dataset();
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
      Attributes file = dataset();
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
