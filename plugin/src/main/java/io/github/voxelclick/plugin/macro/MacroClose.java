package io.github.voxelclick.plugin.macro;

import java.util.Objects;

/**
 * The image in front is closed.
 *
 * @param title of the image
 */
public record MacroClose(String title) implements MacroText {
  /** Checks that it is there. */
  public MacroClose {
    Objects.requireNonNull(title, "title");
  }

  @Override
  public String in(RecorderMode mode) {
    return mode.close(title);
  }
}
