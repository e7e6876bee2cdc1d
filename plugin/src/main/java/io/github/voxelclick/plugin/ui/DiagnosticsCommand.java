package io.github.voxelclick.plugin.ui;

import ij.IJ;
import ij.plugin.frame.Recorder;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.plugin.diagnostics.DiagnosticReport;
import io.github.voxelclick.plugin.diagnostics.Diagnostics;
import io.github.voxelclick.plugin.diagnostics.DiagnosticsPanel;
import io.github.voxelclick.plugin.diagnostics.Host;
import io.github.voxelclick.plugin.message.RecentFailures;
import io.github.voxelclick.plugin.text.Texts;
import java.awt.EventQueue;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.KeyEvent;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.KeyStroke;
import javax.swing.WindowConstants;
import org.jspecify.annotations.Nullable;

/**
 * Says what there is to know about this installation: in a window, in a macro in ImageJ's log, and
 * while macros are recorded in both. Runs on a command's thread and waits for the devices.
 */
final class DiagnosticsCommand {
  private final Workbench workbench;
  private @Nullable DiagnosticsPanel panel;

  DiagnosticsCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  void run() {
    Messages.status(Texts.get("diagnostics.trying"));
    Diagnostics diagnostics = new Diagnostics(host());
    DiagnosticReport first = diagnostics.withoutDevices();
    boolean window = !IJ.isMacro();
    if (window) {
      EventQueue.invokeLater(() -> open(first));
    }
    DiagnosticReport all = first.and(diagnostics.devices(workbench.device()::devices));
    if (window) {
      EventQueue.invokeLater(() -> opened().show(all, true));
    }
    if (!window || Recorder.record) {
      all.text().lines().forEach(Messages::log);
    }
    Messages.status("");
  }

  private Host host() {
    Optional<SegmentationModel> model = workbench.model().map(m -> m.model());
    String distribution = System.getProperty("scijava.app.name", "");
    return new Host(
        (distribution.isBlank() ? "" : distribution + ", ") + "ImageJ " + IJ.getVersion(),
        model.map(m -> m.profile().name() + " on " + m.device() + ", SHA-256 " + m.sha256()),
        Optional.of(workbench.device().text()),
        RecentFailures.INSTANCE.list());
  }

  private DiagnosticsPanel opened() {
    if (panel == null) {
      throw new IllegalStateException("the window comes first");
    }
    return panel;
  }

  private void open(DiagnosticReport first) {
    JFrame frame = new JFrame(Texts.get("diagnostics.title"));
    frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    DiagnosticsPanel shown = new DiagnosticsPanel(DiagnosticsCommand::copy, frame::dispose);
    shown.show(first, false);
    panel = shown;
    frame.setContentPane(shown);
    frame.getRootPane().setDefaultButton(shown.copyButton());
    frame
        .getRootPane()
        .registerKeyboardAction(
            e -> frame.dispose(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    frame.pack();
    frame.setLocationRelativeTo(IJ.getInstance());
    frame.setVisible(true);
  }

  private static void copy(String text) {
    StringSelection selection = new StringSelection(text);
    Toolkit.getDefaultToolkit().getSystemClipboard().setContents(selection, null);
  }
}
