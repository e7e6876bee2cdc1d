package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.seg.SegWriteOptions.Extra;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.SegmentFractions;
import io.github.voxelclick.volume.Segmentation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Plans the frames of a new SEG. Segments without a voxel are left out. BINARY and FRACTIONAL ones
 * are numbered from 1 without gaps, as PS3.3 C.8.20.2 asks for; those of a label map keep their
 * numbers, which are its pixel values.
 */
final class SegPlanner {
  private SegPlanner() {}

  /**
   * @param fractions by segment number, for FRACTIONAL; the others get 0 or all
   * @throws SegWriteException when there is nothing to write, or a label map cannot hold it
   */
  static FramePlan plan(
      Segmentation segmentation, Map<Integer, SegmentFractions> fractions, SegWriteOptions options)
      throws SegWriteException {
    SegType type = options.type();
    if (type != SegType.FRACTIONAL && !fractions.isEmpty()) {
      throw new IllegalArgumentException("fractions for a segmentation of type " + type);
    }
    PixelForm form = form(segmentation, fractions, type);
    List<PlannedSegment> all = new ArrayList<>();
    for (Segmentation.Entry entry : segmentation.entries()) {
      PlannedSegment segment = PlannedSegment.of(entry);
      all.add(
          type == SegType.FRACTIONAL
              ? segment.withFractions(fractionsOf(entry, fractions, form.maximum()))
              : segment);
    }
    all.sort(Comparator.comparingInt(PlannedSegment::number));
    List<PlannedSegment> written = new ArrayList<>(all);
    written.removeIf(segment -> segment.mask().isEmpty());
    boolean everySlice = options.has(Extra.EMPTY_FRAMES);
    if (written.isEmpty() && !all.isEmpty() && options.has(Extra.EMPTY_RESULT)) {
      written.add(all.get(0));
      everySlice = true;
    }
    if (written.isEmpty()) {
      throw new SegWriteException(
          "Cannot save the segmentation: nothing is segmented. Click a structure first.");
    }
    if (type != SegType.LABELMAP) {
      for (int n = 0; n < written.size(); n++) {
        written.set(n, written.get(n).withNumber(n + 1));
      }
    }
    int slices = segmentation.geometry().size().k();
    FramePlan plan =
        FramePlan.of(
            form,
            written,
            segmentation.geometry(),
            everySlice ? onEverySlice(written, slices) : whereOccupied(written));
    checkLabels(plan, segmentation);
    return plan;
  }

  private static Map<Integer, Set<Integer>> onEverySlice(List<PlannedSegment> all, int slices) {
    Set<Integer> every =
        IntStream.range(0, slices).boxed().collect(Collectors.toCollection(TreeSet::new));
    return all.stream().collect(Collectors.toMap(PlannedSegment::number, segment -> every));
  }

  private static Map<Integer, Set<Integer>> whereOccupied(List<PlannedSegment> all) {
    return all.stream()
        .collect(
            Collectors.toMap(PlannedSegment::number, segment -> segment.mask().occupiedSlices()));
  }

  private static PixelForm form(
      Segmentation segmentation, Map<Integer, SegmentFractions> fractions, SegType type) {
    return switch (type) {
      case BINARY -> PixelForm.binary();
      case FRACTIONAL -> {
        Set<Integer> maxima =
            fractions.values().stream()
                .map(SegmentFractions::maximum)
                .collect(Collectors.toCollection(TreeSet::new));
        if (maxima.size() > 1) {
          throw new IllegalArgumentException("fractions with different maxima " + maxima);
        }
        yield PixelForm.fractional(
            maxima.isEmpty() ? SegmentFractions.MAX_STEPS : maxima.iterator().next());
      }
      case LABELMAP ->
          PixelForm.labels(
              segmentation.entries().stream()
                  .mapToInt(entry -> entry.segment().number())
                  .max()
                  .orElse(1));
    };
  }

  private static SegmentFractions fractionsOf(
      Segmentation.Entry entry, Map<Integer, SegmentFractions> fractions, int maximum) {
    SegmentFractions given = fractions.get(entry.segment().number());
    return given == null ? SegmentFractions.of(entry.mask(), maximum) : given;
  }

  /** A voxel of a label map can belong to one segment only. */
  static void checkLabels(FramePlan plan, Segmentation segmentation) throws SegWriteException {
    if (plan.form().type() == SegType.LABELMAP && plan.overlaps(segmentation.geometry())) {
      throw new SegWriteException(
          "Cannot save the segmentation as a label map: segments overlap, and a voxel of a label"
              + " map belongs to one only. Save it as a binary segmentation.");
    }
  }
}
