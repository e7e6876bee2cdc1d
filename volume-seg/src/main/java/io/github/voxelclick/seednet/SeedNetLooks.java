package io.github.voxelclick.seednet;

import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where on a slice the network looks to answer a query. A first click says nothing of the
 * structure's size, so it is looked at in windows of several sizes and then once more, closer;
 * every other query says where to look.
 */
final class SeedNetLooks {
  /** Runs the network on windows; the answers are probabilities on the slice's pixels. */
  @FunctionalInterface
  interface Eye {
    List<float[]> look(List<LookWindow> windows, boolean withPrevious) throws ModelException;
  }

  private final SeedNetSettings settings;
  private final SliceGrid grid;
  private final double threshold;
  private final LookWindow.Maker windows;
  private final Eye eye;

  SeedNetLooks(SeedNetSettings settings, SliceGrid grid, double threshold, Eye eye) {
    this.settings = settings;
    this.grid = grid;
    this.threshold = threshold;
    this.windows = new LookWindow.Maker(grid, settings.leastSide(), settings.mostSide());
    this.eye = eye;
  }

  /**
   * Answers a query.
   *
   * @return probabilities [rows × columns] of the slice
   */
  float[] answer(SliceQuery query) throws ModelException {
    List<Prompt> prompts = new ArrayList<>(query.prompts());
    prompts.removeIf(MaskPrompt.class::isInstance); // those are in the probability so far
    Optional<SliceMask> mask =
        query.previous().map(p -> p.above(threshold)).filter(m -> !m.isEmpty());
    if (prompts.isEmpty()) {
      return query.neighbour().isPresent()
          ? carried(query.neighbour().get().mask())
          : query.previous().map(p -> p.values()).orElseGet(() -> new float[grid.pixels()]);
    }
    if (mask.isPresent()) {
      return once(windows.around(mask, points(prompts), settings.laterZoom()), true);
    }
    if (prompts.stream().anyMatch(BoxPrompt.class::isInstance)) {
      return once(windows.around(Optional.empty(), points(prompts), settings.boxZoom()), false);
    }
    return first(prompts);
  }

  private float[] once(LookWindow window, boolean withPrevious) throws ModelException {
    return eye.look(List.of(window), withPrevious).get(0);
  }

  private float[] first(List<Prompt> prompts) throws ModelException {
    List<LookWindow> first = new ArrayList<>();
    Optional<PlanePoint> click = lastPositive(prompts);
    for (double part : settings.firstLooks()) {
      if (part >= 1) {
        first.add(windows.whole());
      } else if (click.isPresent()) {
        first.add(windows.around(click.get(), part));
      }
    }
    float[] mean = mean(eye.look(first, false));
    SliceMask found = above(mean, threshold);
    if (found.isEmpty()) {
      found = above(mean, settings.faintThreshold() * max(mean));
    }
    LookWindow closer = windows.around(Optional.of(found), points(prompts), settings.firstZoom());
    return mean(List.of(mean, once(closer, false)));
  }

  private float[] carried(SliceMask neighbour) throws ModelException {
    if (neighbour.isEmpty()) {
      return new float[grid.pixels()];
    }
    float[] values =
        once(windows.around(Optional.of(neighbour), List.of(), settings.neighbourZoom()), false);
    return above(values, threshold).count() < settings.leastCarriedPixels()
        ? new float[grid.pixels()]
        : values;
  }

  private static List<PlanePoint> points(List<Prompt> prompts) {
    return prompts.stream().flatMap(p -> p.extent().stream()).toList();
  }

  private static Optional<PlanePoint> lastPositive(List<Prompt> prompts) {
    for (int n = prompts.size() - 1; n >= 0; n--) {
      if (prompts.get(n).positive()) {
        List<PlanePoint> points = prompts.get(n).extent();
        return Optional.of(points.get(points.size() - 1));
      }
    }
    return Optional.empty();
  }

  private SliceMask above(float[] values, double limit) {
    return SliceMask.of(
        grid.columns(), grid.rows(), (c, r) -> values[r * grid.columns() + c] > limit);
  }

  private static float max(float[] values) {
    float max = 0;
    for (float v : values) {
      max = Math.max(max, v);
    }
    return max;
  }

  private static float[] mean(List<float[]> maps) {
    float[] sum = new float[maps.get(0).length];
    for (float[] map : maps) {
      for (int n = 0; n < sum.length; n++) {
        sum[n] += map[n] / maps.size();
      }
    }
    return sum;
  }
}
