package io.github.voxelclick.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What became of slices of each confidence. Stateless. */
final class CalibrationPlot {
  private static final double LEFT = 56;
  private static final double RIGHT = 416;
  private static final double TOP = 30;
  private static final double BOTTOM = 290;

  private CalibrationPlot() {}

  static String of(String id, String model, Calibration calibration) {
    Svg svg =
        new Svg(
            id,
            440,
            372,
            "Confidence against later correction: " + model,
            "Mean Dice between the model's mask and the saved one, and the share of slices"
                + " corrected, by the model's confidence; the table has the numbers.");
    Scale x = new Scale(1, 0.2, LEFT, RIGHT);
    Scale y = new Scale(1, 0.2, BOTTOM, TOP);
    for (double tick : x.ticks()) {
      svg.line("grid", x.of(tick), TOP, x.of(tick), BOTTOM);
      svg.line("grid", LEFT, y.of(tick), RIGHT, y.of(tick));
      svg.text("tick", Svg.Anchor.END, LEFT - 6, y.of(tick) + 4, y.label(tick));
      svg.text("tick", Svg.Anchor.MIDDLE, x.of(tick), BOTTOM + 16, x.label(tick));
    }
    svg.line("axis", LEFT, BOTTOM, RIGHT, BOTTOM);
    svg.line("axis", LEFT, TOP, LEFT, BOTTOM);
    svg.line("ideal", x.of(0), y.of(0), x.of(1), y.of(1));
    List<Double> dice = new ArrayList<>();
    List<Double> corrected = new ArrayList<>();
    for (Calibration.Bin bin : calibration.bins()) {
      if (bin.n() > 0) {
        add(dice, x, y, bin, bin.meanDice());
        add(corrected, x, y, bin, bin.correctedShare());
      }
    }
    svg.path("stroke a", dice);
    svg.path("stroke dashed b", corrected);
    for (Calibration.Bin bin : calibration.bins()) {
      if (bin.n() > 0) {
        String kind = bin.n() < GroupFigures.FEW ? "hollow " : "full ";
        double at = x.of(bin.meanConfidence().orElseThrow());
        svg.square(kind + "b", at, y.of(bin.correctedShare().orElseThrow()), 4);
        svg.dot(kind + "a", at, y.of(bin.meanDice().orElseThrow()), 4.5);
      }
      svg.text(
          "small",
          Svg.Anchor.MIDDLE,
          x.of((bin.low() + bin.high()) / 2),
          BOTTOM + 34,
          Integer.toString(bin.n()));
    }
    svg.text("small", Svg.Anchor.END, LEFT - 6, BOTTOM + 34, "slices");
    svg.text("name", Svg.Anchor.MIDDLE, (LEFT + RIGHT) / 2, BOTTOM + 56, "confidence");
    svg.dot("full a", LEFT + 6, 14, 4.5);
    svg.text("tick", Svg.Anchor.START, LEFT + 16, 18, "mean Dice, model to saved");
    svg.square("full b", LEFT + 216, 14, 4);
    svg.text("tick", Svg.Anchor.START, LEFT + 226, 18, "share corrected");
    svg.text(
        "small",
        Svg.Anchor.MIDDLE,
        (LEFT + RIGHT) / 2,
        BOTTOM + 74,
        "hollow: fewer than " + GroupFigures.FEW + " slices");
    return svg.toString();
  }

  private static void add(
      List<Double> points, Scale x, Scale y, Calibration.Bin bin, OptionalDouble value) {
    points.add(x.of(bin.meanConfidence().orElseThrow()));
    points.add(y.of(value.orElseThrow()));
  }
}
