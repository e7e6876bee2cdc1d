package io.github.voxelclick.plugin.diagnostics;

import io.github.voxelclick.plugin.text.Texts;
import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.Font;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;

/**
 * Shows a report, says how many things look wrong, and copies it. To be used on the event thread.
 */
public final class DiagnosticsPanel extends JPanel {
  private static final long serialVersionUID = 1L;

  private static final int ROWS = 24;
  private static final int COLUMNS = 84;

  private final transient Texts texts;
  private final JTextArea text = new JTextArea(ROWS, COLUMNS);
  private final JLabel state = new JLabel(" ");
  private final JButton copy = new JButton();
  private final JButton close = new JButton();

  /**
   * A panel that waits for its report.
   *
   * @param clipboard takes the report's text
   * @param onClose called when the person has read it
   */
  public DiagnosticsPanel(Consumer<String> clipboard, Runnable onClose) {
    this(clipboard, onClose, Texts.current());
  }

  @SuppressWarnings("this-escape") // listeners of its own parts only
  DiagnosticsPanel(Consumer<String> clipboard, Runnable onClose, Texts texts) {
    super(new BorderLayout());
    this.texts = texts;
    copy.setText(texts.text("diagnostics.copy"));
    copy.setToolTipText(texts.text("diagnostics.copy.tip"));
    copy.setEnabled(false);
    copy.addActionListener(
        e -> {
          clipboard.accept(text.getText());
          state.setText(texts.text("diagnostics.copied"));
        });
    close.setText(texts.text("diagnostics.close"));
    close.addActionListener(e -> onClose.run());
    text.setEditable(false);
    text.setLineWrap(true);
    text.setWrapStyleWord(true);
    text.setFont(new Font(Font.MONOSPACED, Font.PLAIN, close.getFont().getSize()));
    int gap = getFontMetrics(close.getFont()).charWidth('m');
    setBorder(BorderFactory.createEmptyBorder(gap, gap, gap, gap));
    JLabel words = new JLabel(texts.text("diagnostics.words"));
    words.setBorder(BorderFactory.createEmptyBorder(0, 0, gap, 0));
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, gap / 2, gap));
    buttons.add(state);
    buttons.add(copy);
    buttons.add(close);
    add(words, BorderLayout.NORTH);
    add(new JScrollPane(text), BorderLayout.CENTER);
    add(buttons, BorderLayout.SOUTH);
  }

  /**
   * Shows a report.
   *
   * @param complete whether no more is to come; only then it can be copied
   */
  public void show(DiagnosticReport report, boolean complete) {
    text.setText(report.text());
    text.setCaretPosition(0);
    copy.setEnabled(complete);
    int wrong = report.warnings().size();
    state.setText(
        !complete
            ? texts.text("diagnostics.trying")
            : wrong == 0 ? texts.text("diagnostics.fine") : texts.text("diagnostics.wrong", wrong));
  }

  /** The button to be the default one. */
  public JButton copyButton() {
    return copy;
  }

  JButton closeButton() {
    return close;
  }

  String shownText() {
    return text.getText();
  }

  String stateText() {
    return state.getText();
  }
}
