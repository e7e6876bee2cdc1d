package io.github.voxelclick.report;

import java.util.List;

/** Interactions of every model and structure as boxes with whiskers, one row each. Stateless. */
final class BoxPlot {
  private static final double WIDTH = 860;
  private static final double LEFT = 300;
  private static final double RIGHT = 800;
  private static final double ROW = 40;
  private static final double TOP = 10;
  private static final double BOTTOM = 46;
  private static final int LABEL = 36;

  /** More points of one row lie on top of one another; the farthest are drawn. */
  private static final int MOST_POINTS = 100;

  private BoxPlot() {}

  static String of(String id, List<GroupFigures> rows) {
    double most =
        rows.stream().mapToDouble(r -> r.interactions().orElseThrow().max()).max().orElse(1);
    double bottom = TOP + ROW * rows.size();
    Scale scale = Scale.upTo(most, LEFT, RIGHT);
    Svg svg =
        new Svg(
            id,
            WIDTH,
            bottom + BOTTOM,
            "Interactions a segment, by structure and model",
            "Boxes from the first to the third quartile with the median; the table below has the"
                + " numbers.");
    for (double tick : scale.ticks()) {
      double x = scale.of(tick);
      svg.line("grid", x, TOP, x, bottom);
      svg.text("tick", Svg.Anchor.MIDDLE, x, bottom + 16, scale.label(tick));
    }
    svg.line("axis", LEFT, bottom, RIGHT, bottom);
    svg.text("name", Svg.Anchor.MIDDLE, (LEFT + RIGHT) / 2, bottom + 36, "interactions a segment");
    for (int n = 0; n < rows.size(); n++) {
      draw(svg, scale, rows.get(n), TOP + ROW * n + ROW / 2);
    }
    return svg.toString();
  }

  private static void draw(Svg svg, Scale scale, GroupFigures row, double y) {
    String structure = row.group().structure().orElse("");
    String maker = row.group().maker().orElse(Maker.NONE).label();
    svg.text("label", Svg.Anchor.END, LEFT - 12, y - 2, Markup.cut(structure, LABEL));
    svg.text("small", Svg.Anchor.END, LEFT - 12, y + 13, Markup.cut(maker, LABEL));
    svg.text("small", Svg.Anchor.START, RIGHT + 8, y + 4, "n = " + row.worked());
    List<Double> points = row.points();
    for (double value : points.subList(Math.max(0, points.size() - MOST_POINTS), points.size())) {
      svg.dot("hollow a", scale.of(value), y, 3.5);
    }
    if (row.whiskers().isEmpty()) {
      return;
    }
    Spread spread = row.interactions().orElseThrow();
    double low = scale.of(row.whiskers().get(0));
    double high = scale.of(row.whiskers().get(1));
    svg.line("stroke a", low, y, high, y);
    svg.line("stroke a", low, y - 5, low, y + 5);
    svg.line("stroke a", high, y - 5, high, y + 5);
    double q1 = scale.of(spread.q1());
    svg.box("box a", q1, y - 9, Math.max(1, scale.of(spread.q3()) - q1), 18);
    double median = scale.of(spread.median());
    svg.line("median", median, y - 9, median, y + 9);
  }
}
