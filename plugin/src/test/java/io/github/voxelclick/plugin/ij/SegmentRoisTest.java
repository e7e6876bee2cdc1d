package io.github.voxelclick.plugin.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.Segmentation.Entry;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.Color;
import java.awt.Rectangle;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SegmentRoisTest {
  private static List<Roi> rois(Entry... entries) {
    return SegmentRois.of(SavedShapes.segmentation(entries), Progress.none()).rois();
  }

  private static List<Roi> rois(SliceMask slice) {
    Mask mask = Mask.empty(SavedShapes.SIZE).withSlice(SlicePlane.k(2), slice);
    return rois(new Entry(SavedShapes.segment(1, "a"), mask));
  }

  /** The pixels that ImageJ measures inside a selection. */
  private static SliceMask pixels(Roi roi) {
    Rectangle bounds = roi.getBounds();
    ij.process.ImageProcessor mask = roi.getMask();
    return SliceMask.of(
        SavedShapes.SIZE.i(),
        SavedShapes.SIZE.j(),
        (i, j) ->
            bounds.contains(i, j) && (mask == null || mask.get(i - bounds.x, j - bounds.y) != 0));
  }

  static Stream<SliceMask> slices() {
    int i0 = SavedShapes.SIZE.i();
    int j0 = SavedShapes.SIZE.j();
    return Stream.of(
        SavedShapes.ring(),
        SavedShapes.noise(1, 0.2),
        SavedShapes.noise(2, 0.5),
        SavedShapes.noise(3, 0.8),
        SliceMask.of(i0, j0, (i, j) -> true),
        SliceMask.of(i0, j0, (i, j) -> i == 0 && j == 0),
        SliceMask.of(i0, j0, (i, j) -> i == i0 - 1 && j == j0 - 1),
        SliceMask.of(i0, j0, (i, j) -> i == 4),
        SliceMask.of(i0, j0, (i, j) -> (i + j) % 2 == 0),
        SliceMask.of(i0, j0, (i, j) -> i >= 2 && i <= 5 && j >= 1 && j <= 3));
  }

  @ParameterizedTest
  @MethodSource("slices")
  void a_selection_has_exactly_the_pixels_of_the_mask(SliceMask slice) {
    List<Roi> rois = rois(slice);
    assertEquals(1, rois.size());
    assertEquals(slice, pixels(rois.get(0)));
  }

  @ParameterizedTest
  @MethodSource("slices")
  void so_has_one_that_imagej_saved_and_opened(SliceMask slice) {
    Roi saved = RoiDecoder.openFromByteArray(RoiEncoder.saveAsByteArray(rois(slice).get(0)));
    assertEquals(slice, pixels(saved));
    assertEquals(3, saved.getPosition());
  }

  @Test
  void there_is_one_a_segment_and_slice_named_and_placed() {
    Segment liver = SavedShapes.segment(2, "Liver");
    List<Roi> rois =
        rois(
            new Entry(liver, SavedShapes.ringMask()),
            new Entry(SavedShapes.segment(3, "None"), Mask.empty(SavedShapes.SIZE)),
            new Entry(SavedShapes.segment(7, "Cyst/left"), SavedShapes.restMask()));
    assertEquals(
        List.of("Liver k=1", "Liver k=3", "Cyst-left k=0", "Cyst-left k=1"),
        rois.stream().map(Roi::getName).toList());
    assertEquals(List.of(2, 4, 1, 2), rois.stream().map(Roi::getPosition).toList());
    Segment.Rgb colour = liver.colour();
    assertEquals(
        new Color(colour.red(), colour.green(), colour.blue()), rois.get(0).getStrokeColor());
    assertEquals("7", rois.get(3).getProperty(SegmentRois.NUMBER));
    assertEquals(SavedShapes.ringMask().slice(SlicePlane.k(3)), pixels(rois.get(1)));
    assertEquals(SavedShapes.restMask().slice(SlicePlane.k(1)), pixels(rois.get(3)));
  }

  @Test
  void segments_of_one_label_are_told_apart_by_their_numbers() {
    Segmentation.Entry a =
        new Entry(
            SavedShapes.segment(4, "Lesion"),
            Mask.empty(SavedShapes.SIZE).withSlice(SlicePlane.k(1), SavedShapes.ring()));
    Segmentation.Entry b = new Entry(SavedShapes.segment(9, "Lesion"), a.mask());
    assertEquals(
        List.of("Lesion 4 k=1", "Lesion 9 k=1"), rois(a, b).stream().map(Roi::getName).toList());
  }
}
