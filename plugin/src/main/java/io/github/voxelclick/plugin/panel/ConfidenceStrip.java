package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.Color;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GridLayout;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.KeyStroke;
import javax.swing.ToolTipManager;
import javax.swing.UIManager;

/**
 * Says of all slices at a glance what is known of them, one column each. Where there are more
 * slices than pixels, the most doubtful of those that share a pixel is seen. Lies along a slice
 * slider, from left to right or from top to bottom.
 */
public final class ConfidenceStrip extends JComponent {
  private final boolean vertical;
  private final transient SliceNames names;
  private final transient Listener listener;
  private transient Optional<Content> content = Optional.empty();

  /**
   * What is shown.
   *
   * @param states of all slices
   * @param current index of the slice that is looked at; outside the axis to mark none
   */
  public record Content(SliceStates states, int current) {}

  /** Learns where a person wants to go. */
  @FunctionalInterface
  public interface Listener {
    /** To another slice; called for each slice that the mouse is dragged over. */
    void goTo(SlicePlane plane);
  }

  /**
   * A strip that shows nothing yet.
   *
   * @param vertical whether slices follow each other from top to bottom, else from left to right
   */
  public ConfidenceStrip(boolean vertical, SliceNames names, Listener listener) {
    this.vertical = vertical;
    this.names = names;
    this.listener = listener;
    setOpaque(true);
    setFocusable(true);
    setFont(UIManager.getFont("Label.font"));
    setBackground(UIManager.getColor("Panel.background"));
    setForeground(UIManager.getColor("Label.foreground"));
    setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
    MouseAdapter mouse = new Mouse();
    addMouseListener(mouse);
    addMouseMotionListener(mouse);
    key(vertical ? KeyEvent.VK_UP : KeyEvent.VK_LEFT, -1);
    key(vertical ? KeyEvent.VK_DOWN : KeyEvent.VK_RIGHT, 1);
    key(KeyEvent.VK_PAGE_UP, -10);
    key(KeyEvent.VK_PAGE_DOWN, 10);
    key(KeyEvent.VK_HOME, Integer.MIN_VALUE);
    key(KeyEvent.VK_END, Integer.MAX_VALUE);
    ToolTipManager.sharedInstance().registerComponent(this);
  }

  private void key(int code, int by) {
    String name = "by " + by;
    getInputMap().put(KeyStroke.getKeyStroke(code, 0), name);
    getActionMap()
        .put(
            name,
            new AbstractAction() {
              @Override
              public void actionPerformed(ActionEvent e) {
                content.ifPresent(c -> goTo(c, (int) clamp((long) c.current() + by, count(c))));
              }
            });
  }

  private static long clamp(long index, int count) {
    return Math.min(count - 1, Math.max(0, index));
  }

  private static int count(Content c) {
    return c.states().count();
  }

  /** A press or a drag goes to the slice under the mouse. */
  private final class Mouse extends MouseAdapter {
    @Override
    public void mousePressed(MouseEvent e) {
      requestFocusInWindow();
      follow(e);
    }

    @Override
    public void mouseDragged(MouseEvent e) {
      follow(e);
    }

    private void follow(MouseEvent e) {
      content.ifPresent(c -> goTo(c, sliceAt(c, e)));
    }
  }

  private void goTo(Content c, int index) {
    if (index >= 0 && index != c.current()) { // below 0 where there is no slice at all
      listener.goTo(new SlicePlane(c.states().axis(), index));
    }
  }

  /** Shows other slices, without telling anybody. */
  public void show(Content next) {
    content = Optional.of(next);
    repaint();
  }

  @Override
  public Dimension getPreferredSize() {
    if (isPreferredSizeSet()) {
      return super.getPreferredSize();
    }
    Insets in = getInsets();
    int thick = FontSize.line(this) * 3 / 2;
    int wide = FontSize.line(this) * 12;
    return new Dimension(
        (vertical ? thick : wide) + in.left + in.right,
        (vertical ? wide : thick) + in.top + in.bottom);
  }

  @Override
  public Dimension getMinimumSize() {
    int line = FontSize.line(this);
    return new Dimension(line, line);
  }

  private Rectangle inside() {
    Insets in = getInsets();
    return new Rectangle(
        in.left,
        in.top,
        Math.max(1, getWidth() - in.left - in.right),
        Math.max(1, getHeight() - in.top - in.bottom));
  }

  private int length(Rectangle area) {
    return vertical ? area.height : area.width;
  }

  private int sliceAt(Content c, MouseEvent e) {
    Rectangle area = inside();
    long along = vertical ? e.getY() - area.y : e.getX() - area.x;
    return (int) clamp(Math.floorDiv(along * count(c), (long) length(area)), count(c));
  }

  /** Where a run of slices lies: at least a pixel wide. */
  private Rectangle column(Rectangle area, int first, int last, int count) {
    long length = length(area);
    int from = (int) (first * length / count);
    int to = Math.max(from + 1, (int) ((last + 1) * length / count));
    return vertical
        ? new Rectangle(area.x, area.y + from, area.width, to - from)
        : new Rectangle(area.x + from, area.y, to - from, area.height);
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    try {
      Rectangle area = inside();
      g.setColor(getBackground());
      g.fillRect(0, 0, getWidth(), getHeight());
      g.setColor(baseline());
      g.fillRect(
          area.x,
          vertical ? area.y : area.y + area.height - 1,
          vertical ? 1 : area.width,
          vertical ? area.height : 1);
      content.filter(c -> count(c) > 0).ifPresent(c -> paintSlices(g, c, area));
      if (isFocusOwner()) {
        g.setColor(getForeground());
        g.drawRect(0, 0, getWidth() - 1, getHeight() - 1);
      }
    } finally {
      g.dispose();
    }
  }

