package io.github.voxelclick.plugin.save;

import io.github.voxelclick.plugin.save.SaveSubject.Candidate;
import io.github.voxelclick.plugin.text.SizeText;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.Segment;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Rectangle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.swing.Icon;
import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.Scrollable;

/** The segments, each with a tick, its colour, its size and what is unconfirmed of it. */
final class SegmentRows extends JPanel implements Scrollable {
  private static final long serialVersionUID = 1L;

  /** More are reached by scrolling. */
  private static final int MOST_ROWS_SHOWN = 8;

  private static final int FEWEST_ROWS_SHOWN = 3;

  @SuppressWarnings("serial") // never serialized
  private final Map<Integer, JCheckBox> ticks = new LinkedHashMap<>();

  private final int rowHeight;

  SegmentRows(SaveSubject subject, Set<Integer> ticked, Texts texts, Runnable onChange) {
    super(new GridBagLayout());
    int row = 0;
    for (Candidate s : subject.segments()) {
      JCheckBox tick = new JCheckBox();
      // Labels come from files, and what begins as a page would be shown as one, pictures and all.
      tick.putClientProperty("html.disable", true);
      tick.setText(s.label());
      tick.setSelected(ticked.contains(s.number()));
      tick.setEnabled(!s.isEmpty());
      tick.addActionListener(e -> onChange.run());
      ticks.put(s.number(), tick);
      int between = tick.getFontMetrics(tick.getFont()).charWidth('m');
      add(tick, at(0, row, 0, between));
      add(new JLabel(new Swatch(s.colour(), tick)), at(1, row, 0, between));
      add(new JLabel(size(s, texts)), at(2, row, 0, between));
      String open =
          s.unconfirmed().count() == 0
              ? ""
              : texts.text("save.unconfirmed", s.unconfirmed().count(), s.unconfirmed().slices());
      add(new JLabel(open), at(3, row, 1, 0));
      row++;
    }
    GridBagConstraints rest = at(0, row, 0, 0);
    rest.weighty = 1;
    add(new JLabel(), rest);
    rowHeight = new JCheckBox("X").getPreferredSize().height;
  }

  private static GridBagConstraints at(int column, int row, double weight, int after) {
    GridBagConstraints c = new GridBagConstraints();
    c.gridx = column;
    c.gridy = row;
    c.weightx = weight;
    c.anchor = GridBagConstraints.LINE_START;
    c.insets = new Insets(0, 0, 0, after);
    return c;
  }

  private static String size(Candidate s, Texts texts) {
    if (s.isEmpty()) {
      return texts.text("save.empty");
    }
    return SizeText.of(texts, s.voxels(), s.millilitres());
  }

  /** Numbers of the segments with a tick. */
  Set<Integer> ticked() {
    return ticks.entrySet().stream()
        .filter(e -> e.getValue().isSelected())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Ticks all segments that can be saved, or none. */
  void tickAll(boolean on) {
    ticks.values().forEach(tick -> tick.setSelected(on && tick.isEnabled()));
  }

  JCheckBox tick(int number) {
    JCheckBox tick = ticks.get(number);
    if (tick == null) {
      throw new IllegalArgumentException("no segment " + number);
    }
    return tick;
  }

  @Override
  public Dimension getPreferredScrollableViewportSize() {
    Dimension whole = getPreferredSize();
    int rows = Math.max(FEWEST_ROWS_SHOWN, Math.min(MOST_ROWS_SHOWN, ticks.size()));
    return new Dimension(whole.width, rows * rowHeight);
  }

  @Override
  public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
    return rowHeight;
  }

  @Override
  public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
    return visible.height;
  }

  @Override
  public boolean getScrollableTracksViewportWidth() {
    return true;
  }

  @Override
  public boolean getScrollableTracksViewportHeight() {
    return getParent() != null && getParent().getHeight() > getPreferredSize().height;
  }

  /** A square of the segment's colour, as high as a capital letter. */
  private static final class Swatch implements Icon {
    private final Color colour;
    private final int side;

    Swatch(Segment.Rgb colour, Component like) {
      this.colour = new Color(colour.red(), colour.green(), colour.blue());
      this.side = like.getFontMetrics(like.getFont()).getAscent();
    }

    @Override
    public void paintIcon(Component c, Graphics g, int x, int y) {
      g.setColor(colour);
      g.fillRect(x, y, side, side);
      g.setColor(colour.darker());
      g.drawRect(x, y, side - 1, side - 1);
    }

    @Override
    public int getIconWidth() {
      return side;
    }

    @Override
    public int getIconHeight() {
      return side;
    }
  }
}
