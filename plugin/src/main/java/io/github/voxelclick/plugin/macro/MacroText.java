package io.github.voxelclick.plugin.macro;

/** A line of a recorded macro. Immutable. */
public sealed interface MacroText permits MacroLine, MacroRemark, MacroClose {
  /** The line in a language; ends with a line break. */
  String in(RecorderMode mode);

  /** In ImageJ's macro language. */
  default String macro() {
    return in(RecorderMode.MACRO);
  }

  /** A text between quotes, as ImageJ's macro language reads it. */
  static String quoted(String text) {
    return RecorderMode.MACRO.quoted(text);
  }
}
