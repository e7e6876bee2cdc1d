package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Locale;
import java.util.Objects;
import javax.swing.KeyStroke;

/**
 * A key and what it does. Immutable.
 *
 * @param stroke a key that is pressed, or a sign that is typed ({@link
 *     KeyStroke#getKeyStroke(char)}) where it lies on other keys in other countries
 * @param action what it does
 */
public record Shortcut(KeyStroke stroke, ShortcutAction action) {
  /** Checks that both are there. */
  public Shortcut {
    Objects.requireNonNull(stroke, "stroke");
    Objects.requireNonNull(action, "action");
  }

  /** A key without others. */
  static Shortcut key(int code, ShortcutAction action) {
    return new Shortcut(KeyStroke.getKeyStroke(code, 0), action);
  }

  /** A key together with others. */
  static Shortcut key(int code, int modifiers, ShortcutAction action) {
    return new Shortcut(KeyStroke.getKeyStroke(code, modifiers), action);
  }

  /** A sign, whatever keys it takes. */
  static Shortcut sign(char sign, ShortcutAction action) {
    return new Shortcut(KeyStroke.getKeyStroke(sign), action);
  }

  private boolean isSign() {
    return stroke.getKeyCode() == KeyEvent.VK_UNDEFINED;
  }

  /** Whether the press of a key is this one. */
  boolean isPressedIn(KeyEvent event) {
    if (event.getID() != KeyEvent.KEY_PRESSED) {
      return false;
    }
    if (!isSign()) {
      return stroke.equals(KeyStroke.getKeyStrokeForEvent(event));
    }
    int commands = InputEvent.CTRL_DOWN_MASK | InputEvent.META_DOWN_MASK | InputEvent.ALT_DOWN_MASK;
    boolean isCommand =
        (event.getModifiersEx() & commands) != 0 && !event.isAltGraphDown(); // AltGr is Ctrl+Alt
    return event.getKeyChar() == stroke.getKeyChar() && !isCommand;
  }

  /** How a person reads it, such as "Ctrl+Z". */
  public String text() {
    if (isSign()) {
      return String.valueOf(stroke.getKeyChar());
    }
    StringBuilder text = new StringBuilder();
    int modifiers = stroke.getModifiers();
    add(text, modifiers, InputEvent.CTRL_DOWN_MASK, "panel.key.ctrl");
    add(text, modifiers, InputEvent.SHIFT_DOWN_MASK, "panel.key.shift");
    add(text, modifiers, InputEvent.META_DOWN_MASK, "panel.key.command");
    return text.append(name()).toString();
  }

  private static void add(StringBuilder text, int modifiers, int mask, String key) {
    if ((modifiers & mask) != 0) {
      text.append(Texts.get(key)).append('+');
    }
  }

  private String name() {
    return switch (stroke.getKeyCode()) {
      case KeyEvent.VK_ENTER -> Texts.get("panel.key.enter");
      case KeyEvent.VK_TAB -> Texts.get("panel.key.tab");
      case KeyEvent.VK_ESCAPE -> Texts.get("panel.key.escape");
      default -> KeyEvent.getKeyText(stroke.getKeyCode()).toUpperCase(Locale.ROOT);
    };
  }
}
