package io.github.voxelclick.evaluate;

import io.github.voxelclick.model.IntensityRecipe;
import io.github.voxelclick.model.IntensityWindows;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The classic wand as a baseline: from each positive click all connected pixels (4 neighbours) of
 * similar value, less the same round each negative click. A negative click whose region holds a
 * positive click changes nothing, for it would take that whole region away. Answers clicks only.
 */
public final class RegionGrowing implements SliceSolver {
  /** The tolerance that stands for a wand nobody tunes. */
  private static final double FIXED_TOLERANCE = 0.1;

  /** Tolerances from which an oracle chooses: 16, as multiples of the step. */
  private static final int TOLERANCES = 16;

  private static final double TOLERANCE_STEP = 0.025;

  private final IntensityWindows windows;
  private final Settings settings;

  /**
   * How the wand is tuned.
   *
   * @param tolerance largest difference to the clicked pixel, as part of the window, 0 to 1
   * @param smoothed whether it looks at the image smoothed by a standard deviation of one pixel
   * @param filled whether holes in the result are filled, by 4 neighbours
   */
  public record Settings(double tolerance, boolean smoothed, boolean filled) {
    /** Checks the range. */
    public Settings {
      if (!(tolerance >= 0 && tolerance <= 1)) {
        throw new IllegalArgumentException("tolerance " + tolerance + " is not in 0..1");
      }
    }

    /** A wand that nobody tunes. */
    public static Settings untuned() {
      return new Settings(FIXED_TOLERANCE, false, false);
    }

    /** 16 tolerances (0.025 to 0.4), each with and without smoothing and filling: 64 in all. */
    public static List<Settings> all() {
      List<Settings> all = new ArrayList<>();
      for (int n = 1; n <= TOLERANCES; n++) {
        for (boolean smoothed : new boolean[] {false, true}) {
          for (boolean filled : new boolean[] {false, true}) {
            all.add(new Settings(n * TOLERANCE_STEP, smoothed, filled));
          }
        }
      }
      return List.copyOf(all);
    }
  }

  /**
   * @param volume all dialogues are about its slices
   * @param recipe the window in which values are compared, the same as the model's
   * @param settings how the wand is tuned
   */
  public RegionGrowing(Volume volume, IntensityRecipe recipe, Settings settings) {
    this(new IntensityWindows(volume, recipe), settings);
  }

  private RegionGrowing(IntensityWindows windows, Settings settings) {
    this.windows = windows;
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /** A wand for each of {@link Settings#all}, from which an oracle takes the best. */
  static List<OracleSolver> all(Volume volume, IntensityRecipe recipe) {
    IntensityWindows windows = new IntensityWindows(volume, recipe);
    return Settings.all().stream()
        .map(s -> OracleSolver.blind(new RegionGrowing(windows, s)))
        .toList();
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
          float[] values = normalised(volume.slice(plane), window);
          image =
              Optional.of(settings.smoothed() ? Smoothing.binomial(values, columns, rows) : values);
        }
        int start =
            (int) Math.round(click.at().row()) * columns + (int) Math.round(click.at().column());
        wand.add(start, flood(image.get(), columns, start), click.positive());
        BitSet left = settings.filled() ? filled(wand.selected(), columns, rows) : wand.selected();
        return SliceMask.of(columns, rows, (c, r) -> left.get(r * columns + c));
      }
    };
  }

  /** Values in a window, in place; what is no number is 0. */
  private static float[] normalised(float[] values, Window window) {
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
            && Math.abs(image[n] - image[start]) <= settings.tolerance()) {
          region.set(n);
          stack[height++] = n;
        }
      }
    }
    return region;
  }

  /** The mask with all pixels that cannot reach the rim of the slice by 4 unset neighbours. */
  private static BitSet filled(BitSet mask, int columns, int rows) {
    BitSet reached = (BitSet) mask.clone();
    int[] stack = new int[columns * rows];
    int height = 0;
    for (int n = 0; n < columns * rows; n++) {
      boolean rim =
          n < columns || n >= columns * (rows - 1) || n % columns == 0 || (n + 1) % columns == 0;
      if (rim && !reached.get(n)) {
        reached.set(n);
        stack[height++] = n;
      }
    }
    while (height > 0) {
      int at = stack[--height];
      int column = at % columns;
      int[] neighbours = {
        column > 0 ? at - 1 : -1, column < columns - 1 ? at + 1 : -1, at - columns, at + columns
      };
      for (int n : neighbours) {
        if (n >= 0 && n < columns * rows && !reached.get(n)) {
          reached.set(n);
          stack[height++] = n;
        }
      }
    }
    reached.flip(0, columns * rows); // the holes
    reached.or(mask);
    return reached;
  }
}
