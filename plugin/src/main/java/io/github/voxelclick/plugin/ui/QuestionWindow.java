package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.text.Texts;
import java.awt.Window;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import javax.swing.JDialog;
import javax.swing.JOptionPane;
import javax.swing.WindowConstants;

/**
 * What a person is told or asked, one window at a time. It blocks nothing: ImageJ may hold locks
 * meanwhile. Used on the event thread only.
 */
final class QuestionWindow {
  private Optional<JDialog> open = Optional.empty();

  /**
   * Shows a sentence with buttons, in place of what is shown.
   *
   * @param answer given the index of the button, or -1 when the window is closed
   */
  void show(Window owner, String sentence, List<String> buttons, IntConsumer answer) {
    dispose();
    JOptionPane pane =
        new JOptionPane(
            sentence,
            buttons.size() > 1 ? JOptionPane.WARNING_MESSAGE : JOptionPane.INFORMATION_MESSAGE,
            JOptionPane.DEFAULT_OPTION,
            null,
            buttons.toArray(),
            buttons.get(0)) {
          private static final long serialVersionUID = 1L;

          @Override
          public int getMaxCharactersPerLineCount() {
            return 60;
          }
        };
    JDialog dialog = pane.createDialog(owner, Texts.get("closing.title"));
    dialog.setModal(false);
    dialog.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE); // the pane's value tells
    pane.addPropertyChangeListener(
        JOptionPane.VALUE_PROPERTY,
        e -> {
          if (open.filter(d -> d == dialog).isPresent()) {
            dispose();
            answer.accept(buttons.indexOf(pane.getValue()));
          }
        });
    open = Optional.of(dialog);
    dialog.setVisible(true);
    dialog.toFront();
  }

  /** Takes away what is shown; nothing is answered. */
  void dispose() {
    Optional<JDialog> shown = open;
    open = Optional.empty();
    shown.ifPresent(JDialog::dispose);
  }
}
