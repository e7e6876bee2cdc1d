package io.github.voxelclick.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where values lie on paper: linear from 0 to a round number.
 *
 * @param most the round number, above 0
 * @param step between ticks
 * @param start place of 0, pixels
 * @param end place of the round number, pixels
 */
record Scale(double most, double step, double start, double end) {
  private static final int TICKS = 5;

  /** From 0 to the next round number from a value on; the value from 0. */
  static Scale upTo(double value, double start, double end) {
    double rough = Math.max(value, 1e-9) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = 10 * power;
    for (double round : new double[] {1, 2, 5}) {
      if (rough <= round * power * (1 + 1e-12)) {
        step = round * power;
        break;
      }
    }
    return new Scale(step * Math.ceil(value / step - 1e-9), step, start, end).orOne();
  }

  private Scale orOne() {
    return most > 0 ? this : new Scale(1, 0.2, start, end);
  }

  double of(double value) {
    return start + (end - start) * value / most;
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int n = 0; n <= Math.round(most / step); n++) {
      ticks.add(n * step);
    }
    return ticks;
  }

  /** A tick in as many digits as ticks need. */
  String label(double tick) {
    int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    return Words.number(tick, digits);
  }
}
