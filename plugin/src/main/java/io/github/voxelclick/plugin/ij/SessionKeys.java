package io.github.voxelclick.plugin.ij;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;
import java.awt.KeyEventDispatcher;
import java.awt.event.KeyEvent;
import java.util.Optional;

/**
 * Passes the keys of an image of ours to its session while our tool is chosen; what those use up,
 * ImageJ does not see. All other keys stay ImageJ's.
 */
final class SessionKeys implements KeyEventDispatcher {
  /** What the last key that went down meant; its other events follow it. */
  private int used;

  @Override
  public boolean dispatchKeyEvent(KeyEvent e) {
    Optional<VolumeView> view = ClickTool.isChosen() ? focused(e) : Optional.empty();
    if (view.isEmpty()) {
      return false;
    }
    if (e.getID() == KeyEvent.KEY_PRESSED) {
      used = view.get().listener().key(e) ? e.getKeyCode() : KeyEvent.VK_UNDEFINED;
      return used == e.getKeyCode();
    }
    boolean follows =
        used != KeyEvent.VK_UNDEFINED
            && (e.getID() == KeyEvent.KEY_TYPED || e.getKeyCode() == used);
    if (e.getID() == KeyEvent.KEY_RELEASED && follows) {
      used = KeyEvent.VK_UNDEFINED;
    }
    return follows;
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
}
