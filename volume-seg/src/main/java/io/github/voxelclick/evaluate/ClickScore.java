package io.github.voxelclick.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a solver did on all judged slices of a structure.
 *
 * @param trials one for each slice, at least one
 * @param boxDice Dice from the true box of each slice; empty when boxes were not judged
 */
public record ClickScore(List<ClickTrial> trials, List<Double> boxDice) {
  private static final double IOU_85 = 0.85;
  private static final double IOU_90 = 0.90;

  /** Takes the lists as they are at this moment. */
  public ClickScore {
    trials = List.copyOf(trials);
    boxDice = List.copyOf(boxDice);
    if (trials.isEmpty()) {
      throw new IllegalArgumentException("no slice was judged");
    }
  }

  /** The same clicks with results from the true boxes. */
  ClickScore withBoxDice(List<Double> dice) {
    return new ClickScore(trials, dice);
  }

  /** Mean Dice after each click. */
  public List<Double> diceAfterClicks() {
    List<Double> means = new ArrayList<>();
    for (int n = 0; n < trials.get(0).dice().size(); n++) {
      int click = n;
      means.add(trials.stream().mapToDouble(t -> t.dice().get(click)).average().orElseThrow());
    }
    return List.copyOf(means);
  }

  /** Mean clicks to an IoU of 0.85, never counting as 20. */
  public double noc85() {
    return trials.stream().mapToInt(t -> t.clicksTo(IOU_85)).average().orElseThrow();
  }

  /** Mean clicks to an IoU of 0.90, never counting as 20. */
  public double noc90() {
    return trials.stream().mapToInt(t -> t.clicksTo(IOU_90)).average().orElseThrow();
  }

  /** Mean Dice from the true boxes, when they were judged. */
  public OptionalDouble diceBox() {
    return boxDice.stream().mapToDouble(Double::doubleValue).average();
  }

  /**
   * The time below which a part of all answers came.
   *
   * @param part 0 to 1
   * @return ms, 0 when no click was given
   */
  public double msPerClick(double part) {
    double[] sorted =
        trials.stream()
            .flatMap(t -> t.milliseconds().stream())
            .mapToDouble(v -> v)
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      return 0;
    }
    return sorted[(int) Math.max(0, Math.ceil(part * sorted.length) - 1)];
  }
}
