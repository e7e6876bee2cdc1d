package io.github.voxelclick.plugin.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * Tables as spreadsheets save them: cells between commas, semicolons or tabs, in quotes where they
 * hold one of these, a quote or a line end (RFC 4180). Not thread-safe.
 */
final class DelimitedText {
  /** More than tables have columns. */
  static final int MOST_COLUMNS = 64;

  /** Rows that are not empty; several for each of the jobs that there may be. */
  static final int MOST_ROWS = 1_000_000;

  /** Cells that are not empty; each takes some fifty bytes beside its text. */
  static final int MOST_CELLS = 4_000_000;

  private final String place;
  private final String text;
  private final char delimiter;
  private int at;
  private int line = 1;

  private DelimitedText(String place, String text, char delimiter) {
    this.place = place;
    this.text = text;
    this.delimiter = delimiter;
  }

  /**
   * A row that is not empty.
   *
   * @param line where it begins, from 1
   * @param cells at least one
   */
  record Row(int line, List<String> cells) {
    Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Reads all rows.
   *
   * @param place what messages call the file
   * @throws JobRefusedException when a quote is not closed or stands within a cell, or there are
   *     more columns, rows or cells than fit into memory
   */
  static List<Row> rows(String place, String text, char delimiter) throws JobRefusedException {
    DelimitedText reader = new DelimitedText(place, text, delimiter);
    List<Row> rows = new ArrayList<>();
    long cells = 0;
    while (reader.at < text.length()) {
      Row row = reader.row();
      long filled = row.cells().stream().filter(cell -> !cell.isBlank()).count();
      cells += filled;
      if (filled > 0) {
        rows.add(row);
      }
      if (rows.size() > MOST_ROWS || cells > MOST_CELLS) {
        throw new JobRefusedException(
            place
                + ": it has more than "
                + (cells > MOST_CELLS ? MOST_CELLS + " cells" : MOST_ROWS + " rows")
                + ". Divide it into several.");
      }
    }
    return rows;
  }

  private Row row() throws JobRefusedException {
    int first = line;
    List<String> cells = new ArrayList<>();
    boolean more = true;
    while (more) {
      if (cells.size() == MOST_COLUMNS) {
        throw refused("more than " + MOST_COLUMNS + " cells; expected one for each column");
      }
      cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
      more = at < text.length() && text.charAt(at) == delimiter;
      if (more) {
        at++;
      }
    }
    lineEnd();
    return new Row(first, cells);
  }

  private String plain() throws JobRefusedException {
    int start = at;
    while (at < text.length() && !isEnd(text.charAt(at))) {
      if (text.charAt(at) == '"') {
        throw refused("a quote stands within a cell; expected the whole cell in quotes");
      }
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() throws JobRefusedException {
    StringBuilder cell = new StringBuilder();
    int first = line;
    at++;
    while (true) {
      if (at == text.length()) {
        line = first;
        throw refused("a quote is opened and never closed");
      }
      char c = text.charAt(at++);
      if (c == '\n') {
        line++;
      }
      if (c != '"') {
        cell.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        cell.append(text.charAt(at++));
      } else {
        break;
      }
    }
    if (at < text.length() && !isEnd(text.charAt(at))) {
      throw refused("something follows a cell in quotes; expected the next cell");
    }
    return cell.toString();
  }

  private boolean isEnd(char c) {
    return c == delimiter || c == '\n' || c == '\r';
  }

  private void lineEnd() {
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
    line++;
  }

  private JobRefusedException refused(String what) {
    return new JobRefusedException(place + ", line " + line + ": " + what + ". Correct it.");
  }
}
