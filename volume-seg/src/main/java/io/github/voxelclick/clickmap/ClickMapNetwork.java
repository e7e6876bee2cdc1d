package io.github.voxelclick.clickmap;

import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.onnx.FloatTensor;
import io.github.voxelclick.onnx.InputBuffers;
import io.github.voxelclick.onnx.OrtModel;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.resample.LinearTaps;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One look of a click-map network: which part of the slice, at what size, with which points, and
 * the answer back on the slice. Rules of RITM's reference ({@code isegm.inference}), resampling
 * with aligned corners as there.
 */
final class ClickMapNetwork {
  /** Red, green, blue and the probabilities so far. */
  static final int CHANNELS = 4;

  /** Row, column and order of a click. */
  static final int POINT_NUMBERS = 3;

  private static final float NOWHERE = -1;

  private final ModelProfile profile;
  private final ClickMapProfile how;
  private final OrtModel graph;
  private final Optional<ClickMapRefiner> refiner;

  /** Filled and used by one run at a time, which holds its lock. */
  private final InputBuffers inputs = new InputBuffers();

  ClickMapNetwork(
      ModelProfile profile,
      ClickMapProfile how,
      OrtModel graph,
      Optional<ClickMapRefiner> refiner) {
    this.profile = profile;
    this.how = how;
    this.graph = graph;
    this.refiner = refiner;
  }

  /**
   * Answers all clicks.
   *
   * @param image 0 to 1, [rows × columns]
   * @param previous probabilities that the network is shown, [rows × columns]
   * @param state what it knows from earlier looks
   */
  ClickMapState answer(
      SliceGrid grid,
      float[] image,
      List<PointPrompt> clicks,
      float[] previous,
      ClickMapState state,
      Progress progress)
      throws ModelException {
    Optional<ZoomRegion> region = region(grid, clicks, state);
    ZoomRegion seen = region.orElseGet(() -> ZoomRegion.whole(grid));
    int[] size = size(seen, region.isPresent());
    boolean limited =
        how.resize() == ClickMapProfile.Resize.LONGEST
            && region.isEmpty()
            && size[0] != seen.rows();
    float[] picture = cut(image, grid, seen, size);
    float[] mask = cut(previous, grid, seen, size);
    Look look = look(picture, mask, points(clicks, seen, size), size, progress);
    float[] probabilities = probabilities(profile, look.logits());
    boolean sawWhole = state.sawWhole() || limited;
    // The reference brings every look to the size of a slice that was once scaled down as a whole.
    boolean viaWhole = region.isPresent() && state.sawWhole();
    float[] part = back(probabilities, size, seen, viaWhole ? Optional.of(grid) : Optional.empty());
    float[] answer = paste(part, grid, seen);
    if (refiner.isPresent()) {
      ClickMapRefiner.Found found =
          new ClickMapRefiner.Found(seen, answer, look.logits(), look.feature().orElseThrow());
      answer = refiner.get().refine(grid, image, clicks, previous, found, progress);
    }
    return new ClickMapState(answer, true, region, sawWhole);
  }

  /**
   * What the first graph gave.
   *
   * @param logits at the size of its input, mean of both mirror images
   * @param feature what the refiner wants of it
   */
  @SuppressWarnings("ArrayRecordComponent") // lives within one answer
  private record Look(float[] logits, Optional<FloatTensor> feature) {}

  static float[] probabilities(ModelProfile profile, float[] logits) throws ModelException {
    float[] probabilities = new float[logits.length];
    for (int n = 0; n < logits.length; n++) {
      if (Float.isNaN(logits[n])) {
        throw new ModelException(
            "The model "
                + profile.id()
                + " gave NaN, expected logits. Choose the profile made for this model.");
      }
      probabilities[n] = (float) (1 / (1 + Math.exp(-logits[n])));
    }
    return probabilities;
  }

