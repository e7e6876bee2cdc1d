package io.github.voxelclick.plugin.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.session.Action;
import io.github.voxelclick.session.ActionKind;
import java.awt.Component;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.event.ListDataEvent;
import javax.swing.event.ListDataListener;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(Spoken.class)
class HistoryListTest {
  private final List<Integer> travelled = new ArrayList<>();
  private final SliceNames names = new SliceNames(Cases.geometry());
  private final HistoryList list = new HistoryList(names, travelled::add);

  private static Action action(long id, ActionKind kind, String... details) {
    Map<String, String> all = new HashMap<>();
    for (int n = 0; n < details.length; n += 2) {
      all.put(details[n], details[n + 1]);
    }
    return new Action(id, kind, 3, new TreeMap<>(all), Instant.EPOCH);
  }

  private static List<Action> steps(int from, int to) {
    List<Action> steps = new ArrayList<>();
    for (int n = from; n < to; n++) {
      steps.add(action(n, ActionKind.BRUSH, "plane", "K:" + n));
    }
    return steps;
  }

  private void show(int done, int all) {
    list.show(new HistoryList.Content(steps(0, done), steps(done, all)));
  }

  private String line(int index) {
    JList<HistoryModel.Line> lines = list.lines();
    HistoryModel.Line line = lines.getModel().getElementAt(index);
    return ((JLabel)
            lines.getCellRenderer().getListCellRendererComponent(lines, line, index, false, false))
        .getText();
  }

  @Test
  void all_steps_are_listed_below_the_beginning() {
    show(2, 3);
    assertEquals(4, list.lines().getModel().getSize());
    assertEquals("Beginning", line(0));
    assertEquals("Brush on slice 0", line(1));
    assertEquals("Brush on slice 2", line(3));
    assertEquals(2, list.lines().getSelectedIndex(), "the current place");
    assertEquals(List.of(), travelled);
  }

  @Test
  void a_click_says_how_many_steps_to_go() {
    show(5, 7);
    Painted.laidOut(list);
    for (int index : new int[] {0, 7, 5, 4}) {
      Rectangle cell = list.lines().getCellBounds(index, index);
      Painted.mouse(list.lines(), MouseEvent.MOUSE_CLICKED, cell.x + 3, cell.y + 3);
    }
    assertEquals(List.of(-5, 2, -1), travelled);
  }

  @Test
  void a_click_below_the_last_line_is_none() {
    show(1, 1);
    Painted.laidOut(list);
    Rectangle last = list.lines().getCellBounds(1, 1);
    Painted.mouse(list.lines(), MouseEvent.MOUSE_CLICKED, 3, last.y + last.height + 3);
    assertEquals(List.of(), travelled);
  }

  @Test
  void arrows_only_look_and_enter_goes() {
    show(5, 7);
    list.lines().setSelectedIndex(2);
    assertEquals(List.of(), travelled);
    Painted.press(list.lines(), KeyEvent.VK_ENTER);
    assertEquals(List.of(-3), travelled);
  }