  private Color baseline() {
    Color back = getBackground();
    Color fore = getForeground();
    return new Color(
        (back.getRed() + fore.getRed()) / 2,
        (back.getGreen() + fore.getGreen()) / 2,
        (back.getBlue() + fore.getBlue()) / 2);
  }

  private void paintSlices(Graphics2D g, Content c, Rectangle area) {
    int count = count(c);
    int columns = Math.min(count, length(area));
    for (int n = 0; n < columns; n++) {
      int first = (int) ((long) n * count / columns);
      int last = (int) Math.max(first, (n + 1L) * count / columns - 1);
      SliceStates.One one = c.states().worst(first, last);
      Rectangle column = column(area, first, last, count);
      StripPalette.paint(g, one, column, vertical);
      if (one.gapAfter() && first == last) {
        StripPalette.hatch(g, edge(column));
      }
    }
    if (c.current() >= 0 && c.current() < count) {
      paintCurrent(g, column(area, c.current(), c.current(), count));
    }
  }

  /** The end of a column, at least three pixels. */
  private Rectangle edge(Rectangle column) {
    int most = vertical ? column.height : column.width;
    int wide = Math.min(most, Math.max(3, most / 4));
    return vertical
        ? new Rectangle(column.x, column.y + most - wide, column.width, wide)
        : new Rectangle(column.x + most - wide, column.y, wide, column.height);
  }

  /** A frame that is dark on bright and bright on dark, as thick as the strokes of letters. */
  private void paintCurrent(Graphics2D g, Rectangle column) {
    int thick = Math.max(1, FontSize.line(this) / 12);
    g.setColor(getBackground());
    frame(g, column, 2 * thick, 3 * thick);
    g.setColor(getForeground());
    frame(g, column, 0, 2 * thick);
  }

  /** The ring round a column between two distances from it; of its ends only what is inside. */
  private void frame(Graphics2D g, Rectangle column, int from, int to) {
    int wide = to - from;
    if (vertical) {
      g.fillRect(column.x, column.y - to, column.width, wide);
      g.fillRect(column.x, column.y + column.height + from, column.width, wide);
      g.fillRect(column.x, column.y - from, wide, column.height + 2 * from);
      g.fillRect(column.x + column.width - wide, column.y - from, wide, column.height + 2 * from);
    } else {
      g.fillRect(column.x - to, column.y, wide, column.height);
      g.fillRect(column.x + column.width + from, column.y, wide, column.height);
      g.fillRect(column.x - from, column.y, column.width + 2 * from, wide);
      g.fillRect(column.x - from, column.y + column.height - wide, column.width + 2 * from, wide);
    }
  }

  @Override
  public String getToolTipText(MouseEvent e) {
    return content
        .filter(c -> count(c) > 0)
        .map(c -> describe(c.states(), sliceAt(c, e)))
        .orElse("");
  }

  /** Such as "slice 23: carried by the model, confidence 0.62". */
  String describe(SliceStates states, int index) {
    SliceStates.One one = states.slices().get(index);
    SliceAxis axis = states.axis();
    String where = names.of(new SlicePlane(axis, index));
    boolean carried = one.look() == SliceLook.CARRIED || one.look() == SliceLook.UNCERTAIN;
    String what =
        carried
            ? Texts.get(
                "panel.strip.tip."
                    + one.origin().map(Enum::name).orElse("carried").toLowerCase(Locale.ROOT),
                one.confidence())
            : Texts.get(one.look().key());
    String text = Texts.get("panel.strip.tip", where, what);
    return one.gapAfter() ? Texts.get("panel.strip.tip.missing", text) : text;
  }

  /** What the columns mean: one of each, with its words. */
  public static JComponent legend() {
    JPanel legend = new JPanel();
    int size = FontSize.line(legend);
    legend.setLayout(new GridLayout(0, 3, FontSize.gap(legend), FontSize.gap(legend) / 2));
    for (SliceLook look :
        List.of(
            SliceLook.CONFIRMED,
            SliceLook.PERSON,
            SliceLook.CARRIED,
            SliceLook.UNCERTAIN,
            SliceLook.GAP,
            SliceLook.OTHER)) {
      SliceStates.One one = new SliceStates.One(look, Optional.empty(), 0.6, false);
      PaintedIcon icon =
          new PaintedIcon(
              size,
              g -> {
                g.fillRect(2, PaintedIcon.GRID - 1, PaintedIcon.GRID - 4, 1);
                Rectangle column = new Rectangle(2, 0, PaintedIcon.GRID - 4, PaintedIcon.GRID);
                StripPalette.paint(g, one, column, false);
              });
      legend.add(new JLabel(Texts.get(look.key()), icon, JLabel.LEADING));
    }
    return legend;
  }
}
