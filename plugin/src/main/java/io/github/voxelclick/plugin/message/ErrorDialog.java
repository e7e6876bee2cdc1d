package io.github.voxelclick.plugin.message;

import io.github.voxelclick.plugin.task.Complaint;
import io.github.voxelclick.plugin.text.Texts;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.StringSelection;
import java.awt.event.KeyEvent;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.KeyStroke;
import javax.swing.WindowConstants;
import org.jspecify.annotations.Nullable;

/** The panel in a window. Stateless. */
public final class ErrorDialog {
  private ErrorDialog() {}

  /**
   * Shows a failure and returns at once; other windows stay usable. While a window says the same
   * sentence, that one comes to the front instead. On the event thread.
   *
   * @param owner the window to stay above, if any
   * @param device as of {@link FailureDetails}
   * @param family as of {@link FailureDetails}
   */
  public static void show(
      @Nullable Window owner, Throwable failure, Optional<String> device, Optional<String> family) {
    String sentence = Complaint.about(failure);
    if (OpenWindows.raise(sentence)) {
      return;
    }
    JDialog dialog = new JDialog(owner, Texts.get("errors.title"), JDialog.ModalityType.MODELESS);
    ErrorPanel panel =
        new ErrorPanel(
            sentence,
            FailureDetails.of(failure, device, family),
            ErrorDialog::copy,
            dialog::dispose);
    dialog.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    dialog.setContentPane(panel);
    dialog.getRootPane().setDefaultButton(panel.closeButton());
    dialog
        .getRootPane()
        .registerKeyboardAction(
            e -> dialog.dispose(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    panel.addPropertyChangeListener(ErrorPanel.CONTENT, e -> dialog.pack());
    OpenWindows.mark(dialog, sentence);
    dialog.pack();
    dialog.setLocationRelativeTo(owner);
    dialog.setVisible(true);
  }

  private static void copy(String text) {
    StringSelection selection = new StringSelection(text);
    Toolkit.getDefaultToolkit().getSystemClipboard().setContents(selection, null);
  }
}
