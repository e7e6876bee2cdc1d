package io.github.voxelclick.evaluate;

import io.github.voxelclick.prompt.BoxPrompt;
import java.util.List;
import java.util.Objects;

/**
 * How a solver did with one box on each judged slice of a structure.
 *
 * @param trials one for each slice, at least one
 */
public record BoxScore(List<Trial> trials) {
  /** Takes the list as it is at this moment. */
  public BoxScore {
    trials = List.copyOf(trials);
    if (trials.isEmpty()) {
      throw new IllegalArgumentException("no slice was judged");
    }
  }

  /**
   * One slice.
   *
   * @param box what was given
   * @param dice of the answer, 0 to 1
   * @param ellipseDice of the ellipse drawn in the same box, 0 to 1
   */
  public record Trial(BoxPrompt box, double dice, double ellipseDice) {
    /** Checks the ranges. */
    public Trial {
      Objects.requireNonNull(box, "box");
      if (!(dice >= 0 && dice <= 1 && ellipseDice >= 0 && ellipseDice <= 1)) {
        throw new IllegalArgumentException("Dice " + dice + " and " + ellipseDice);
      }
    }
  }

  /** Mean Dice over the slices, 0 to 1. */
  public double dice() {
    return trials.stream().mapToDouble(Trial::dice).average().orElseThrow();
  }

  /** Mean Dice of the ellipses over the same slices, 0 to 1. */
  public double ellipseDice() {
    return trials.stream().mapToDouble(Trial::ellipseDice).average().orElseThrow();
  }
}