  /** The part to look at; empty for the whole slice as it is. */
  private Optional<ZoomRegion> region(
      SliceGrid grid, List<PointPrompt> clicks, ClickMapState state) {
    ClickMapProfile.Zoom zoom = how.zoom();
    if (clicks.size() <= zoom.afterClicks()) {
      return state.region();
    }
    Optional<ZoomRegion> current = Optional.empty();
    if (state.answered()) {
      SliceMask mask =
          SliceMask.of(
              grid.columns(),
              grid.rows(),
              (c, r) -> state.probabilities()[r * grid.columns() + c] > zoom.threshold());
      current =
          mask.isEmpty() ? Optional.empty() : Optional.of(ZoomRegion.around(mask, clicks, zoom));
    }
    if (current.isEmpty()) {
      if (zoom.afterClicks() >= 0) {
        return Optional.empty();
      }
      current = Optional.of(ZoomRegion.whole(grid));
    }
    boolean keeps =
        state.region().isPresent()
            && state.region().get().holds(clicks)
            && current.get().overlap(state.region().get()) >= zoom.keepOverlap();
    return keeps ? state.region() : current;
  }

  /** Rows and columns at which a part is looked at. */
  private int[] size(ZoomRegion seen, boolean zoomed) {
    int longest = Math.max(seen.rows(), seen.columns());
    int target = zoomed ? profile.side() : Math.min(longest, how.wholeLongest().orElse(longest));
    if (how.resize() == ClickMapProfile.Resize.STRETCH) {
      return new int[] {profile.side(), profile.side()};
    }
    double scale = (double) target / longest;
    return new int[] {
      Math.max(1, (int) Math.rint(seen.rows() * scale)),
      Math.max(1, (int) Math.rint(seen.columns() * scale))
    };
  }

  /** A part of a slice, resampled to rows and columns. */
  static float[] cut(float[] slice, SliceGrid grid, ZoomRegion seen, int[] size) {
    float[] part = new float[seen.rows() * seen.columns()];
    for (int row = 0; row < seen.rows(); row++) {
      System.arraycopy(
          slice,
          (seen.firstRow() + row) * grid.columns() + seen.firstColumn(),
          part,
          row * seen.columns(),
          seen.columns());
    }
    return LinearTaps.apply(
        part,
        seen.columns(),
        LinearTaps.bilinearCorners(seen.columns(), size[1]),
        LinearTaps.bilinearCorners(seen.rows(), size[0]));
  }

  private static float[] back(
      float[] probabilities, int[] size, ZoomRegion seen, Optional<SliceGrid> via) {
    LinearTaps across;
    LinearTaps down;
    if (via.isPresent()) {
      int columns = via.get().columns();
      int rows = via.get().rows();
      across =
          LinearTaps.bilinearCorners(columns, seen.columns())
              .after(LinearTaps.bilinearCorners(size[1], columns));
      down =
          LinearTaps.bilinearCorners(rows, seen.rows())
              .after(LinearTaps.bilinearCorners(size[0], rows));
    } else {
      across = LinearTaps.bilinearCorners(size[1], seen.columns());
      down = LinearTaps.bilinearCorners(size[0], seen.rows());
    }
    return LinearTaps.apply(probabilities, size[1], across, down);
  }

  private static float[] paste(float[] part, SliceGrid grid, ZoomRegion seen) {
    float[] slice = new float[grid.pixels()];
    for (int row = 0; row < seen.rows(); row++) {
      System.arraycopy(
          part,
          row * seen.columns(),
          slice,
          (seen.firstRow() + row) * grid.columns() + seen.firstColumn(),
          seen.columns());
    }
    return slice;
  }

  /** Clicks in the part as it is looked at: row, column, order; positive before negative ones. */
  static float[] points(List<PointPrompt> clicks, ZoomRegion seen, int[] size) {
    List<float[]> positive = new ArrayList<>();
    List<float[]> negative = new ArrayList<>();
    for (int order = 0; order < clicks.size(); order++) {
      PointPrompt click = clicks.get(order);
      double row = size[0] * (click.at().row() - seen.firstRow()) / seen.rows();
      double column = size[1] * (click.at().column() - seen.firstColumn()) / seen.columns();
      (click.positive() ? positive : negative)
          .add(new float[] {(float) row, (float) column, order});
    }
    int each = Math.max(1, Math.max(positive.size(), negative.size()));
    float[] points = new float[2 * each * POINT_NUMBERS];
    Arrays.fill(points, NOWHERE);
    for (int n = 0; n < positive.size(); n++) {
      System.arraycopy(positive.get(n), 0, points, n * POINT_NUMBERS, POINT_NUMBERS);
    }
    for (int n = 0; n < negative.size(); n++) {
      System.arraycopy(negative.get(n), 0, points, (each + n) * POINT_NUMBERS, POINT_NUMBERS);
    }
    return points;
  }

