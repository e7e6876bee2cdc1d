package io.github.voxelclick.session;

import io.github.voxelclick.volume.SlicePlane;
import java.util.Comparator;
import java.util.List;

/** Which slices a person should look at, the least certain first. */
public final class ReviewQueue {
  private ReviewQueue() {}

  /**
   * A slice to look at.
   *
   * @param plane the slice
   * @param confidence 0 to 1, what the model or the interpolation thinks of it
   */
  public record Item(SlicePlane plane, double confidence) {}

  /**
   * The slices that were carried or interpolated and that nobody worked on or confirmed since, by
   * rising confidence; equals by axis and index.
   */
  public static List<Item> of(SegmentState segment) {
    return segment.slices().values().stream()
        .filter(slice -> !slice.isTouched())
        .map(slice -> new Item(slice.plane(), slice.confidence()))
        .sorted(Comparator.comparingDouble(Item::confidence).thenComparing(Item::plane))
        .toList();
  }
}
