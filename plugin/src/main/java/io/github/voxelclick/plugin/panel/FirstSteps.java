package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JTextArea;

/**
 * Five steps from nothing to a saved mask, for who has never done it, and a sample to do it with.
 * To be used on the event thread.
 */
public final class FirstSteps extends JPanel {
  private static final long serialVersionUID = 1L;

  /** Letters of average width in a line of a step. */
  private static final int COLUMNS = 52;

  private final JButton sample = new JButton(Texts.get("help.sample"));
  private final JButton keys = new JButton(Texts.get("help.keys"));
  private final JCheckBox never = new JCheckBox(Texts.get("help.never"));
  private final JProgressBar bar = new JProgressBar();

  /** What a person asks for here. */
  public interface Listener {
    /** A series to try things with is to be made and opened. */
    void openSample();

    /** The list of keys is to be shown. */
    void showKeys();

    /**
     * Whether the steps come by themselves.
     *
     * @param never true when they are not to come again
     */
    void neverAgain(boolean never);
  }

  /**
   * The steps.
   *
   * @param shortcuts whose keys the steps name
   * @param never whether they have ceased to come by themselves
   */
  public FirstSteps(Shortcuts shortcuts, boolean never, Listener listener) {
    super(new GridBagLayout());
    setBorder(FontSize.border(this));
    int gap = FontSize.gap(this);
    GridBagConstraints at = new GridBagConstraints();
    at.gridy = 0;
    at.anchor = GridBagConstraints.FIRST_LINE_START;
    at.insets = new Insets(gap, gap, gap, gap);
    int number = 1;
    for (String step : steps(shortcuts)) {
      step(number, step, at);
      number++;
    }
    at.gridx = 0;
    at.gridwidth = 2;
    at.weightx = 1;
    at.fill = GridBagConstraints.HORIZONTAL;
    at.gridy++;
    add(sampleLine(listener, gap), at);
    at.gridy++;
    at.weighty = 1;
    at.anchor = GridBagConstraints.LAST_LINE_START;
    this.never.setMnemonic(Texts.get("help.never.mnemonic").charAt(0));
    this.never.setSelected(never);
    this.never.addActionListener(e -> listener.neverAgain(this.never.isSelected()));
    add(this.never, at);
    busy(false);
  }

  /** The steps as plain text, a line each; where there is no window to show them in. */
  public static List<String> steps(Shortcuts shortcuts) {
    return List.of(
        Texts.get("help.step.open"),
        Texts.get("help.step.slice"),
        Texts.get("help.step.click"),
        Texts.get(
            "help.step.propagate",
            shortcuts.text(ShortcutAction.PROPAGATE),
            shortcuts.text(ShortcutAction.NEXT_REVIEW)),
        Texts.get("help.step.save"));
  }

  private JPanel sampleLine(Listener listener, int gap) {
    sample.setToolTipText(Texts.get("help.sample.tip"));
    sample.setMnemonic(Texts.get("help.sample.mnemonic").charAt(0));
    sample.addActionListener(e -> listener.openSample());
    keys.setMnemonic(Texts.get("help.keys.mnemonic").charAt(0));
    keys.addActionListener(e -> listener.showKeys());
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.LEADING, gap, 0));
    buttons.add(sample);
    buttons.add(keys);
    JPanel line = new JPanel(new BorderLayout(gap, gap));
    line.add(buttons, BorderLayout.LINE_START);
    line.add(bar, BorderLayout.CENTER);
    return line;
  }

  private void step(int number, String text, GridBagConstraints at) {
    JLabel label = new JLabel(Integer.toString(number));
    label.setFont(label.getFont().deriveFont(Font.BOLD, label.getFont().getSize2D() * 1.6f));
    at.gridx = 0;
    at.weightx = 0;
    at.fill = GridBagConstraints.NONE;
    add(label, at);
    at.gridx = 1;
    at.weightx = 1;
    at.fill = GridBagConstraints.HORIZONTAL;
    add(paragraph(text), at);
    at.gridy++;
  }

  /** Text in lines that end where they have to. */
  private static JTextArea paragraph(String text) {
    JTextArea area = new JTextArea(text);
    area.setFont(new JLabel().getFont().deriveFont(Font.PLAIN));
    area.setEditable(false);
    area.setFocusable(false);
    area.setOpaque(false);
    area.setLineWrap(true);
    area.setWrapStyleWord(true);
    int width = COLUMNS * area.getFontMetrics(area.getFont()).charWidth('n');
    area.setSize(
        new Dimension(width, Short.MAX_VALUE)); // lines are broken at the width that it has
    area.setPreferredSize(area.getPreferredSize());
    return area;
  }

  /** Shows whether the sample is being made and loaded. */
  public void busy(boolean busy) {
    sample.setEnabled(!busy);
    bar.setVisible(busy);
    bar.setIndeterminate(busy);
  }

  /**
   * Shows how far loading is.
   *
   * @param done steps finished
   * @param total all steps
   */
  public void progress(int done, int total) {
    bar.setIndeterminate(false);
    bar.setMaximum(total);
    bar.setValue(done);
  }

  JButton sampleButton() {
    return sample;
  }

  JCheckBox neverBox() {
    return never;
  }

  JProgressBar bar() {
    return bar;
  }
}
