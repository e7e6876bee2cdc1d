package io.github.voxelclick.session;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which slices a person should look at, those first that most is probably wrong with. */
public final class ReviewQueue {
  private ReviewQueue() {}

  /**
   * A slice to look at.
   *
   * @param plane the slice
   * @param confidence 0 to 1, what the model or the interpolation thinks of it
   * @param expectedWrong how many pixels are probably wrong, at least 0
   */
  public record Item(SlicePlane plane, double confidence, double expectedWrong) {
    /**
     * Takes the confidence for the expected Dice between the mask and the structure and supposes
     * that both have the same number of pixels.
     *
     * @param pixels of the mask
     */
    static Item of(SliceState slice, int pixels) {
      return new Item(slice.plane(), slice.confidence(), 2.0 * pixels * (1 - slice.confidence()));
    }
  }

  /**
   * The slices that were carried or interpolated and that nobody worked on or confirmed since, by
   * falling number of pixels that are probably wrong; equals by axis and index. By confidence alone
   * the thin ends of a structure would come first, where little can be gained.
   */
  public static List<Item> of(SegmentState segment) {
    Map<SliceAxis, int[]> counts = new EnumMap<>(SliceAxis.class);
    return segment.slices().values().stream()
        .filter(slice -> !slice.isTouched())
        .map(slice -> Item.of(slice, pixels(segment.mask(), slice.plane(), counts)))
        .sorted(
            Comparator.comparingDouble(Item::expectedWrong).reversed().thenComparing(Item::plane))
        .toList();
  }

  private static int pixels(Mask mask, SlicePlane plane, Map<SliceAxis, int[]> counts) {
    return counts.computeIfAbsent(plane.axis(), axis -> PixelCounts.of(mask, axis))[plane.index()];
  }
}
