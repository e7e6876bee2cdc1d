package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.Action;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Font;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import javax.swing.AbstractAction;
import javax.swing.DefaultListCellRenderer;
import javax.swing.Icon;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;
import javax.swing.text.Position;

/**
 * All that was done, and below it what was undone; a click on a line, or Enter, goes there. The
 * arrow keys only move along the list.
 */
public final class HistoryList extends JPanel {
  private static final int VISIBLE_ROWS = 5;

  private final HistoryModel model = new HistoryModel();
  private final JList<HistoryModel.Line> list = new Lines(model);
  private final transient ActionSentences sentences;
  private final transient Listener listener;

  /**
   * What is shown.
   *
   * @param done the latest last
   * @param undone the next to redo first
   */
  public record Content(List<Action> done, List<Action> undone) {
    /** Copies the lists: references alone, so a long history costs little. */
    public Content {
      done = List.copyOf(done);
      undone = List.copyOf(undone);
    }
  }

  /** Learns where a person wants to go. */
  @FunctionalInterface
  public interface Listener {
    /**
     * To another place in the history.
     *
     * @param steps below 0: so many undos; above 0: so many redos; never 0
     */
    void travel(int steps);
  }

  /** A list that shows the beginning alone. */
  public HistoryList(SliceNames slices, Listener listener) {
    super(new BorderLayout());
    this.sentences = new ActionSentences(slices);
    this.listener = listener;
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setCellRenderer(new Renderer());
    list.setFixedCellHeight(FontSize.line(list) * 5 / 4); // else each line would be laid out
    list.setFixedCellWidth(FontSize.line(list) * 14);
    list.setVisibleRowCount(VISIBLE_ROWS);
    list.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            int index = list.locationToIndex(e.getPoint());
            if (index >= 0 && list.getCellBounds(index, index).contains(e.getPoint())) {
              travelTo(index);
            }
          }
        });
    list.getInputMap().put(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0), "travel");
    list.getActionMap()
        .put(
            "travel",
            new AbstractAction() {
              @Override
              public void actionPerformed(ActionEvent e) {
                travelTo(list.getSelectedIndex());
              }
            });
    list.getAccessibleContext().setAccessibleName(Texts.get("panel.history"));
    add(new JScrollPane(list), BorderLayout.CENTER);
  }

  /** A list whose tool tips say the whole line, and which leaves letters to the keys of windows. */
  private final class Lines extends JList<HistoryModel.Line> {
    Lines(HistoryModel lines) {
      super(lines);
    }

    @Override
    public int getNextMatch(String prefix, int startIndex, Position.Bias bias) {
      return -1;
    }

    @Override
    public String getToolTipText(MouseEvent e) {
      int index = locationToIndex(e.getPoint());
      return index < 0
          ? Texts.get("panel.history.tip")
          : sentence(getModel().getElementAt(index)) + " – " + Texts.get("panel.history.tip");
    }
  }

  private void travelTo(int index) {
    if (index >= 0 && index != model.current()) {
      listener.travel(index - model.current());
    }
  }

  /** Shows another history and moves to the current place, without telling anybody. */
  public void show(Content content) {
    model.show(content.done(), content.undone());
    list.setSelectedIndex(model.current());
    list.ensureIndexIsVisible(model.current());
  }

  private String sentence(HistoryModel.Line line) {
    return line.action().map(sentences::of).orElseGet(() -> Texts.get("panel.history.start"));
  }

  /** Half way between text and what is behind it: pale with bright and with dark windows. */
  private static Color between(Color a, Color b) {
    return new Color(
        (a.getRed() + b.getRed()) / 2,
        (a.getGreen() + b.getGreen()) / 2,
        (a.getBlue() + b.getBlue()) / 2);
  }

  /** An arrow at the current place; as wide without it. */
  private static Icon place(boolean current, int size) {
    return new PaintedIcon(
        size,
        g -> {
          if (current) {
            g.fillPolygon(new int[] {4, 13, 4}, new int[] {2, 8, 14}, 3);
          }
        });
  }

  /** The current line bold with an arrow, those undone pale and in italics. */
  private final class Renderer extends DefaultListCellRenderer {
    @Override
    public Component getListCellRendererComponent(
        JList<?> of, Object value, int index, boolean selected, boolean focused) {
      super.getListCellRendererComponent(of, value, index, selected, focused);
      if (value instanceof HistoryModel.Line line) {
        setText(sentence(line));
        setIcon(place(line.steps() == 0, FontSize.line(of) * 3 / 4));
        if (line.steps() == 0) {
          setFont(of.getFont().deriveFont(Font.BOLD));
        } else if (line.steps() > 0) {
          setFont(of.getFont().deriveFont(Font.ITALIC));
          if (!selected) {
            setForeground(between(of.getForeground(), of.getBackground()));
          }
        }
      }
      return this;
    }
  }

  JList<HistoryModel.Line> lines() {
    return list;
  }
}
