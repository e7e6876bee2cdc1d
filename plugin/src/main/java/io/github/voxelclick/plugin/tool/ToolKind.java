package io.github.voxelclick.plugin.tool;

import java.util.Locale;

/** What the mouse does in our views. */
public enum ToolKind {
  /** Clicks; a drag is a box. */
  CLICK,
  /** A box round the structure. */
  BOX,
  /** A line through what belongs, or what does not. */
  SCRIBBLE,
  /** Paints. */
  BRUSH,
  /** Erases. */
  ERASER,
  /** Paints the inside of a polygon. */
  POLYGON,
  /** Fills a hole of the mask, or removes a piece of it. */
  FILL;

  /** Its name in the bundle of texts. */
  public String key() {
    return "tool." + name().toLowerCase(Locale.ROOT);
  }

  /** Whether what it draws goes to the model. */
  public boolean prompts() {
    return this == CLICK || this == BOX || this == SCRIBBLE;
  }

  /** Whether it has a radius. */
  public boolean hasRadius() {
    return this == BRUSH || this == ERASER;
  }
}
