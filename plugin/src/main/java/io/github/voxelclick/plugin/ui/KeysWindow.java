package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.message.OpenWindows;
import io.github.voxelclick.plugin.panel.ShortcutList;
import io.github.voxelclick.plugin.panel.Shortcuts;
import io.github.voxelclick.plugin.text.Texts;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.WindowConstants;

/** The list of all keys in a window; Escape closes it. There is one for all images. */
final class KeysWindow {
  private KeysWindow() {}

  /** Shows it beside a window, or brings it to the front. */
  static void show(JFrame beside) {
    String title = Texts.get("case.keys.title");
    if (OpenWindows.raise(title)) {
      return;
    }
    JFrame frame = new JFrame(title);
    OpenWindows.mark(frame, title);
    frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    frame.add(new JScrollPane(new ShortcutList(Shortcuts.ofPlatform())));
    frame
        .getRootPane()
        .getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW)
        .put(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "close");
    frame
        .getRootPane()
        .getActionMap()
        .put(
            "close",
            new AbstractAction() {
              @Override
              public void actionPerformed(ActionEvent e) {
                frame.dispose();
              }
            });
    frame.pack();
    frame.setLocationRelativeTo(beside);
    frame.setVisible(true);
  }
}
