package io.github.voxelclick.plugin.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.plugin.tool.ToolKind;
import java.awt.Component;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTable;
import javax.swing.JTextField;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(Spoken.class)
class ShortcutsTest {
  private static final int CTRL = InputEvent.CTRL_DOWN_MASK;
  private static final int SHIFT = InputEvent.SHIFT_DOWN_MASK;

  private final Shortcuts shortcuts = Shortcuts.of(false);
  private final JPanel view = new JPanel();

  private Optional<ShortcutAction> press(Component on, int code, int modifiers, char sign) {
    return shortcuts.find(Painted.pressed(on, code, modifiers, sign));
  }

  private Optional<ShortcutAction> press(int code, int modifiers, char sign) {
    return press(view, code, modifiers, sign);
  }

  @Test
  void every_action_has_a_key_and_no_key_two_actions() {
    Set<ShortcutAction> actions = EnumSet.noneOf(ShortcutAction.class);
    Set<Object> keys = new HashSet<>();
    for (Shortcut s : shortcuts.all()) {
      actions.add(s.action());
      assertTrue(keys.add(s.stroke()), s.text());
    }
    assertEquals(EnumSet.allOf(ShortcutAction.class), actions);
  }

  @Test
  void letters_are_keys_only_without_ctrl_alt_and_shift() {
    assertEquals(Optional.of(ShortcutAction.TOOL_BRUSH), press(KeyEvent.VK_P, 0, 'p'));
    assertEquals(Optional.empty(), press(KeyEvent.VK_P, CTRL, 'p'));
    assertEquals(Optional.empty(), press(KeyEvent.VK_P, SHIFT, 'P'));
    assertEquals(Optional.empty(), press(KeyEvent.VK_W, 0, 'w'));
    assertEquals(
        Optional.empty(),
        shortcuts.find(new KeyEvent(view, KeyEvent.KEY_RELEASED, 0, 0, KeyEvent.VK_P, 'p')));
    assertEquals(
        Optional.empty(),
        shortcuts.find(new KeyEvent(view, KeyEvent.KEY_TYPED, 0, 0, KeyEvent.VK_UNDEFINED, '?')),
        "only the press counts, else it would count twice");
  }

  @Test
  void undo_and_redo_are_what_everybody_expects() {
    assertEquals(Optional.of(ShortcutAction.UNDO), press(KeyEvent.VK_Z, CTRL, 'z'));
    assertEquals(Optional.of(ShortcutAction.REDO), press(KeyEvent.VK_Z, CTRL | SHIFT, 'Z'));
    assertEquals(Optional.of(ShortcutAction.REDO), press(KeyEvent.VK_Y, CTRL, 'y'));
    int command = InputEvent.META_DOWN_MASK;
    assertEquals(Optional.empty(), press(KeyEvent.VK_Z, command, 'z'));
    assertEquals(
        Optional.of(ShortcutAction.UNDO),
        Shortcuts.of(true).find(Painted.pressed(view, KeyEvent.VK_Z, command, 'z')));
  }

  @Test
  void signs_count_wherever_they_are_on_the_keyboard() {
    assertEquals(Optional.of(ShortcutAction.LIST), press(KeyEvent.VK_SLASH, SHIFT, '?'));
    assertEquals(Optional.of(ShortcutAction.LIST), press(KeyEvent.VK_MINUS, SHIFT, '?'));
    assertEquals(Optional.of(ShortcutAction.SMALLER), press(KeyEvent.VK_OPEN_BRACKET, 0, '['));
    int altGraph = CTRL | InputEvent.ALT_DOWN_MASK | InputEvent.ALT_GRAPH_DOWN_MASK;
    assertEquals(Optional.of(ShortcutAction.SMALLER), press(KeyEvent.VK_8, altGraph, '['));
    assertEquals(Optional.of(ShortcutAction.LARGER), press(KeyEvent.VK_9, altGraph, ']'));
    assertEquals(Optional.of(ShortcutAction.BALL), press(KeyEvent.VK_NUMPAD3, 0, '3'));
    assertEquals(Optional.empty(), press(KeyEvent.VK_3, CTRL, '3'));
  }

  @Test
  void fields_and_widgets_keep_what_they_need() {
    assertEquals(Optional.empty(), press(new JTextField(), KeyEvent.VK_P, 0, 'p'));
    assertEquals(Optional.empty(), press(new JTextField(), KeyEvent.VK_Z, CTRL, 'z'));
    for (Component widget : List.of(new JButton(), new JTable())) {
      assertEquals(Optional.empty(), press(widget, KeyEvent.VK_ENTER, 0, '\n'));
      assertEquals(Optional.empty(), press(widget, KeyEvent.VK_TAB, 0, '\t'));
      assertEquals(Optional.of(ShortcutAction.TOOL_BRUSH), press(widget, KeyEvent.VK_P, 0, 'p'));
    }
    assertEquals(Optional.of(ShortcutAction.CONFIRM), press(KeyEvent.VK_ENTER, 0, '\n'));
    assertEquals(Optional.of(ShortcutAction.NEXT_SEGMENT), press(KeyEvent.VK_TAB, 0, '\t'));
  }

  @Test
  void keys_are_written_in_the_language_of_the_windows() {
    assertEquals("Ctrl+Y, Ctrl+Shift+Z", shortcuts.text(ShortcutAction.REDO));
    assertEquals("Undo (Ctrl+Z)", shortcuts.tip(ShortcutAction.UNDO));
    assertEquals("C", shortcuts.text(ShortcutAction.TOOL_CLICK));
    assertEquals("Cmd+Z", Shortcuts.of(true).text(ShortcutAction.UNDO));
    Spoken.choose("de");
    assertEquals("Strg+Y, Strg+Umschalt+Z", shortcuts.text(ShortcutAction.REDO));
    assertEquals("Eingabe", shortcuts.text(ShortcutAction.CONFIRM));
  }

  @Test
  void every_tool_has_a_key_and_every_action_words_in_both_languages() {
    for (ToolKind kind : ToolKind.values()) {
      assertEquals(Optional.of(kind), ShortcutAction.of(kind).tool());
    }
    for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      Set<String> words = new HashSet<>();
      for (ShortcutAction action : ShortcutAction.values()) {
        assertTrue(words.add(Texts.in(locale).text(action.key())), action.key());
      }
      for (ShortcutAction.Group group : ShortcutAction.Group.values()) {
        assertFalse(Texts.in(locale).text(group.key()).isBlank());
      }
    }
  }

  @Test
  void the_list_names_every_key() {
    ShortcutList list = Painted.laidOut(new ShortcutList(shortcuts));
    List<String> shown = new ArrayList<>();
    for (Component c : list.getComponents()) {
      if (c instanceof JLabel label) {
        shown.add(label.getText());
        assertTrue(c.getWidth() >= c.getPreferredSize().width, label.getText() + " is cut off");
      }
    }
    for (ShortcutAction action : ShortcutAction.values()) {
      assertTrue(shown.contains(shortcuts.text(action)), action.name());
      assertTrue(shown.contains(Texts.get(action.key())), action.name());
    }
  }
}
