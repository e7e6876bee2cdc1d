package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.panel.ShortcutAction;
import io.github.voxelclick.plugin.panel.Shortcuts;
import java.awt.Component;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;

/**
 * The keys of the windows of one case: what they mean does not depend on where one clicked last.
 * Fields for text keep theirs, and windows of ImageJ and of other cases all of theirs. Used on the
 * event thread only.
 */
final class CaseKeys implements KeyEventDispatcher {
  private final Shortcuts shortcuts;
  private final Consumer<ShortcutAction> actions;
  private final Set<Window> windows = new HashSet<>();
  private int used = KeyEvent.VK_UNDEFINED;

  CaseKeys(Shortcuts shortcuts, Consumer<ShortcutAction> actions) {
    this.shortcuts = shortcuts;
    this.actions = actions;
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
