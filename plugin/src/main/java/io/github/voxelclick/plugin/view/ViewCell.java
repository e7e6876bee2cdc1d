package io.github.voxelclick.plugin.view;

import io.github.voxelclick.plugin.text.Texts;
import java.awt.BasicStroke;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Insets;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Rectangle2D;
import javax.swing.BorderFactory;
import javax.swing.Icon;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JToggleButton;

/**
 * A view with its title, a button that enlarges it, and a slider through its slices. Used on the
 * event thread only.
 */
@SuppressWarnings("this-escape") // listeners of a component that nobody has yet
final class ViewCell extends JPanel {
  private final JToggleButton enlarge = new JToggleButton();

  /**
   * A cell.
   *
   * @param title what is shown
   * @param colour of the mark beside the title
   * @param onEnlarge called when the cell is to be enlarged, or is to be one of four again
   */
  ViewCell(String title, Color colour, JComponent shown, Runnable onEnlarge) {
    super(new BorderLayout());
    JLabel label = new JLabel(title);
    label.setFont(label.getFont().deriveFont(Font.BOLD));
    label.setIcon(new Swatch(label, colour));
    label.setToolTipText(Texts.get("views.enlarge.title"));
    int gap = label.getFontMetrics(label.getFont()).getAscent() / 3;
    label.setBorder(BorderFactory.createEmptyBorder(0, gap, 0, gap));
    label.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            if (e.getClickCount() == 2) {
              onEnlarge.run();
            }
          }
        });
    enlarge.setIcon(new Frame(enlarge));
    enlarge.setMargin(new Insets(gap / 2, gap, gap / 2, gap));
    enlarge.setToolTipText(Texts.get("views.enlarge"));
    enlarge.getAccessibleContext().setAccessibleName(Texts.get("views.enlarge.of", title));
    enlarge.addActionListener(e -> onEnlarge.run());
    JPanel bar = new JPanel(new BorderLayout());
    bar.add(label, BorderLayout.CENTER);
    bar.add(enlarge, BorderLayout.LINE_END);
    add(bar, BorderLayout.PAGE_START);
    add(shown, BorderLayout.CENTER);
  }

  /** The cell of a view, with a slider. */
  static ViewCell of(SliceView view, Runnable onEnlarge) {
    String title =
        Texts.get(
            view.orientation()
                .plane()
                .map(plane -> "views.plane." + plane.name())
                .orElse("views.stored." + view.axis().name()));
    ViewCell cell = new ViewCell(title, ViewMarks.colour(view.axis()), view, onEnlarge);
    view.getAccessibleContext().setAccessibleName(title);
    JSlider slider = new JSlider(0, view.slices() - 1, view.index());
    slider.setEnabled(view.slices() > 1);
    slider.setToolTipText(Texts.get("views.slices"));
    slider.getAccessibleContext().setAccessibleName(Texts.get("views.slices.of", title));
    slider.addChangeListener(e -> view.look(slider.getValue()));
    view.addPropertyChangeListener(SliceView.INDEX, e -> slider.setValue(view.index()));
    cell.add(slider, BorderLayout.PAGE_END);
    return cell;
  }

  /** Shows whether the cell fills the whole. */
  void setEnlarged(boolean whole) {
    enlarge.setSelected(whole);
  }

  /** A square in the colour of the view. */
  private record Swatch(Component beside, Color colour) implements Icon {
    @Override
    public void paintIcon(Component c, Graphics g, int x, int y) {
      g.setColor(colour);
      g.fillRect(x, y, getIconWidth(), getIconHeight());
      g.setColor(colour.darker());
      g.drawRect(x, y, getIconWidth() - 1, getIconHeight() - 1);
    }

    @Override
    public int getIconWidth() {
      return beside.getFontMetrics(beside.getFont()).getAscent() * 3 / 4;
    }

    @Override
    public int getIconHeight() {
      return getIconWidth();
    }
  }

  /** One large frame, or four small ones. */
  private record Frame(JToggleButton button) implements Icon {
    @Override
    public void paintIcon(Component c, Graphics graphics, int x, int y) {
      Graphics2D g = (Graphics2D) graphics.create();
      try {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        double side = getIconWidth();
        double line = side / 10;
        g.setStroke(new BasicStroke((float) line));
        g.setColor(c.getForeground());
        g.draw(new Rectangle2D.Double(x + line, y + line, side - 2 * line, side - 2 * line));
        if (button.isSelected()) {
          double middle = side / 2;
          g.fill(new Rectangle2D.Double(x + middle - line / 2, y + line, line, side - 2 * line));
          g.fill(new Rectangle2D.Double(x + line, y + middle - line / 2, side - 2 * line, line));
        }
      } finally {
        g.dispose();
      }
    }

    @Override
    public int getIconWidth() {
      return button.getFontMetrics(button.getFont()).getAscent();
    }

    @Override
    public int getIconHeight() {
      return getIconWidth();
    }
  }
}
