package io.github.voxelclick.seednet;

import io.github.voxelclick.model.ProbabilityMap;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where on a slice the network looks to answer a query. A first click says nothing of the
 * structure's size, so it is looked at in windows of several sizes; every other query says where to
 * look.
 */
final class SeedNetLooks {
  /** Runs the network on windows. */
  @FunctionalInterface
  interface Eye {
    /**
     * Looks.
     *
     * @param withPrevious whether the network is shown the probability so far
     * @param mirrored whether it also sees the windows mirrored and the mean is taken
     * @return an answer for each window
     */
    List<Seen> look(List<LookWindow> windows, boolean withPrevious, boolean mirrored)
        throws ModelException;
  }

  /**
   * An answer.
   *
   * @param values probabilities [rows × columns] of the slice, 0 outside the window
   * @param fit how well the network expects the mask to fit (Dice), 0 to 1
   * @param presence how sure it is that there is something to find, 0 to 1
   * @param choice how well it expects the mask to fit what a first click meant (Dice on the slice),
   *     0 to 1; of other looks without a meaning
   */
  @SuppressWarnings("ArrayRecordComponent") // stays within this package and is never compared
  record Seen(float[] values, double fit, double presence, double choice) {
    static Seen nothing(SliceGrid grid) {
      return new Seen(new float[grid.pixels()], 0, 0, 0);
    }

    Seen with(float[] other) {
      return new Seen(other, fit, presence, choice);
    }
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

  /** Answers a query. */
  Seen answer(SliceQuery query) throws ModelException {
    List<Prompt> prompts = new ArrayList<>(query.prompts());
    prompts.removeIf(MaskPrompt.class::isInstance); // those are in the probability so far
    Optional<SliceMask> mask =
        query.previous().map(p -> p.probability().above(threshold)).filter(m -> !m.isEmpty());
    if (prompts.isEmpty()) {
      return query.neighbour().isPresent()
          ? carried(query.neighbour().get().mask())
          : query
              .previous()
              .map(p -> new Seen(p.probability().values(), 1, 1, 1))
              .orElseGet(() -> Seen.nothing(grid));
    }
    if (mask.isPresent()) {
      return once(windows.around(mask, points(prompts), settings.laterZoom()), true);
    }
    Optional<BoxPrompt> box = lastBox(prompts);
    return box.isPresent() ? boxed(box.get(), prompts) : first(prompts);
  }

  /** A first box: mixed with its ellipse, which the network's answer is a correction of. */
  private Seen boxed(BoxPrompt box, List<Prompt> prompts) throws ModelException {
    LookWindow window = windows.around(Optional.empty(), points(prompts), settings.boxZoom());
    Seen seen = once(window, false);
    return seen.with(mixed(seen.values(), ellipse(box), settings.ellipseShare()));
  }

  /** 1 in the ellipse that touches the box's sides, [rows × columns] of the slice. */
  private float[] ellipse(BoxPrompt box) {
    return ProbabilityMap.of(SliceMask.of(grid.columns(), grid.rows(), box::inEllipse)).values();
  }

  private static Optional<BoxPrompt> lastBox(List<Prompt> prompts) {
    return prompts.stream()
        .filter(BoxPrompt.class::isInstance)
        .map(BoxPrompt.class::cast)
        .reduce((before, after) -> after);
  }

  private Seen once(LookWindow window, boolean withPrevious) throws ModelException {
    return eye.look(List.of(window), withPrevious, true).get(0);
  }

  private Seen first(List<Prompt> prompts) throws ModelException {
    List<LookWindow> first = new ArrayList<>();
    Optional<PlanePoint> click = lastPositive(prompts);
    for (double part : settings.firstLooks()) {
      if (part >= 1) {
        first.add(windows.whole());
      } else if (click.isPresent() && windows.sideOf(part) >= settings.leastSide()) {
        first.add(windows.around(click.get(), part));
      }
    }
    // Few windows, as small slices have, leave time to see each mirrored as well.
    return mean(eye.look(first, false, first.size() <= settings.mostMirrored()));
  }

  private Seen carried(SliceMask neighbour) throws ModelException {
    if (neighbour.isEmpty()) {
      return Seen.nothing(grid);
    }
    Seen seen =
        once(windows.around(Optional.of(neighbour), List.of(), settings.neighbourZoom()), false);
    return above(seen.values(), threshold).count() < settings.leastCarriedPixels()
        ? Seen.nothing(grid)
        : seen;
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

  /** The mean of some answers; those that the network expects to be right weigh more. */
  private Seen mean(List<Seen> answers) {
    double best = answers.stream().mapToDouble(Seen::choice).max().orElseThrow();
    double[] weights =
        answers.stream()
            .mapToDouble(a -> Math.exp(settings.choiceSharpness() * (a.choice() - best)))
            .toArray();
    double sum = Arrays.stream(weights).sum();
    float[] mean = new float[grid.pixels()];
    double fit = 0;
    double presence = 0;
    double choice = 0;
    for (int w = 0; w < weights.length; w++) {
      double weight = weights[w] / sum;
      Seen answer = answers.get(w);
      fit += weight * answer.fit();
      presence += weight * answer.presence();
      choice += weight * answer.choice();
      for (int n = 0; n < mean.length; n++) {
        mean[n] += (float) weight * answer.values()[n];
      }
    }
    return new Seen(mean, fit, presence, choice);
  }

  private static float[] mixed(float[] a, float[] b, double shareOfB) {
    float[] mixed = new float[a.length];
    float share = (float) shareOfB;
    for (int n = 0; n < mixed.length; n++) {
      mixed[n] = (1 - share) * a[n] + share * b[n];
    }
    return mixed;
  }
}
