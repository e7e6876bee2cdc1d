package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.plugin.tool.ToolKind;
import java.awt.Component;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JList;
import javax.swing.JSlider;
import javax.swing.JTable;
import javax.swing.text.JTextComponent;

/**
 * All keys of our windows: what handles them, the tool tips and the list of keys read them here.
 * Immutable.
 *
 * @param all in the order of the list; an action may have several keys, the first of which is shown
 *     in tool tips
 */
public record Shortcuts(List<Shortcut> all) {
  /** Copies the list. */
  public Shortcuts {
    all = List.copyOf(all);
  }

  /** Those of this machine: commands are given with Command on a Mac, with Ctrl elsewhere. */
  public static Shortcuts ofPlatform() {
    return of(System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac"));
  }

  /** Those of a Mac, or of any other machine. */
  static Shortcuts of(boolean mac) {
    int command = mac ? InputEvent.META_DOWN_MASK : InputEvent.CTRL_DOWN_MASK;
    return new Shortcuts(
        List.of(
            Shortcut.key(KeyEvent.VK_C, ShortcutAction.TOOL_CLICK),
            Shortcut.key(KeyEvent.VK_B, ShortcutAction.TOOL_BOX),
            Shortcut.key(KeyEvent.VK_S, ShortcutAction.TOOL_SCRIBBLE),
            Shortcut.key(KeyEvent.VK_P, ShortcutAction.TOOL_BRUSH),
            Shortcut.key(KeyEvent.VK_E, ShortcutAction.TOOL_ERASER),
            Shortcut.key(KeyEvent.VK_G, ShortcutAction.TOOL_POLYGON),
            Shortcut.key(KeyEvent.VK_F, ShortcutAction.TOOL_FILL),
            Shortcut.sign('[', ShortcutAction.SMALLER),
            Shortcut.sign(']', ShortcutAction.LARGER),
            Shortcut.sign('3', ShortcutAction.BALL),
            Shortcut.key(KeyEvent.VK_H, ShortcutAction.HIDE),
            Shortcut.key(KeyEvent.VK_O, ShortcutAction.CONTOUR),
            Shortcut.key(KeyEvent.VK_V, ShortcutAction.VIEWS),
            Shortcut.key(KeyEvent.VK_N, ShortcutAction.NEXT_REVIEW),
            Shortcut.key(KeyEvent.VK_ENTER, ShortcutAction.CONFIRM),
            Shortcut.key(KeyEvent.VK_A, ShortcutAction.PROPAGATE),
            Shortcut.key(KeyEvent.VK_I, ShortcutAction.INTERPOLATE),
            Shortcut.key(KeyEvent.VK_L, ShortcutAction.LOCK),
            Shortcut.key(KeyEvent.VK_TAB, ShortcutAction.NEXT_SEGMENT),
            Shortcut.key(KeyEvent.VK_Z, command, ShortcutAction.UNDO),
            Shortcut.key(KeyEvent.VK_Y, command, ShortcutAction.REDO),
            Shortcut.key(KeyEvent.VK_Z, command | InputEvent.SHIFT_DOWN_MASK, ShortcutAction.REDO),
            Shortcut.key(KeyEvent.VK_ESCAPE, ShortcutAction.CANCEL),
            Shortcut.sign('?', ShortcutAction.LIST)));
  }

  /**
   * What a key does.
   *
   * @param event any; only the press of a key does anything, and none in a field for text. Enter
   *     and Tab stay with lists, buttons and sliders, which mean something by them
   */
  public Optional<ShortcutAction> find(KeyEvent event) {
    if (isOfWidget(event.getComponent(), event.getKeyCode())) {
      return Optional.empty();
    }
    return all.stream().filter(s -> s.isPressedIn(event)).map(Shortcut::action).findFirst();
  }

  private static boolean isOfWidget(Component source, int keyCode) {
    if (source instanceof JTextComponent) {
      return true;
    }
    boolean widget =
        source instanceof AbstractButton
            || source instanceof JTable
            || source instanceof JList
            || source instanceof JComboBox
            || source instanceof JSlider
            || source instanceof ConfidenceStrip;
    return widget && (keyCode == KeyEvent.VK_ENTER || keyCode == KeyEvent.VK_TAB);
  }

  /** How the keys of an action are written, the first first, such as "Ctrl+Y, Ctrl+Shift+Z". */
  public String text(ShortcutAction action) {
    return all.stream()
        .filter(s -> s.action() == action)
        .map(Shortcut::text)
        .collect(Collectors.joining(", "));
  }

  /**
   * A tool tip: what a button does, and its first key in brackets.
   *
   * @param what in words
   */
  public String tip(String what, ShortcutAction action) {
    return all.stream()
        .filter(s -> s.action() == action)
        .findFirst()
        .map(s -> Texts.get("panel.tip.withKey", what, s.text()))
        .orElse(what);
  }

  /** The tool tip of an action's own words. */
  public String tip(ShortcutAction action) {
    return tip(Texts.get(action.key()), action);
  }

  /** The tool tip of a tool. */
  String tip(ToolKind kind) {
    return tip(Texts.get(kind.key() + ".tip"), ShortcutAction.of(kind));
  }
}
