package io.github.voxelclick.plugin.macro;

/** A line of a recorded macro. Immutable. */
public sealed interface MacroText permits MacroLine, MacroRemark {
  /** In ImageJ's macro language; ends with a line break. */
  String macro();

  /** In the other languages that ImageJ records, as far as they agree; ends with a line break. */
  String script();

  /** A text between quotes, as all these languages read it. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int n = 0; n < text.length(); n++) {
      char c = text.charAt(n);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else {
        quoted.append(c < ' ' ? ' ' : c); // a line ends where the text does
      }
    }
    return quoted.append('"').toString();
  }
}