  @Test
  void what_is_undone_looks_undone() {
    show(2, 3);
    JList<HistoryModel.Line> lines = list.lines();
    List<Boolean> pale = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      HistoryModel.Line line = lines.getModel().getElementAt(n);
      Component drawn =
          lines.getCellRenderer().getListCellRendererComponent(lines, line, n, false, false);
      boolean italic = drawn.getFont().isItalic();
      assertEquals(italic, !drawn.getForeground().equals(lines.getForeground()));
      pale.add(italic);
    }
    assertEquals(List.of(false, false, false, true), pale);
  }

  /** What a long history costs: which lines are told of. */
  @Nested
  class Model implements ListDataListener {
    private final HistoryModel model = new HistoryModel();
    private final List<String> events = new ArrayList<>();

    @Override
    public void intervalAdded(ListDataEvent e) {
      events.add("added " + e.getIndex0() + "-" + e.getIndex1());
    }

    @Override
    public void intervalRemoved(ListDataEvent e) {
      events.add("removed " + e.getIndex0() + "-" + e.getIndex1());
    }

    @Override
    public void contentsChanged(ListDataEvent e) {
      events.add("changed " + e.getIndex0() + "-" + e.getIndex1());
    }

    private List<String> events(List<Action> done, List<Action> undone) {
      events.clear();
      model.show(done, undone);
      return List.copyOf(events);
    }

    @Test
    void tells_of_those_lines_alone_that_changed() {
      model.addListDataListener(this);
      assertEquals(
          List.of("added 1-20000", "changed 0-20000"), events(steps(0, 20_000), List.of()));
      assertEquals(
          List.of("added 20001-20001", "changed 20000-20001"), events(steps(0, 20_001), List.of()));
      assertEquals(List.of("changed 19999-20001"), events(steps(0, 19_999), steps(19_999, 20_001)));
      List<Action> other = new ArrayList<>(steps(0, 19_999));
      other.add(action(77_777, ActionKind.BALL));
      assertEquals(
          List.of("removed 20000-20001", "added 20000-20000", "changed 19999-20000"),
          events(other, List.of()));
      assertEquals(List.of(), events(other, List.of()));
      assertEquals(List.of("removed 1-20000"), events(List.of(), List.of()));
    }
  }

  /** Sentences of actions. */
  @Nested
  class Sentences {
    private final ActionSentences sentences = new ActionSentences(names);

    private String say(ActionKind kind, String... details) {
      return sentences.of(action(1, kind, details));
    }

    @Test
    void say_what_was_done_where() {
      assertEquals(
          "Click on slice 23",
          say(ActionKind.ADD_PROMPT, "plane", "K:23", "prompt", "click", "positive", "true"));
      assertEquals(
          "Click on what does not belong, coronal 3",
          say(ActionKind.ADD_PROMPT, "plane", "J:3", "prompt", "click", "positive", "false"));
      assertEquals(
          "Propagated 0–40", say(ActionKind.PROPAGATE, "first", "0", "last", "40", "axis", "K"));
      assertEquals(
          "Interpolated 3–9, cancelled on the way",
          say(ActionKind.INTERPOLATE, "first", "3", "last", "9", "cancelled", "true"));
      assertEquals(
          "Piece removed on slice 4", say(ActionKind.FILL, "plane", "K:4", "paint", "false"));
      assertEquals(
          "Copied slice 3 to slice 4", say(ActionKind.COPY_SLICE, "from", "K:3", "plane", "K:4"));
      assertEquals("Segment 3 confirmed and locked", say(ActionKind.CONFIRM, "slices", "all"));
      assertEquals("One slice confirmed", say(ActionKind.CONFIRM, "slices", "1"));
      assertEquals("12 slices confirmed", say(ActionKind.CONFIRM, "slices", "12"));
      assertEquals("Smoothed, 1.5 mm", say(ActionKind.SMOOTH, "sigmaMm", "1.5"));
      assertEquals(
          "Only what segment 2 shares kept",
          say(ActionKind.COMBINE, "how", "INTERSECTION", "other", "2"));
      Spoken.choose("de");
      assertEquals("Geglättet, 1,5 mm", say(ActionKind.SMOOTH, "sigmaMm", "1.5"));
      assertEquals("Fortgesetzt 0–40", say(ActionKind.PROPAGATE, "first", "0", "last", "40"));
    }

    @Test
    void are_there_for_every_kind_with_details_and_without_in_both_languages() {
      String[] full = {
        "plane",
        "I:2",
        "prompt",
        "box",
        "positive",
        "true",
        "slices",
        "4",
        "first",
        "1",
        "last",
        "2",
        "sigmaMm",
        "1",
        "mm",
        "2",
        "low",
        "-100",
        "high",
        "200",
        "how",
        "UNION",
        "other",
        "2",
        "from",
        "I:1",
        "paint",
        "true"
      };
      for (String language : List.of("en", "de")) {
        Spoken.choose(language);
        for (ActionKind kind : ActionKind.values()) {
          for (String said : List.of(say(kind, full), say(kind))) {
            assertFalse(said.isBlank(), kind.name());
            assertFalse(said.contains("{"), said);
          }
        }
      }
      for (String prompt : List.of("click", "box", "scribble", "mask", "something new")) {
        for (String positive : List.of("true", "false")) {
          assertFalse(
              say(ActionKind.ADD_PROMPT, "plane", "K:1", "prompt", prompt, "positive", positive)
                  .isBlank());
        }
      }
      for (String how : List.of("UNION", "INTERSECTION", "DIFFERENCE")) {
        assertTrue(say(ActionKind.COMBINE, "how", how, "other", "8").contains("8"));
      }
    }

    @Test
    void of_damaged_details_still_say_something() {
      assertEquals("Propagated 0–0", say(ActionKind.PROPAGATE, "first", "x", "last", "-7"));
      assertEquals("Copied  to slice 4", say(ActionKind.COPY_SLICE, "from", "?", "plane", "K:4"));
      assertEquals("Grown by 0 mm", say(ActionKind.GROW, "mm", "wide"));
    }
  }
}
