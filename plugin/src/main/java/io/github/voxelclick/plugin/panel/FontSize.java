package io.github.voxelclick.plugin.panel;

import java.awt.Component;
import javax.swing.BorderFactory;
import javax.swing.border.Border;

/** Lengths that grow with the font, so that nothing is too small on a fine screen. Stateless. */
final class FontSize {
  private FontSize() {}

  /** The height of a line of a component's text, at least 1. */
  static int line(Component c) {
    return Math.max(1, c.getFontMetrics(c.getFont()).getHeight());
  }

  /** A third of a line, the usual space between things; at least 2. */
  static int gap(Component c) {
    return Math.max(2, line(c) / 3);
  }

  /** An empty border of a gap on each side. */
  static Border border(Component c) {
    int gap = gap(c);
    return BorderFactory.createEmptyBorder(gap, gap, gap, gap);
  }
}
