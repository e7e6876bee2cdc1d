package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import java.awt.BorderLayout;
import java.awt.GridLayout;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;

/** Which model runs on what, what it is doing, and how to stop it. */
public final class DevicePane extends JPanel {
  private final JLabel model = new PlainLabel();
  private final JLabel status = new PlainLabel();
  private final JProgressBar bar = new JProgressBar();
  private final JButton cancel = new JButton(Texts.get("panel.device.cancel"));

  /**
   * A pane that shows nothing yet.
   *
   * @param onCancel stops what is being done
   */
  public DevicePane(Shortcuts shortcuts, Runnable onCancel) {
    super(new BorderLayout());
    int gap = FontSize.gap(this);
    setLayout(new BorderLayout(gap, gap / 2));
    setBorder(FontSize.border(this));
    cancel.setToolTipText(
        shortcuts.tip(Texts.get("panel.device.cancel.tip"), ShortcutAction.CANCEL));
    cancel.addActionListener(e -> onCancel.run());
    JPanel lines = new JPanel(new GridLayout(0, 1, 0, gap / 2));
    lines.add(model);
    lines.add(status);
    add(lines, BorderLayout.NORTH);
    add(bar, BorderLayout.CENTER);
    add(cancel, BorderLayout.LINE_END);
    show(DeviceStatus.idle("", "", ""));
  }

  /** Shows another status. */
  public void show(DeviceStatus next) {
    model.setText(
        next.model().isEmpty()
            ? " "
            : Texts.get("panel.device.model", next.model(), next.device()));
    model.setToolTipText(next.model().isEmpty() ? null : model.getText());
    String text = next.busy() ? Texts.get("panel.device.busy", next.text()) : next.text();
    status.setText(text.isEmpty() ? " " : text);
    status.setToolTipText(text.isEmpty() ? null : text);
    bar.setIndeterminate(next.busy() && next.total() == 0);
    bar.setMaximum(Math.max(1, next.total()));
    bar.setValue(next.busy() ? next.done() : 0);
    cancel.setEnabled(next.busy());
  }

  JProgressBar bar() {
    return bar;
  }

  JButton cancel() {
    return cancel;
  }

  String text() {
    return model.getText() + "\n" + status.getText();
  }
}
