package io.github.voxelclick.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Effort and corrections over weeks or months, one above the other. Not thread-safe. */
final class DriftPlot {
  private static final double LEFT = 56;
  private static final double RIGHT = 800;
  private static final double HIGH = 120;
  private static final double FIRST_TOP = 30;
  private static final double SECOND_TOP = FIRST_TOP + HIGH + 46;
  private static final double DATE_WIDTH = 84;

  private final Svg svg;
  private final List<Drift.Period> periods;
  private final double first;
  private final double perPeriod;

  private DriftPlot(Svg svg, List<Drift.Period> periods) {
    this.svg = svg;
    this.periods = periods;
    this.first = periods.get(0).number();
    double last = periods.get(periods.size() - 1).number();
    this.perPeriod = last == first ? 0 : (RIGHT - LEFT - 40) / (last - first);
  }

  /** Of at least one period. */
  static String of(String id, String model, Drift drift, Drift.Unit unit) {
    String by = unit == Drift.Unit.WEEK ? "week" : "month";
    Svg svg =
        new Svg(
            id,
            840,
            SECOND_TOP + HIGH + 56,
            "Effort and corrections by " + by + ": " + model,
            "Median of interactions a segment, and share of seen slices that were corrected; the"
                + " table has the numbers.");
    DriftPlot plot = new DriftPlot(svg, drift.periods());
    double most =
        drift.periods().stream().mapToDouble(p -> p.interactions().orElse(0)).max().orElse(1);
    plot.panel(
        FIRST_TOP,
        Scale.upTo(most, FIRST_TOP + HIGH, FIRST_TOP),
        "a",
        "interactions a segment, median",
        Drift.Period::interactions,
        Drift.Period::segments,
        drift.interactions());
    plot.panel(
        SECOND_TOP,
        new Scale(1, 0.2, SECOND_TOP + HIGH, SECOND_TOP),
        "b",
        "share of seen slices that were corrected",
        Drift.Period::correctedShare,
        Drift.Period::seen,
        drift.corrected());
    plot.dates(SECOND_TOP + HIGH, by);
    return svg.toString();
  }

  private double x(double number) {
    return LEFT + 20 + (number - first) * perPeriod;
  }

  private void panel(
      double top,
      Scale scale,
      String colour,
      String name,
      Function<Drift.Period, OptionalDouble> value,
      ToLongFunction<Drift.Period> count,
      Optional<Trend> trend) {
    svg.text("name", Svg.Anchor.START, LEFT, top - 10, name);
    for (double tick : scale.ticks()) {
      svg.line("grid", LEFT, scale.of(tick), RIGHT, scale.of(tick));
      svg.text("tick", Svg.Anchor.END, LEFT - 6, scale.of(tick) + 4, scale.label(tick));
    }
    svg.line("axis", LEFT, top, LEFT, top + HIGH);
    List<Double> points = new ArrayList<>();
    for (Drift.Period period : periods) {
      OptionalDouble known = value.apply(period);
      if (known.isPresent()) {
        points.add(x(period.number()));
        points.add(scale.of(known.getAsDouble()));
      }
    }
    svg.path("stroke " + colour, points);
    for (Drift.Period period : periods) {
      OptionalDouble known = value.apply(period);
      if (known.isPresent()) {
        String kind = count.applyAsLong(period) < GroupFigures.FEW ? "hollow " : "full ";
        svg.dot(kind + colour, x(period.number()), scale.of(known.getAsDouble()), 4);
      }
    }
    trend.ifPresent(t -> draw(scale, t));
  }

  /** The line of Theil and Sen, as far as it stays in the panel. */
  private void draw(Scale scale, Trend trend) {
    List<Double> line = new ArrayList<>();
    double last = periods.get(periods.size() - 1).number();
    for (double at : new double[] {first, last}) {
      double value = Math.min(scale.most(), Math.max(0, trend.offset() + trend.slope() * at));
      line.add(x(at));
      line.add(scale.of(value));
    }
    svg.path("stroke dashed ink", line);
  }

  private void dates(double y, String by) {
    svg.line("axis", LEFT, y, RIGHT, y);
    double free = 0;
    for (Drift.Period period : periods) {
      double x = x(period.number());
      if (x >= free) {
        String date = period.start().toString();
        String shown = by.equals("month") ? date.substring(0, date.lastIndexOf('-')) : date;
        svg.text("tick", Svg.Anchor.MIDDLE, x, y + 18, shown);
        free = x + DATE_WIDTH;
      }
    }
    svg.text(
        "small",
        Svg.Anchor.MIDDLE,
        (LEFT + RIGHT) / 2,
        y + 40,
        by
            + ", UTC · hollow: fewer than "
            + GroupFigures.FEW
            + " segments or slices · dashed: line of Theil and Sen, from four periods on");
  }
}
