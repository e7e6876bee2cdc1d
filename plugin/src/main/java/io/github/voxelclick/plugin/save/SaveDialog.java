package io.github.voxelclick.plugin.save;

import io.github.voxelclick.plugin.text.Texts;
import java.awt.Dialog;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.KeyStroke;
import javax.swing.WindowConstants;
import org.jspecify.annotations.Nullable;

/** The panel in a window. Stateless. */
public final class SaveDialog {
  private SaveDialog() {}

  /**
   * Asks, and waits for the answer. On the event thread.
   *
   * @param owner the window to stay above, if any
   * @param subject what there is to save
   * @param memory what was chosen last
   * @param reader the name that is known of the person, if any
   * @return empty when the person gave up
   */
  public static Optional<SaveRequest> ask(
      @Nullable Window owner, SaveSubject subject, SaveMemory memory, Optional<String> reader) {
    Texts texts = Texts.current();
    JDialog dialog =
        new JDialog(owner, texts.text("save.title"), Dialog.ModalityType.APPLICATION_MODAL);
    AtomicReference<Optional<SaveRequest>> answer = new AtomicReference<>(Optional.empty());
    SavePanel panel =
        new SavePanel(
            subject,
            memory,
            reader,
            request -> {
              answer.set(request);
              dialog.dispose();
            });
    dialog.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    dialog.setContentPane(panel);
    dialog.getRootPane().setDefaultButton(panel.saveButton());
    dialog
        .getRootPane()
        .registerKeyboardAction(
            e -> panel.cancel(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    panel.addPropertyChangeListener(
        SavePanel.CONTENT,
        e -> {
          if (dialog.getPreferredSize().height > dialog.getHeight()) {
            dialog.pack(); // a sentence more than before must not be cut off
          }
        });
    dialog.pack();
    dialog.setLocationRelativeTo(owner);
    dialog.setVisible(true);
    return answer.get();
  }
}
