package io.github.voxelclick.model;

import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.Window;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Chooses the window in which a model sees a volume, by its profile's {@link IntensityRecipe}.
 * Deterministic: it depends on the volume and the prompt alone. Thread-safe.
 */
public final class IntensityWindows {
  /** Volumes of unknown modality count as CT when they reach below and above these values, HU. */
  private static final double AIR_HU = -500;

  private static final double BONE_HU = 200;

  /** How far round a click values are looked at, pixels. */
  private static final int CLICK_RADIUS = 3;

  private static final int MOST_SAMPLES = 1 << 20;

  private final Volume volume;
  private final IntensityRecipe recipe;

  /** Guarded by this object's lock; empty until a window is first asked for. */
  private float[] sortedSamples = {};

  /** A chooser for one volume. */
  public IntensityWindows(Volume volume, IntensityRecipe recipe) {
    this.volume = Objects.requireNonNull(volume, "volume");
    this.recipe = Objects.requireNonNull(recipe, "recipe");
  }

  /**
   * The window for a structure.
   *
   * @param firstPositive a prompt that says where it is, if there is one
   */
  public Window choose(Optional<Prompt> firstPositive) {
    if (!isCt()) {
      return percentiles();
    }
    double median = firstPositive.map(this::medianUnder).orElse(Double.NaN);
    if (median < recipe.ctLungBelow()) {
      return recipe.ctLung();
    }
    return median > recipe.ctBoneAbove() ? recipe.ctBone() : recipe.ctSoft();
  }

  private boolean isCt() {
    if (volume.data() instanceof VoxelData.Rgb8) {
      return false; // a picture, whatever made it
    }
    if (!volume.modality().isEmpty()) {
      return volume.modality().equals("CT");
    }
    float[] samples = samples();
    return samples.length > 0 && samples[0] <= AIR_HU && samples[samples.length - 1] >= BONE_HU;
  }

  private Window percentiles() {
    float[] samples = recipe.aboveZero() ? aboveZero(samples()) : samples();
    if (samples.length == 0) {
      return new Window(0, 1);
    }
    double low = percentile(samples, recipe.lowPercentile());
    double high = percentile(samples, recipe.highPercentile());
    // A constant image has no contrast to lose.
    return low < high ? new Window(low, high) : new Window(low, low + 1);
  }

  private static float[] aboveZero(float[] sorted) {
    int first = 0;
    while (first < sorted.length && sorted[first] <= 0) {
      first++;
    }
    return Arrays.copyOfRange(sorted, first, sorted.length);
  }

  private static double percentile(float[] sorted, double percent) {
    double place = percent / 100 * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Finite modality values of the volume without padding, evenly spread over it, ascending. */
  private synchronized float[] samples() {
    if (sortedSamples.length > 0) {
      return sortedSamples;
    }
    GridSize size = volume.size();
    long stride = Math.max(1, (size.voxels() + MOST_SAMPLES - 1) / MOST_SAMPLES);
    while (greatestCommonDivisor(stride, size.i()) > 1) {
      stride++; // else only some columns would ever be looked at
    }
    float[] values = new float[(int) ((size.voxels() + stride - 1) / stride)];
    int n = 0;
    for (long at = 0; at < size.voxels(); at += stride) {
      int k = (int) (at / size.voxelsPerSlice());
      int offset = (int) (at % size.voxelsPerSlice());
      float value = (float) volume.rescale().apply(volume.data().stored(k, offset));
      if (Float.isFinite(value) && !volume.isPadding(k, offset)) {
        values[n++] = value;
      }
    }
    sortedSamples = Arrays.copyOf(values, n);
    Arrays.sort(sortedSamples);
    return sortedSamples;
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  /** NaN when the prompt covers no pixel of the volume. */
  private double medianUnder(Prompt prompt) {
    double[] values = new ValuesUnder(volume, prompt.plane()).of(prompt);
    if (values.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  /** Collects the modality values that a prompt covers. */
  private static final class ValuesUnder {
    private final Volume volume;
    private final SlicePlane plane;
    private double[] values = new double[64];
    private int count;

    ValuesUnder(Volume volume, SlicePlane plane) {
      this.volume = volume;
      this.plane = plane;
    }

    double[] of(Prompt prompt) {
      if (prompt instanceof PointPrompt p) {
        addDisk(p.at());
      } else if (prompt instanceof ScribblePrompt s) {
        s.points().forEach(this::addDisk);
      } else if (prompt instanceof BoxPrompt b) {
        addMiddle(b);
      } else if (prompt instanceof MaskPrompt m) {
        addMask(m);
      }
      return Arrays.copyOf(values, count);
    }

    private void addDisk(PlanePoint centre) {
      int column = (int) Math.round(centre.column());
      int row = (int) Math.round(centre.row());
      for (int y = -CLICK_RADIUS; y <= CLICK_RADIUS; y++) {
        for (int x = -CLICK_RADIUS; x <= CLICK_RADIUS; x++) {
          if (x * x + y * y <= CLICK_RADIUS * CLICK_RADIUS) {
            add(column + x, row + y);
          }
        }
      }
    }

    /** The middle half of each side: the corners of a box are rarely of the structure. */
    private void addMiddle(BoxPrompt box) {
      double width = box.max().column() - box.min().column();
      double height = box.max().row() - box.min().row();
      int firstColumn = (int) Math.round(box.min().column() + width / 4);
      int lastColumn = (int) Math.round(box.max().column() - width / 4);
      int firstRow = (int) Math.round(box.min().row() + height / 4);
      int lastRow = (int) Math.round(box.max().row() - height / 4);
      for (int row = firstRow; row <= lastRow; row++) {
        for (int column = firstColumn; column <= lastColumn; column++) {
          add(column, row);
        }
      }
    }

    private void addMask(MaskPrompt m) {
      for (int row = 0; row < m.mask().rows(); row++) {
        for (int column = 0; column < m.mask().columns(); column++) {
          if (m.mask().get(column, row)) {
            add(column, row);
          }
        }
      }
    }

    private void add(int column, int row) {
      VoxelIndex v = plane.voxel(column, row);
      GridSize size = volume.size();
      if (size.contains(v) && !volume.isPadding(v.k(), v.i() + v.j() * size.i())) {
        if (count == values.length) {
          values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = volume.value(v);
      }
    }
  }
}
