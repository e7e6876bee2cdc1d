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
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Label maps: what is written comes back, and says what it is. */
class SegLabelMapTest extends SegWriting {
  private static final SegWriteOptions LABELMAP = SourceFixture.OPTIONS.withType(SegType.LABELMAP);

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
    Attributes seg = dataset(target);
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
    assertEquals(16, dataset(target).getInt(Tag.BitsAllocated, 0));
    assertEquals(VR.OW, dataset(target).getVR(Tag.PixelData));
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
    Attributes seg = dataset(target);
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
                write(series, series.segmentation(series.noise(1), series.noise(1, 2)), LABELMAP));
    assertTrue(refusal.getMessage().contains("binary"), refusal.getMessage());
  }

  @Test
  @org.junit.jupiter.api.Tag("E3")
  void keep_values_that_nobody_described() throws Exception {
    SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
    Segmentation seg = labels(series, 2, 5);
    write(series, seg, LABELMAP);
    Attributes copy = dataset(target);
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
    Attributes copy = dataset(target);
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
    Attributes copy = dataset(target);
    copy.remove(Tag.PixelPaddingValue);
    SegReading reading = read(series, copy, SegReadOptions.DEFAULT);
    assertEquals(seg.entries(), reading.segmentation().entries());
    assertEquals(List.of("background-segment"), codes(reading.warnings()));
  }

  @Test
  @org.junit.jupiter.api.Tag("E2")
  void in_palette_colour_are_numbers_and_the_palette_their_colours() throws Exception {
    SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
    Segmentation seg = labels(series, 2, 5);
    write(series, seg, LABELMAP);
    Attributes copy = dataset(target);
    copy.setString(Tag.PhotometricInterpretation, VR.CS, "PALETTE COLOR");
    int[][] palette = {
      {Tag.RedPaletteColorLookupTableDescriptor, Tag.RedPaletteColorLookupTableData, 10},
      {Tag.GreenPaletteColorLookupTableDescriptor, Tag.GreenPaletteColorLookupTableData, 20},
      {Tag.BluePaletteColorLookupTableDescriptor, Tag.BluePaletteColorLookupTableData, 30}
    };
    for (int[] channel : palette) {
      copy.setInt(channel[0], VR.US, 256, 0, 8);
      byte[] table = new byte[256];
      for (int n = 0; n < table.length; n++) {
        table[n] = (byte) (n * channel[2]);
      }
      copy.setBytes(channel[1], VR.OW, table);
    }
    copy.getNestedDataset(Tag.SegmentSequence, 2).remove(Tag.RecommendedDisplayCIELabValue);
    SegReading reading = read(series, copy, SegReadOptions.DEFAULT);
    List<Segmentation.Entry> found = reading.segmentation().entries();
    assertEquals(seg.entries().get(0), found.get(0));
    assertEquals(seg.entries().get(1).mask(), found.get(1).mask());
    assertEquals(new Segment.Rgb(50, 100, 150), found.get(1).segment().colour());
    assertEquals(List.of(), reading.warnings());

    copy.remove(Tag.BluePaletteColorLookupTableData);
    reading = read(series, copy, SegReadOptions.DEFAULT);
    assertEquals(seg.entries().get(0), reading.segmentation().entries().get(0));
    assertEquals(List.of("segment-palette"), codes(reading.warnings()));
  }

  @Test
  void whose_check_fails_are_named() throws Exception {
    SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
    write(series, labels(series, 2, 5), LABELMAP);
    Attributes good = dataset(target);
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
