package io.github.voxelclick.plugin.save;

import java.awt.Dimension;
import java.awt.Insets;
import javax.swing.JLabel;
import javax.swing.JTextArea;

/** Text that wraps, looks like a label and can be selected. On the event thread. */
final class WrappedText extends JTextArea {
  private static final long serialVersionUID = 1L;

  /**
   * Text without a word yet.
   *
   * @param columns how wide it wants to be, in letters m of its font
   */
  WrappedText(int columns) {
    super(0, columns);
    setEditable(false);
    setLineWrap(true);
    setWrapStyleWord(true);
    setOpaque(false);
    setBorder(null);
    setMargin(new Insets(0, 0, 0, 0));
    setFocusable(false);
    setFont(new JLabel().getFont());
  }

  /** As high as the text is when it is as wide as now, or as wide as it wants to be. */
  @Override
  public Dimension getPreferredSize() {
    int wide = getColumns() * getColumnWidth();
    if (getWidth() == 0) {
      setSize(wide, Short.MAX_VALUE);
    }
    return new Dimension(wide, super.getPreferredSize().height);
  }

  @Override
  public Dimension getMinimumSize() {
    return new Dimension(getColumnWidth() * 10, getPreferredSize().height);
  }
}
