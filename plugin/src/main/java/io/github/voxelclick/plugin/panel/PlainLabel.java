package io.github.voxelclick.plugin.panel;

import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JToolTip;

/**
 * A label that shows what it is given, letter by letter. Swing takes text that begins with {@code
 * <html>} for a page and would even fetch its pictures from the network, and names come from files.
 */
class PlainLabel extends JLabel {
  PlainLabel() {
    plain(this);
  }

  /** Lets a component take text for text; to be called before it gets any. */
  static <C extends JComponent> C plain(C component) {
    component.putClientProperty("html.disable", true);
    return component;
  }

  @Override
  public JToolTip createToolTip() {
    return plain(super.createToolTip());
  }
}
