package io.github.voxelclick.plugin.message;

import io.github.voxelclick.plugin.text.Texts;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.FontMetrics;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JToggleButton;
import javax.swing.UIManager;

/**
 * Says what failed and what to do, and lets a person look at and copy what can be handed on of it.
 * To be used on the event thread.
 */
public final class ErrorPanel extends JPanel {
  private static final long serialVersionUID = 1L;

  private static final int COLUMNS = 40;
  private static final int DETAIL_ROWS = 12;

  /** Property that changes when the panel wants another size. */
  static final String CONTENT = "voxelclick.message.content";

  private final transient Texts texts;
  private final transient Consumer<String> clipboard;
  private final String details;
  private final JTextArea shownDetails;
  private final JScrollPane detailArea;
  private final JToggleButton show = new JToggleButton();
  private final JButton copy = new JButton();
  private final JButton close = new JButton();
  private final JLabel copied = new JLabel(" ");

  /**
   * A panel.
   *
   * @param sentence what failed and what to do, as of {@code Complaint}; shown only here
   * @param details as of {@link FailureDetails}
   * @param clipboard takes the details
   * @param onClose called when the person has read it
   */
  public ErrorPanel(String sentence, String details, Consumer<String> clipboard, Runnable onClose) {
    this(sentence, details, clipboard, onClose, Texts.current());
  }

  @SuppressWarnings("this-escape") // listeners of its own parts only
  ErrorPanel(
      String sentence, String details, Consumer<String> clipboard, Runnable onClose, Texts texts) {
    super(new BorderLayout());
    this.texts = texts;
    this.clipboard = clipboard;
    this.details = details;
    this.shownDetails = new JTextArea(details, DETAIL_ROWS, COLUMNS);
    this.detailArea = new JScrollPane(shownDetails);
    show.setText(texts.text("errors.show"));
    show.addActionListener(e -> showDetails(show.isSelected()));
    copy.setText(texts.text("errors.copy"));
    copy.setToolTipText(texts.text("errors.copy.tip"));
    copy.addActionListener(e -> copy());
    close.setText(texts.text("errors.close"));
    close.addActionListener(e -> onClose.run());
    layOut(sentence);
  }

  /**
   * What failed and what to do: the first sentence, and those that follow.
   *
   * @param text whole sentences
   * @return two texts, the second of which may be empty
   */
  static String[] parts(String text) {
    // The point of a version or of a file's name has no space after it.
    String[] parts = text.strip().split("(?<=[.!?]) +(?=[\\p{Lu}\"“„])", 2);
    return new String[] {parts[0], parts.length > 1 ? parts[1] : ""};
  }

  private void layOut(String sentence) {
    FontMetrics metrics = getFontMetrics(close.getFont());
    int gap = metrics.charWidth('m');
    setBorder(BorderFactory.createEmptyBorder(gap, gap, gap, gap));
    String[] parts = parts(sentence);
    JPanel words = new JPanel(new BorderLayout(0, gap / 2));
    words.add(text(parts[0], Font.BOLD), BorderLayout.NORTH);
    words.add(text(parts[1], Font.PLAIN), BorderLayout.CENTER);
    JLabel icon = new JLabel(UIManager.getIcon("OptionPane.errorIcon"));
    icon.setVerticalAlignment(JLabel.TOP);
    JPanel head = new JPanel(new BorderLayout(gap, 0));
    head.add(icon, BorderLayout.LINE_START);
    head.add(words, BorderLayout.CENTER);
    add(head, BorderLayout.NORTH);
    shownDetails.setEditable(false);
    shownDetails.setFont(new Font(Font.MONOSPACED, Font.PLAIN, close.getFont().getSize()));
    shownDetails.setCaretPosition(0);
    detailArea.setBorder(
        BorderFactory.createCompoundBorder(
            BorderFactory.createEmptyBorder(gap, 0, 0, 0), detailArea.getBorder()));
    detailArea.setVisible(false);
    add(detailArea, BorderLayout.CENTER);
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, gap / 2, gap));
    buttons.add(copied);
    buttons.add(show);
    buttons.add(copy);
    buttons.add(close);
    add(buttons, BorderLayout.SOUTH);
  }

  private static Component text(String text, int style) {
    JTextArea area = new Wrapped(text);
    area.setFont(new JLabel().getFont().deriveFont(style));
    return area;
  }

  private void showDetails(boolean shown) {
    detailArea.setVisible(shown);
    revalidate();
    firePropertyChange(CONTENT, !shown, shown);
  }

  private void copy() {
    clipboard.accept(details);
    copied.setText(texts.text("errors.copied"));
    firePropertyChange(CONTENT, null, copied.getText());
  }

  JButton copyButton() {
    return copy;
  }

  JToggleButton showButton() {
    return show;
  }

  JButton closeButton() {
    return close;
  }

  /** A text that wraps and can be selected. */
  private static final class Wrapped extends JTextArea {
    private static final long serialVersionUID = 1L;

    Wrapped(String text) {
      super(text, 0, COLUMNS);
      setEditable(false);
      setLineWrap(true);
      setWrapStyleWord(true);
      setOpaque(false);
      setBorder(null);
    }

    @Override
    public Dimension getPreferredSize() {
      int wide = getColumns() * getColumnWidth();
      if (getWidth() == 0) {
        setSize(wide, Short.MAX_VALUE);
      }
      return new Dimension(wide, super.getPreferredSize().height);
    }
  }
}
