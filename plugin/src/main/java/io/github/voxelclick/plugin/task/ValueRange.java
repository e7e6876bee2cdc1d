package io.github.voxelclick.plugin.task;

import io.github.voxelclick.volume.Window;

/** Windows as people type them. Stateless. */
public final class ValueRange {
  private ValueRange() {}

  /**
   * Reads {@code LOW..HIGH}, modality values such as HU.
   *
   * @param what the text is called in the message, such as {@code --window}
   * @throws JobException when it is misspelt or empty
   */
  public static Window parse(String text, String what) throws JobException {
    int dots = text.indexOf("..");
    if (dots >= 0) {
      try {
        return new Window(
            Double.parseDouble(text.substring(0, dots)),
            Double.parseDouble(text.substring(dots + 2)));
      } catch (IllegalArgumentException e) {
        throw misspelt(text, what, e);
      }
    }
    throw misspelt(text, what, new IllegalArgumentException("no two dots"));
  }

  private static JobException misspelt(String text, String what, IllegalArgumentException why) {
    return new JobException(
        "Cannot read " + what + " \"" + text + "\": expected LOW..HIGH as in -160..240.", why);
  }
}
