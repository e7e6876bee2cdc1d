package io.github.voxelclick.report;

import static io.github.voxelclick.report.Markup.at;

/**
 * A drawing that grows by lines, texts and signs. Colours are those of classes. Not thread-safe.
 */
final class Svg {
  /** Where a text is held. */
  enum Anchor {
    START("start"),
    MIDDLE("middle"),
    END("end");

    private final String word;

    Anchor(String word) {
      this.word = word;
    }
  }

  private final StringBuilder body = new StringBuilder();
  private final String id;
  private final double width;
  private final double height;
  private final String title;
  private final String description;

  /**
   * An empty drawing.
   *
   * @param id unique in its page; letters and digits
   * @param title what it shows, for those who do not see it
   * @param description what can be seen in it, likewise
   */
  Svg(String id, double width, double height, String title, String description) {
    this.id = id;
    this.width = width;
    this.height = height;
    this.title = title;
    this.description = description;
  }

  Svg line(String kind, double x1, double y1, double x2, double y2) {
    body.append("<line class=\"").append(kind).append("\" x1=\"").append(at(x1));
    body.append("\" y1=\"").append(at(y1)).append("\" x2=\"").append(at(x2));
    body.append("\" y2=\"").append(at(y2)).append("\"/>\n");
    return this;
  }

  /** A line through points, given as x and y in turns. */
  Svg path(String kind, java.util.List<Double> points) {
    body.append("<polyline class=\"").append(kind).append("\" points=\"");
    for (int n = 0; n + 1 < points.size(); n += 2) {
      body.append(n == 0 ? "" : " ").append(at(points.get(n))).append(',');
      body.append(at(points.get(n + 1)));
    }
    body.append("\"/>\n");
    return this;
  }

  Svg box(String kind, double x, double y, double wide, double high) {
    body.append("<rect class=\"").append(kind).append("\" x=\"").append(at(x));
    body.append("\" y=\"").append(at(y)).append("\" width=\"").append(at(wide));
    body.append("\" height=\"").append(at(high)).append("\"/>\n");
    return this;
  }

  Svg dot(String kind, double x, double y, double radius) {
    body.append("<circle class=\"").append(kind).append("\" cx=\"").append(at(x));
    body.append("\" cy=\"").append(at(y)).append("\" r=\"").append(at(radius)).append("\"/>\n");
    return this;
  }

  Svg square(String kind, double x, double y, double half) {
    return box(kind, x - half, y - half, 2 * half, 2 * half);
  }

  /** Text as typed; it is escaped here. */
  Svg text(String kind, Anchor anchor, double x, double y, String text) {
    body.append("<text class=\"").append(kind).append("\" text-anchor=\"").append(anchor.word);
    body.append("\" x=\"").append(at(x)).append("\" y=\"").append(at(y)).append("\">");
    body.append(Markup.escaped(text)).append("</text>\n");
    return this;
  }

  @Override
  public String toString() {
    return "<svg role=\"img\" aria-labelledby=\""
        + id
        + "t "
        + id
        + "d\" viewBox=\"0 0 "
        + at(width)
        + " "
        + at(height)
        + "\" width=\""
        + at(width)
        + "\" height=\""
        + at(height)
        + "\">\n<title id=\""
        + id
        + "t\">"
        + Markup.escaped(title)
        + "</title>\n<desc id=\""
        + id
        + "d\">"
        + Markup.escaped(description)
        + "</desc>\n"
        + body
        + "</svg>\n";
  }
}
