package io.github.voxelclick.evaluate;

import io.github.voxelclick.model.IntensityRecipe;
import io.github.voxelclick.model.IntensityWindows;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;
import java.util.BitSet;
import java.util.Optional;

/**
 * The classic wand as a baseline: from each positive click all connected pixels (4 neighbours) of
 * similar value, less the same round each negative click. A negative click whose region holds a
 * positive click changes nothing, for it would take that whole region away. Answers clicks only.
 */
public final class RegionGrowing implements SliceSolver {
  /** The tolerance that stands for a wand nobody tunes. */
  public static final double FIXED_TOLERANCE = 0.1;

  private final IntensityWindows windows;
  private final double tolerance;

  /**
   * @param volume all dialogues are about its slices
   * @param recipe the window in which values are compared, the same as the model's
   * @param tolerance largest difference to the clicked pixel, as part of the window, 0 to 1
   */
  public RegionGrowing(Volume volume, IntensityRecipe recipe, double tolerance) {
    if (!(tolerance >= 0 && tolerance <= 1)) {
      throw new IllegalArgumentException("tolerance " + tolerance + " is not in 0..1");
    }
    this.windows = new IntensityWindows(volume, recipe);
    this.tolerance = tolerance;
  }

  @Override
  public Dialogue begin(Volume volume, SlicePlane plane) {
    int columns = plane.axis().columns(volume.size());
    int rows = plane.axis().rows(volume.size());
    return new Dialogue() {
      private final Wand wand = new Wand();
      private Optional<float[]> image = Optional.empty();

      @Override
      public SliceMask answer(Prompt prompt) {
        if (!(prompt instanceof PointPrompt click)) {
          throw new IllegalArgumentException("a wand answers clicks only, not " + prompt);
        }
        if (image.isEmpty()) {
          Window window = windows.choose(Optional.of(prompt).filter(Prompt::positive));
          image = Optional.of(normalised(volume.slice(plane), window));
        }
        int start =
            (int) Math.round(click.at().row()) * columns + (int) Math.round(click.at().column());
        wand.add(start, flood(image.get(), columns, start), click.positive());
        BitSet left = wand.selected();
        return SliceMask.of(columns, rows, (c, r) -> left.get(r * columns + c));
      }
    };
  }

  /** Values in a window, in place; what is no number is 0. */
  static float[] normalised(float[] values, Window window) {
    for (int n = 0; n < values.length; n++) {
      values[n] = Float.isNaN(values[n]) ? 0 : window.normalise(values[n]);
    }
    return values;
  }

  private BitSet flood(float[] image, int columns, int start) {
    BitSet region = new BitSet(image.length);
    int[] stack = new int[image.length];
    int height = 0;
    stack[height++] = start;
    region.set(start);
    while (height > 0) {
      int at = stack[--height];
      int column = at % columns;
      int[] neighbours = {
        column > 0 ? at - 1 : -1, column < columns - 1 ? at + 1 : -1, at - columns, at + columns
      };
      for (int n : neighbours) {
        if (n >= 0
            && n < image.length
            && !region.get(n)
            && Math.abs(image[n] - image[start]) <= tolerance) {
          region.set(n);
          stack[height++] = n;
        }
      }
    }
    return region;
  }
}
