package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Rectangle;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.Scrollable;

/** All keys, and what they do. To be put in a scroll pane. */
public final class ShortcutList extends JPanel implements Scrollable {
  /** The list of these keys. */
  public ShortcutList(Shortcuts shortcuts) {
    super(new GridBagLayout());
    setBorder(FontSize.border(this));
    int gap = FontSize.gap(this);
    GridBagConstraints at = new GridBagConstraints();
    at.anchor = GridBagConstraints.LINE_START;
    at.gridy = 0;
    for (ShortcutAction.Group group : ShortcutAction.Group.values()) {
      heading(group, at, gap);
      for (ShortcutAction action : ShortcutAction.values()) {
        if (action.group() == group) {
          line(shortcuts, action, at, gap);
        }
      }
    }
    at.weighty = 1;
    at.gridy++;
    add(new JLabel(), at); // what is left of the height
  }

  private void heading(ShortcutAction.Group group, GridBagConstraints at, int gap) {
    JLabel heading = new JLabel(Texts.get(group.key()));
    heading.setFont(heading.getFont().deriveFont(Font.BOLD));
    at.gridx = 0;
    at.gridy++;
    at.gridwidth = 2;
    at.weightx = 1;
    at.insets = new Insets(gap, 0, gap / 2, 0);
    add(heading, at);
    at.gridwidth = 1;
  }

  private void line(Shortcuts shortcuts, ShortcutAction action, GridBagConstraints at, int gap) {
    JLabel key = new JLabel(shortcuts.text(action));
    key.setFont(new Font(Font.MONOSPACED, Font.PLAIN, key.getFont().getSize()));
    key.setBorder(
        BorderFactory.createCompoundBorder(
            BorderFactory.createLineBorder(key.getForeground(), 1),
            BorderFactory.createEmptyBorder(1, gap, 1, gap)));
    at.gridy++;
    at.gridx = 0;
    at.weightx = 0;
    at.insets = new Insets(1, gap, 1, gap);
    add(key, at);
    at.gridx = 1;
    at.weightx = 1;
    add(new JLabel(Texts.get(action.key())), at);
  }

  @Override
  public Dimension getPreferredScrollableViewportSize() {
    return getPreferredSize();
  }

  @Override
  public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
    return FontSize.line(this);
  }

  @Override
  public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
    return Math.max(FontSize.line(this), visible.height - FontSize.line(this));
  }

  @Override
  public boolean getScrollableTracksViewportWidth() {
    return true;
  }

  @Override
  public boolean getScrollableTracksViewportHeight() {
    return false;
  }
}
