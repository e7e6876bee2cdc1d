package io.github.voxelclick.report;

import java.util.Locale;

/** Text within HTML and SVG. Nothing that a person typed gets past it unescaped. Stateless. */
final class Markup {
  private static final int REPLACEMENT = 0xFFFD;

  private Markup() {}

  /**
   * Text for content and for attributes in double or single quotes. Control characters, and those
   * that turn the direction of the text behind them, are shown as a replacement character.
   */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isShown(c) ? c : REPLACEMENT);
              }
            });
    return out.toString();
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          // The joiners belong to the spelling of some scripts.
          c == 0x200C || c == 0x200D;
      default -> true;
    };
  }

  /** The same in its own direction, whatever stands around it. */
  static String typed(String text) {
    return "<bdi>" + escaped(text) + "</bdi>";
  }

  /** The first characters of a text, with a sign where some are missing; not escaped. */
  static String cut(String text, int most) {
    int length = text.codePointCount(0, text.length());
    return length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }

  /** A coordinate, a hundredth of a pixel at best. */
  static String at(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }
}
