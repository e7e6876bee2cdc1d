package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.io.DicomInputStream;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Where frames are laid, by what they say of their place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SegPlacementTest {
  /** Two segments on all seven slices of an oblique stack of 11×5 pixels. */
  private SourceFixture series;

  private Segmentation segmentation;
  private Attributes good;

  @BeforeAll
  void writeOne(@TempDir Path folder) throws Exception {
    series = Stacks.OBLIQUE.writeTo(folder.resolve("series"));
    segmentation = series.segmentation(series.noise(1), series.noise(2));
    Path file = folder.resolve("seg.dcm");
    SourceFixture.writer()
        .write(segmentation, series.source(), SourceFixture.OPTIONS, file, Progress.none());
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      good = in.readDataset();
    }
  }

  private SegReading read(Attributes seg) throws Exception {
    return read(seg, SegReadOptions.DEFAULT);
  }

  private SegReading read(Attributes seg, SegReadOptions options) throws Exception {
    return DicomSegReader.read(
        SourceFixture.file(seg), series.source(), series.geometry(), options);
  }

  private Attributes changed(Consumer<Attributes> ofEachFrame) {
    Attributes seg = new Attributes(good);
    seg.getSequence(Tag.PerFrameFunctionalGroupsSequence).forEach(ofEachFrame);
    return seg;
  }

  private void assertSame(SegReading reading, String... warnings) {
    assertEquals(segmentation.entries(), reading.segmentation().entries());
    assertEquals(List.of(warnings), reading.warnings().stream().map(ReadWarning::code).toList());
  }

  private static Attributes reference(Attributes frame) {
    return frame
        .getNestedDataset(Tag.DerivationImageSequence)
        .getNestedDataset(Tag.SourceImageSequence);
  }

  @Test
  @org.junit.jupiter.api.Tag("E3")
  void a_segment_may_be_named_for_all_frames_or_be_the_only_one() throws Exception {
    Attributes one = new Attributes(good);
    one.getSequence(Tag.SegmentSequence).remove(1);
    Sequence frames = one.getSequence(Tag.PerFrameFunctionalGroupsSequence);
    while (frames.size() > 7) {
      frames.remove(7);
    }
    one.setInt(Tag.NumberOfFrames, VR.IS, 7);
    frames.forEach(frame -> frame.remove(Tag.SegmentIdentificationSequence));
    Mask expected = segmentation.entries().get(0).mask();
    assertEquals(expected, read(one).segmentation().entries().get(0).mask());
    Attributes shared = new Attributes(1);
    shared.setInt(Tag.ReferencedSegmentNumber, VR.US, 1);
    one.getNestedDataset(Tag.SharedFunctionalGroupsSequence)
        .newSequence(Tag.SegmentIdentificationSequence, 1)
        .add(shared);
    assertEquals(expected, read(one).segmentation().entries().get(0).mask());
  }

  @Test
  @org.junit.jupiter.api.Tag("E3")
  void frames_of_several_segments_must_name_theirs() {
    Attributes seg = changed(frame -> frame.remove(Tag.SegmentIdentificationSequence));
    VolumeException refusal = assertThrows(DicomReadException.class, () -> read(seg));
    assertTrue(refusal.getMessage().contains("which segment"), refusal.getMessage());
  }

  @Test
  @org.junit.jupiter.api.Tag("E4")
  void a_plane_may_be_given_per_frame_or_in_a_single_frame_object_at_its_root() throws Exception {
    Attributes shared = good.getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    Attributes perFrame = changed(frame -> frame.addAll(shared));
    perFrame.remove(Tag.SharedFunctionalGroupsSequence);
    assertSame(read(perFrame));

    Attributes single = new Attributes(good);
    Attributes frame = new Attributes(good.getNestedDataset(Tag.PerFrameFunctionalGroupsSequence));
    single.addAll(frame.getNestedDataset(Tag.PlanePositionSequence));
    single.addAll(shared.getNestedDataset(Tag.PlaneOrientationSequence));
    single.addAll(shared.getNestedDataset(Tag.PixelMeasuresSequence));
    single.remove(Tag.SharedFunctionalGroupsSequence);
    single.remove(Tag.PerFrameFunctionalGroupsSequence);
    single.getSequence(Tag.SegmentSequence).remove(1);
    single.setInt(Tag.NumberOfFrames, VR.IS, 1);
    Mask mask = read(single).segmentation().entries().get(0).mask();
    assertEquals(List.of(0), List.copyOf(mask.occupiedSlices()));
    assertEquals(
        segmentation.entries().get(0).mask().slice(SlicePlane.k(0)), mask.slice(SlicePlane.k(0)));
  }

  @Test
  @org.junit.jupiter.api.Tag("E4")
  void without_a_plane_the_image_counts_that_a_frame_derives_from() throws Exception {
    assertSame(read(changed(frame -> frame.remove(Tag.PlanePositionSequence))));
    assertSame(
        read(
            changed(
                frame -> {
                  frame.remove(Tag.PlanePositionSequence);
                  reference(frame).setInt(Tag.ReferencedFrameNumber, VR.IS, 1);
                })));
  }

  @Test
  @org.junit.jupiter.api.Tag("E4")
  void an_image_whose_pixels_lie_elsewhere_does_not_count() {
    Attributes seg =
        changed(
            frame -> {
              frame.remove(Tag.PlanePositionSequence);
              reference(frame).setString(Tag.SpatialLocationsPreserved, VR.CS, "NO");
            });
    VolumeException refusal = assertThrows(DicomReadException.class, () -> read(seg));
    assertTrue(refusal.getMessage().contains("placing by order"), refusal.getMessage());
  }

  @Test
  @org.junit.jupiter.api.Tag("E4")
  void a_frame_that_derives_from_several_slices_is_not_placed_by_them() {
    Attributes seg =
        changed(
            frame -> {
              frame.remove(Tag.PlanePositionSequence);
              Attributes second = new Attributes(reference(frame));
              second.setString(
                  Tag.ReferencedSOPInstanceUID,
                  VR.UI,
                  series.source().images().get(6).sopInstanceUid());
              frame
                  .getNestedDataset(Tag.DerivationImageSequence)
                  .getSequence(Tag.SourceImageSequence)
                  .add(second);
            });
    assertThrows(DicomReadException.class, () -> read(seg));
  }

  @Test
  @org.junit.jupiter.api.Tag("E4")
  void frames_that_say_nothing_are_laid_in_order_only_when_that_was_agreed_to() throws Exception {
    Attributes seg =
        changed(
            frame -> {
              frame.remove(Tag.PlanePositionSequence);
              frame.remove(Tag.DerivationImageSequence);
            });
    assertThrows(DicomReadException.class, () -> read(seg));
    SegReadOptions agreed = SegReadOptions.DEFAULT.withPlaceByOrder();
    assertSame(read(seg, agreed), "placed-by-order");

    seg.getSequence(Tag.PerFrameFunctionalGroupsSequence)
        .forEach(frame -> frame.remove(Tag.FrameContentSequence));
    assertSame(read(seg, agreed), "placed-by-order");

    seg.remove(Tag.ReferencedSeriesSequence);
    assertSame(read(seg, agreed), "other-series", "placed-by-order");
  }

  @Test
  @org.junit.jupiter.api.Tag("E4")
  void fewer_frames_than_slices_are_never_laid_in_order() {
    Attributes seg =
        changed(
            frame -> {
              frame.remove(Tag.PlanePositionSequence);
              frame.remove(Tag.DerivationImageSequence);
            });
    Sequence frames = seg.getSequence(Tag.PerFrameFunctionalGroupsSequence);
    frames.remove(13);
    frames.remove(6);
    seg.setInt(Tag.NumberOfFrames, VR.IS, 12);
    assertThrows(
        DicomReadException.class, () -> read(seg, SegReadOptions.DEFAULT.withPlaceByOrder()));
  }

  @Test
  @org.junit.jupiter.api.Tag("E5")
  void copies_of_the_images_under_other_uids_are_known_by_their_planes() throws Exception {
    Attributes seg =
        changed(frame -> reference(frame).setString(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2.3"));
    seg.getNestedDataset(Tag.ReferencedSeriesSequence)
        .setString(Tag.SeriesInstanceUID, VR.UI, "1.2");
    assertSame(read(seg), "other-series");
  }

  @Test
  @org.junit.jupiter.api.Tag("E6")
  void frames_may_be_stored_upside_down() throws Exception {
    Attributes seg = new Attributes(good);
    flipRows(seg);
    assertSame(read(seg));
    assertTrue(read(seg).original().isFaithful());
  }

  /** Turns every frame upside down and says so in its plane. */
  private static void flipRows(Attributes seg) {
    byte[] bits = seg.getSafeBytes(Tag.PixelData);
    byte[] flipped = new byte[bits.length];
    for (int n = 0; n < 14 * 55; n++) {
      int row = n % 55 / 11;
      int from = n - row * 11 + (4 - row) * 11;
      flipped[n / 8] |= (byte) ((bits[from / 8] >> from % 8 & 1) << n % 8);
    }
    seg.setBytes(Tag.PixelData, VR.OB, flipped);
    Attributes orientation =
        seg.getNestedDataset(Tag.SharedFunctionalGroupsSequence)
            .getNestedDataset(Tag.PlaneOrientationSequence);
    double[] o = orientation.getDoubles(Tag.ImageOrientationPatient);
    orientation.setDouble(
        Tag.ImageOrientationPatient, VR.DS, o[0], o[1], o[2], -o[3], -o[4], -o[5]);
    for (Attributes frame : seg.getSequence(Tag.PerFrameFunctionalGroupsSequence)) {
      Attributes place = frame.getNestedDataset(Tag.PlanePositionSequence);
      double[] p = place.getDoubles(Tag.ImagePositionPatient);
      // The last of five rows, 1.1 mm apart.
      place.setDouble(
          Tag.ImagePositionPatient, VR.DS, p[0] + 4.4 * o[3], p[1] + 4.4 * o[4], p[2] + 4.4 * o[5]);
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("E6")
  void frames_that_show_a_part_are_pasted_and_what_reaches_outside_is_told() throws Exception {
    Attributes seg = new Attributes(good);
    double[] o =
        seg.getNestedDataset(Tag.SharedFunctionalGroupsSequence)
            .getNestedDataset(Tag.PlaneOrientationSequence)
            .getDoubles(Tag.ImageOrientationPatient);
    for (Attributes frame : seg.getSequence(Tag.PerFrameFunctionalGroupsSequence)) {
      Attributes place = frame.getNestedDataset(Tag.PlanePositionSequence);
      double[] p = place.getDoubles(Tag.ImagePositionPatient);
      place.setDouble(
          Tag.ImagePositionPatient,
          VR.DS,
          p[0] + 2 * 0.7 * o[0],
          p[1] + 2 * 0.7 * o[1],
          p[2] + 2 * 0.7 * o[2]);
    }
    SegReading reading = read(seg);
    SliceMask before = segmentation.entries().get(1).mask().slice(SlicePlane.k(3));
    assertEquals(
        SliceMask.of(11, 5, (i, j) -> i >= 2 && before.get(i - 2, j)),
        reading.segmentation().entries().get(1).mask().slice(SlicePlane.k(3)));
    assertEquals("outside-volume", reading.warnings().get(0).code());
    assertFalse(reading.original().isFaithful());
    long lost =
        segmentation.entries().stream().mapToLong(e -> e.mask().count()).sum()
            - reading.segmentation().entries().stream().mapToLong(e -> e.mask().count()).sum();
    assertTrue(reading.warnings().get(0).message().startsWith(lost + " voxels"));
  }

  @Test
  @org.junit.jupiter.api.Tag("E6")
  void frames_beyond_the_volume_are_told_and_the_others_placed() throws Exception {
    Attributes seg = new Attributes(good);
    seg.getNestedDataset(Tag.PerFrameFunctionalGroupsSequence, 2)
        .getNestedDataset(Tag.PlanePositionSequence)
        .setDouble(Tag.ImagePositionPatient, VR.DS, 500, 500, 500);
    SegReading reading = read(seg);
    assertEquals(
        List.of("outside-volume"), reading.warnings().stream().map(ReadWarning::code).toList());
    Mask expected =
        segmentation.entries().get(0).mask().withSlice(SlicePlane.k(2), SliceMask.empty(11, 5));
    assertEquals(expected, reading.segmentation().entries().get(0).mask());
    assertEquals(segmentation.entries().get(1), reading.segmentation().entries().get(1));
  }

  @Test
  @org.junit.jupiter.api.Tag("E8")
  void another_frame_of_reference_is_refused_unless_agreed_to() throws Exception {
    Attributes seg = new Attributes(good);
    seg.setString(Tag.FrameOfReferenceUID, VR.UI, "1.2.3");
    assertThrows(GeometryException.class, () -> read(seg));
    assertSame(
        read(seg, SegReadOptions.DEFAULT.withAnyFrameOfReference()), "other-frame-of-reference");
  }

  @Test
  @org.junit.jupiter.api.Tag("E8")
  void without_a_frame_of_reference_only_reference_to_the_images_counts() throws Exception {
    Attributes seg = new Attributes(good);
    seg.remove(Tag.FrameOfReferenceUID);
    assertSame(read(seg), "no-frame-of-reference");
    seg.getSequence(Tag.PerFrameFunctionalGroupsSequence)
        .forEach(frame -> frame.remove(Tag.DerivationImageSequence));
    assertThrows(GeometryException.class, () -> read(seg));
  }

  @Test
  @org.junit.jupiter.api.Tag("E9")
  void overlap_is_found_whatever_the_file_says() throws Exception {
    for (String said : new String[] {"YES", "UNDEFINED", ""}) {
      Attributes seg = new Attributes(good);
      seg.setString(Tag.SegmentsOverlap, VR.CS, said);
      assertSame(read(seg));
      assertTrue(read(seg).segmentation().overlaps());
    }
    Attributes denied = new Attributes(good);
    denied.setString(Tag.SegmentsOverlap, VR.CS, "NO");
    assertSame(read(denied), "segments-overlap");
  }
}