  /** Runs the network on the part, and on its mirror image, and takes the mean of the logits. */
  private Look look(float[] picture, float[] mask, float[] points, int[] size, Progress progress)
      throws ModelException {
    int windows = how.mirrored() ? 2 : 1;
    int pixels = size[0] * size[1];
    float[] images = new float[windows * CHANNELS * pixels];
    float[] clicks = new float[windows * points.length];
    for (int window = 0; window < windows; window++) {
      boolean mirror = window == 1;
      for (int channel = 0; channel < CHANNELS; channel++) {
        float[] plane = channel == CHANNELS - 1 ? mask : picture;
        float[] shown = mirror ? mirrored(plane, size[1]) : plane;
        System.arraycopy(shown, 0, images, (window * CHANNELS + channel) * pixels, pixels);
      }
      for (int n = 0; n < points.length; n++) {
        boolean mirroredColumn = mirror && n % POINT_NUMBERS == 1 && !isNowhere(points, n);
        clicks[window * points.length + n] = mirroredColumn ? size[1] - points[n] - 1 : points[n];
      }
    }
    int count = points.length / POINT_NUMBERS;
    Set<String> wanted = new HashSet<>(Set.of(how.logits()));
    how.refiner().ifPresent(r -> wanted.add(r.feature()));
    Map<String, FloatTensor> all;
    synchronized (inputs) {
      all =
          graph.run(
              Map.of(
                  how.image(),
                  inputs.fill(
                      how.image(),
                      graph.type(how.image()),
                      images,
                      windows,
                      CHANNELS,
                      size[0],
                      size[1]),
                  how.points(),
                  inputs.fill(
                      how.points(),
                      graph.type(how.points()),
                      clicks,
                      windows,
                      count,
                      POINT_NUMBERS)),
              wanted,
              progress);
    }
    FloatTensor given = all.get(how.logits());
    float[] first = window(given, 0, windows, size);
    if (windows == 1) {
      return new Look(first, how.refiner().map(r -> all.get(r.feature())));
    }
    float[] second = mirrored(window(given, 1, windows, size), size[1]);
    for (int n = 0; n < first.length; n++) {
      first[n] = (first[n] + second[n]) / 2;
    }
    return new Look(first, Optional.empty());
  }

  private static boolean isNowhere(float[] points, int n) {
    return points[n - n % POINT_NUMBERS + 2] < 0;
  }

  /** A window's logits at the size of the input. */
  private float[] window(FloatTensor given, int window, int windows, int[] size)
      throws ModelException {
    int columns = given.fromLast(0);
    int rows = given.fromLast(1);
    if (given.values().length != windows * rows * columns) {
      throw new ModelException(
          "The model "
              + profile.id()
              + " gave "
              + given
              + ", expected one mask for each of "
              + windows
              + " windows. Choose the profile made for this model.");
    }
    float[] logits =
        Arrays.copyOfRange(given.values(), window * rows * columns, (window + 1) * rows * columns);
    return rows == size[0] && columns == size[1]
        ? logits
        : LinearTaps.apply(
            logits,
            columns,
            LinearTaps.bilinearCorners(columns, size[1]),
            LinearTaps.bilinearCorners(rows, size[0]));
  }

  private static float[] mirrored(float[] plane, int columns) {
    float[] out = new float[plane.length];
    for (int n = 0; n < plane.length; n++) {
      int column = n % columns;
      out[n] = plane[n - column + columns - 1 - column];
    }
    return out;
  }
}
