package io.github.voxelclick.plugin.ij;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;
import java.awt.KeyEventDispatcher;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Optional;

/**
 * The keys of a session: Ctrl+Z (or Backspace) undo, Ctrl+Y or Ctrl+Shift+Z redo, Escape cancel, H
 * hides and shows the mask. They act only while the click tool is chosen and an image of ours has
 * the focus; ImageJ then does not see them. All other keys stay ImageJ's.
 */
final class SessionKeys implements KeyEventDispatcher {
  @Override
  public boolean dispatchKeyEvent(KeyEvent e) {
    Optional<VolumeView> view = ClickTool.isChosen() ? focused(e) : Optional.empty();
    return view.isPresent() && handle(e, view.get());
  }

  private static Optional<VolumeView> focused(KeyEvent e) {
    ImagePlus image = null;
    if (e.getComponent() instanceof ImageCanvas canvas) {
      image = canvas.getImage();
    } else if (e.getComponent() instanceof ImageWindow window) {
      image = window.getImagePlus();
    }
    return VolumeView.of(image);
  }

  /** Whether the event is ours and must not reach ImageJ. */
  private static boolean handle(KeyEvent e, VolumeView view) {
    boolean command =
        (e.getModifiersEx() & (InputEvent.CTRL_DOWN_MASK | InputEvent.META_DOWN_MASK)) != 0;
    int key = e.getKeyCode();
    ViewListener listener = view.listener();
    Runnable action = null;
    if (key == KeyEvent.VK_H && !command) {
      action = view::toggleOverlay;
    } else if (command && key == KeyEvent.VK_Z) {
      action = e.isShiftDown() ? listener::redo : listener::undo;
    } else if (command && key == KeyEvent.VK_Y) {
      action = listener::redo;
    } else if (key == KeyEvent.VK_BACK_SPACE || key == KeyEvent.VK_DELETE) {
      action = listener::undo;
    } else if (key == KeyEvent.VK_ESCAPE) {
      action = listener::cancel;
    }
    if (action != null && e.getID() == KeyEvent.KEY_PRESSED) {
      action.run();
    }
    return action != null;
  }
}
