package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.SegmentNaming;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Term;
import io.github.voxelclick.volume.Terminology;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.DefaultListCellRenderer;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/**
 * Finds what a segment is by a few letters of its name, or takes a code that is typed, as the
 * command line does. Up and Down choose among what was found while the cursor stays in the field.
 */
public final class CodePicker extends JPanel {
  /** More than anybody reads through. */
  private static final int MOST = 100;

  private static final int VISIBLE_ROWS = 10;

  private final transient Consumer<Term> onAccept;
  private final transient Runnable onCancel;
  private final JTextField field = new JTextField(30);
  private final DefaultListModel<Term> found = new DefaultListModel<>();
  private final JList<Term> list = new JList<>(found);
  private final JLabel details = new PlainLabel();
  private final JButton accept = new JButton(Texts.get("panel.code.accept"));
  private final JButton cancel = new JButton(Texts.get("panel.code.cancel"));

  /**
   * A picker that has found nothing yet.
   *
   * @param onAccept gets what is chosen
   * @param onCancel is told when nothing is
   */
  public CodePicker(Consumer<Term> onAccept, Runnable onCancel) {
    super(new BorderLayout());
    this.onAccept = onAccept;
    this.onCancel = onCancel;
    int gap = FontSize.gap(this);
    setLayout(new BorderLayout(gap, gap));
    setBorder(FontSize.border(this));
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setCellRenderer(new TermRenderer());
    list.setVisibleRowCount(VISIBLE_ROWS);
    list.addListSelectionListener(e -> showDetails());
    list.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            if (e.getClickCount() == 2) {
              accept.doClick();
            }
          }
        });
    field
        .getDocument()
        .addDocumentListener(
            new DocumentListener() {
              @Override
              public void insertUpdate(DocumentEvent e) {
                find();
              }

              @Override
              public void removeUpdate(DocumentEvent e) {
                find();
              }

              @Override
              public void changedUpdate(DocumentEvent e) {
                find();
              }
            });
    field.setToolTipText(Texts.get("panel.code.search.tip"));
    field.addActionListener(e -> accept.doClick());
    accept.addActionListener(e -> chosen().ifPresent(this.onAccept));
    cancel.addActionListener(e -> this.onCancel.run());
    arrow(KeyEvent.VK_DOWN, 1);
    arrow(KeyEvent.VK_UP, -1);
    arrow(KeyEvent.VK_PAGE_DOWN, VISIBLE_ROWS);
    arrow(KeyEvent.VK_PAGE_UP, -VISIBLE_ROWS);
    onKey(field, KeyEvent.VK_ESCAPE, () -> cancel.doClick());
    onKey(list, KeyEvent.VK_ESCAPE, () -> cancel.doClick());
    onKey(list, KeyEvent.VK_ENTER, () -> accept.doClick());
    add(searchRow(gap), BorderLayout.NORTH);
    add(new JScrollPane(list), BorderLayout.CENTER);
    add(bottom(gap), BorderLayout.SOUTH);
    find();
  }

  private JPanel searchRow(int gap) {
    JLabel label = new JLabel(Texts.get("panel.code.search"));
    label.setLabelFor(field);
    JPanel row = new JPanel(new BorderLayout(gap, gap));
    row.add(label, BorderLayout.LINE_START);
    row.add(field, BorderLayout.CENTER);
    return row;
  }

  private JPanel bottom(int gap) {
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, gap, 0));
    buttons.add(accept);
    buttons.add(cancel);
    JPanel bottom = new JPanel(new BorderLayout(gap, gap));
    bottom.add(details, BorderLayout.NORTH);
    bottom.add(buttons, BorderLayout.SOUTH);
    return bottom;
  }

  private void arrow(int code, int by) {
    onKey(
        field,
        code,
        () -> {
          int last = found.size() - 1;
          int index = Math.max(0, Math.min(last, list.getSelectedIndex() + by));
          list.setSelectedIndex(index);
          list.ensureIndexIsVisible(index);
        });
  }

  private static void onKey(JComponent of, int code, Runnable what) {
    String name = "picker " + code;
    of.getInputMap().put(KeyStroke.getKeyStroke(code, 0), name);
    of.getActionMap()
        .put(
            name,
            new AbstractAction() {
              @Override
              public void actionPerformed(ActionEvent e) {
                what.run();
              }
            });
  }

  /** Begins with these words in the field, selected so that typing replaces them. */
  public void search(String text) {
    field.setText(text);
    field.selectAll();
  }

  private void find() {
    String text = field.getText();
    found.clear();
    if (!isCode(text)) {
      found.addAll(Terminology.standard().search(text, MOST));
      list.setSelectedIndex(found.isEmpty() ? -1 : 0);
      list.ensureIndexIsVisible(0);
    } else {
      typed(text).ifPresent(found::addElement);
      list.setSelectedIndex(found.isEmpty() ? -1 : 0);
    }
    showDetails();
  }

  private static boolean isCode(String text) {
    return text.indexOf(':') >= 0;
  }

  private static Optional<Term> typed(String code) {
    try {
      return Optional.of(SegmentNaming.term(code));
    } catch (JobException e) {
      return Optional.empty(); // not yet typed to the end; the line below says what is expected
    }
  }

  /** What is chosen, if anything is. */
  Optional<Term> chosen() {
    return Optional.ofNullable(list.getSelectedValue());
  }

  private void showDetails() {
    accept.setEnabled(chosen().isPresent());
    String text = field.getText().strip();
    if (chosen().isPresent()) {
      Term term = chosen().get();
      details.setText(
          Texts.get(
              "panel.code.details",
              term.type().scheme() + ":" + term.type().value(),
              term.category().meaning()));
    } else if (isCode(text)) {
      details.setText(Texts.get("panel.code.expected"));
    } else {
      details.setText(text.isEmpty() ? Texts.get("panel.code.hint") : Texts.get("panel.code.none"));
    }
  }

  /** A term with its colour, its side and its category. */
  private static final class TermRenderer extends DefaultListCellRenderer {
    TermRenderer() {
      PlainLabel.plain(this);
    }

    @Override
    public Component getListCellRendererComponent(
        JList<?> list, Object value, int index, boolean selected, boolean focused) {
      super.getListCellRendererComponent(list, value, index, selected, focused);
      if (value instanceof Term term) {
        Segment.Rgb rgb = term.colour();
        Color colour = new Color(rgb.red(), rgb.green(), rgb.blue());
        setIcon(SegmentCells.swatch(colour, FontSize.line(list)));
        setText(describe(term));
      }
      return this;
    }
  }

  /** Such as "Kidney (left) – Anatomical Structure". */
  static String describe(Term term) {
    String what = term.type().meaning();
    if (term.side().isPresent()) {
      what = Texts.get("panel.code.side", what, side(term.side().get()));
    }
    if (term.region().isPresent()) {
      String where = term.region().get().code().meaning();
      List<CodedConcept> sides = term.region().get().modifiers();
      what =
          Texts.get(
              "panel.code.region",
              what,
              sides.isEmpty() ? where : Texts.get("panel.code.side", where, side(sides.get(0))));
    }
    return Texts.get("panel.code.item", what, term.category().meaning());
  }

  private static String side(CodedConcept side) {
    return switch (side.meaning()) {
      case "Left" -> Texts.get("panel.code.left");
      case "Right" -> Texts.get("panel.code.right");
      case "Bilateral" -> Texts.get("panel.code.bilateral");
      default -> side.meaning();
    };
  }

  JTextField field() {
    return field;
  }

  JList<Term> terms() {
    return list;
  }

  JButton accept() {
    return accept;
  }

  JButton cancel() {
    return cancel;
  }

  String details() {
    return details.getText();
  }
}
