package io.github.voxelclick.report;

import java.util.List;

/** A table of a page. Cells with numbers are right-aligned. Not thread-safe. */
final class HtmlTable {
  private final StringBuilder rows = new StringBuilder();
  private final String head;

  /**
   * An empty table.
   *
   * @param caption what it shows; plain text
   * @param columns plain texts
   */
  HtmlTable(String caption, List<String> columns) {
    StringBuilder text = new StringBuilder("<table>\n<caption>");
    text.append(Markup.escaped(caption)).append("</caption>\n<thead><tr>");
    for (String column : columns) {
      text.append("<th scope=\"col\">").append(Markup.escaped(column)).append("</th>");
    }
    this.head = text.append("</tr></thead>\n<tbody>\n").toString();
  }

  /** Begins the next row; it is paler where there is too little to judge by. */
  HtmlTable row(boolean few) {
    rows.append(rows.isEmpty() ? "" : "</tr>\n").append(few ? "<tr class=\"few\">" : "<tr>");
    return this;
  }

  /** A cell that names the row, as someone typed it. */
  HtmlTable name(String typed) {
    rows.append("<th scope=\"row\">").append(Markup.typed(typed)).append("</th>");
    return this;
  }

  HtmlTable text(String text) {
    rows.append("<td>").append(Markup.escaped(text)).append("</td>");
    return this;
  }

  HtmlTable number(String number) {
    rows.append("<td class=\"n\">").append(Markup.escaped(number)).append("</td>");
    return this;
  }

  HtmlTable number(long number) {
    return number(Long.toString(number));
  }

  @Override
  public String toString() {
    return "<div class=\"wide\">"
        + head
        + rows
        + (rows.isEmpty() ? "" : "</tr>\n")
        + "</tbody>\n</table></div>\n";
  }
}
