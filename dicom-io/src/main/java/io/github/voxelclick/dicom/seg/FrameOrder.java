package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Slices of frames that say nothing about their place, by their order: the index of the only
 * dimension beside the segment, else the order among the frames of the same segment. Only where
 * that gives as many places as there are slices.
 *
 * @param slices slice of each frame; empty when there is no such order
 */
record FrameOrder(List<Integer> slices) {
  static FrameOrder of(SegObject seg, SourceSeries source) {
    List<Integer> ranks = byDimension(seg).orElseGet(() -> bySegment(seg));
    TreeSet<Integer> distinct = new TreeSet<>(ranks);
    if (distinct.size() != source.images().size()) {
      return new FrameOrder(List.of());
    }
    List<Integer> ordered = List.copyOf(distinct);
    List<Integer> sliceOfRank = sliceOfReference(seg, source);
    return new FrameOrder(
        ranks.stream().map(rank -> sliceOfRank.get(ordered.indexOf(rank))).toList());
  }

  private static Optional<List<Integer>> byDimension(SegObject seg) {
    Sequence dimensions = seg.dataset().getSequence(Tag.DimensionIndexSequence);
    List<Integer> places = new ArrayList<>();
    for (int d = 0; dimensions != null && d < dimensions.size(); d++) {
      if (dimensions.get(d).getInt(Tag.DimensionIndexPointer, 0) != Tag.ReferencedSegmentNumber) {
        places.add(d);
      }
    }
    if (places.size() != 1) {
      return Optional.empty();
    }
    List<Integer> ranks = new ArrayList<>();
    for (int f = 0; f < seg.frames(); f++) {
      int[] values =
          seg.group(f, Tag.FrameContentSequence)
              .map(content -> content.getInts(Tag.DimensionIndexValues))
              .orElse(null);
      if (values == null || values.length <= places.get(0)) {
        return Optional.empty();
      }
      ranks.add(values[places.get(0)]);
    }
    return Optional.of(ranks);
  }

  private static List<Integer> bySegment(SegObject seg) {
    Map<Integer, Integer> seen = new HashMap<>();
    List<Integer> ranks = new ArrayList<>();
    for (int f = 0; f < seg.frames(); f++) {
      int segment =
          seg.group(f, Tag.SegmentIdentificationSequence)
              .map(item -> item.getInt(Tag.ReferencedSegmentNumber, 0))
              .orElse(0);
      ranks.add(seen.merge(segment, 1, Integer::sum));
    }
    return ranks;
  }

  /** The slices in the order in which the object refers to them, else as they are. */
  private static List<Integer> sliceOfReference(SegObject seg, SourceSeries source) {
    Map<String, Integer> sliceOf = new HashMap<>();
    for (SourceImage image : source.images()) {
      sliceOf.put(image.sopInstanceUid(), sliceOf.size());
    }
    Attributes series = seg.dataset().getNestedDataset(Tag.ReferencedSeriesSequence);
    Sequence instances = series == null ? null : series.getSequence(Tag.ReferencedInstanceSequence);
    List<Integer> slices = new ArrayList<>();
    for (int n = 0; instances != null && n < instances.size(); n++) {
      Integer k = sliceOf.get(instances.get(n).getString(Tag.ReferencedSOPInstanceUID, ""));
      if (k != null && !slices.contains(k)) {
        slices.add(k);
      }
    }
    if (slices.size() == source.images().size()) {
      return slices;
    }
    List<Integer> asTheyAre = new ArrayList<>();
    for (int k = 0; k < source.images().size(); k++) {
      asTheyAre.add(k);
    }
    return asTheyAre;
  }

  Optional<Integer> slice(int frame) {
    return slices.isEmpty() ? Optional.empty() : Optional.of(slices.get(frame));
  }
}
