package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.panel.ShortcutAction;
import io.github.voxelclick.plugin.panel.Shortcuts;
import io.github.voxelclick.plugin.view.SliceView;
import io.github.voxelclick.plugin.view.SurfaceView;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.Component;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

/**
 * The keys of the windows of one case: what they mean does not depend on where one clicked last.
 * Fields for text keep theirs, and windows of ImageJ and of other cases all of theirs. Used on the
 * event thread only.
 */
final class CaseKeys implements KeyEventDispatcher {
  private final Shortcuts shortcuts;
  private final Consumer<ShortcutAction> actions;
  private final Consumer<SlicePlane> look;
  private final Set<Window> windows = new HashSet<>();
  private int used = KeyEvent.VK_UNDEFINED;

  /**
   * Keys that nobody presses yet.
   *
   * @param look told of the slice that a key means
   */
  CaseKeys(Shortcuts shortcuts, Consumer<ShortcutAction> actions, Consumer<SlicePlane> look) {
    this.shortcuts = shortcuts;
    this.actions = actions;
    this.look = look;
  }

  /** Whether a key has a meaning of its own in the picture in space. */
  private static boolean isKeyOf(SurfaceView surface, KeyEvent e) {
    KeyStroke plain = KeyStroke.getKeyStroke(e.getKeyCode(), e.getModifiersEx());
    return surface.getInputMap().get(plain) != null
        || surface.getInputMap().get(KeyStroke.getKeyStrokeForEvent(e)) != null
        || surface.getInputMap().get(KeyStroke.getKeyStroke(e.getKeyChar())) != null;
  }

  /** Begins to listen; {@link #uninstall} ends it. */
  void install() {
    KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(this);
  }

  void uninstall() {
    KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(this);
    windows.clear();
  }

  /** Takes a window in. */
  void add(Window window) {
    windows.add(window);
  }

  void remove(Window window) {
    windows.remove(window);
  }

  /**
   * Does what a key means.
   *
   * @return whether it means anything
   */
  boolean press(KeyEvent e) {
    Optional<ShortcutAction> action = shortcuts.find(e);
    action.ifPresent(actions);
    return action.isPresent();
  }

  @Override
  public boolean dispatchKeyEvent(KeyEvent e) {
    Component source = e.getComponent();
    Window window = source instanceof Window w ? w : SwingUtilities.getWindowAncestor(source);
    if (window == null || !windows.contains(window)) {
      return false;
    }
    if (source instanceof SurfaceView surface && isKeyOf(surface, e)) {
      return false;
    }
    if (source instanceof SliceView view) {
      look.accept(view.plane()); // keys mean the slice of their view
    }
    if (e.getID() == KeyEvent.KEY_PRESSED) {
      used = press(e) ? e.getKeyCode() : KeyEvent.VK_UNDEFINED;
      return used != KeyEvent.VK_UNDEFINED;
    }
    boolean follows =
        used != KeyEvent.VK_UNDEFINED
            && (e.getID() == KeyEvent.KEY_TYPED || e.getKeyCode() == used);
    if (e.getID() == KeyEvent.KEY_RELEASED && follows) {
      used = KeyEvent.VK_UNDEFINED;
    }
    return follows;
  }
}
