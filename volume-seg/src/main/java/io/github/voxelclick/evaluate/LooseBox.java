package io.github.voxelclick.evaluate;

import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.SplittableRandom;

/**
 * The box that a user would draw round a structure: a little too large, and not exact.
 *
 * <p>The tight box has its sides on the outer edges of the structure's outermost pixels, so its
 * width and height in pixels are those of the structure. Each side moves outwards by 5 % of the
 * length across, then by a uniform random part of −5 % to +5 % of that length, and is then taken
 * outwards to the next edge between pixels. So the box never cuts the structure, holds at most 10 %
 * and one pixel more on each side, and ends at the rim of the slice. The randomness depends on the
 * seed, the slice, the value and the tight box alone.
 */
final class LooseBox {
  private static final double GROWTH = 0.05;
  private static final double JITTER = 0.05;

  /** Odd constant of Steele, Lea and Flood's SplitMix (OOPSLA 2014), to mix the parts of a seed. */
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private LooseBox() {}

  /**
   * The box.
   *
   * @param truth the structure on the slice, not empty
   * @param seed any number; equal seeds give equal boxes
   * @param value of the structure in its label image
   * @return corners at pixel centres, inside the slice
   */
  static BoxPrompt of(SlicePlane plane, SliceMask truth, long seed, int value) {
    SliceMask.Bounds tight = truth.bounds().orElseThrow();
    SplittableRandom random =
        new SplittableRandom(
            mix(
                seed,
                value,
                plane.index(),
                tight.minColumn(),
                tight.minRow(),
                tight.maxColumn(),
                tight.maxRow()));
    double width = tight.maxColumn() - tight.minColumn() + 1;
    double height = tight.maxRow() - tight.minRow() + 1;
    double left = tight.minColumn() - outwards(width, random);
    double right = tight.maxColumn() + outwards(width, random);
    double top = tight.minRow() - outwards(height, random);
    double bottom = tight.maxRow() + outwards(height, random);
    return new BoxPrompt(
        plane,
        new PlanePoint(Math.max(0, left), Math.max(0, top)),
        new PlanePoint(
            Math.min(truth.columns() - 1.0, right), Math.min(truth.rows() - 1.0, bottom)));
  }

  /** Whole pixels, 0 to ⌈a tenth of the side⌉. */
  private static double outwards(double side, SplittableRandom random) {
    double pixels = side * GROWTH + side * JITTER * (2 * random.nextDouble() - 1);
    return Math.max(0, Math.ceil(pixels));
  }

  private static long mix(long... parts) {
    long mixed = 0;
    for (long part : parts) {
      mixed = (mixed ^ part) * MIX;
      mixed ^= mixed >>> 32;
    }
    return mixed;
  }
}
