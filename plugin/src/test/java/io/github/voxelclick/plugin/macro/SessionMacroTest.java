package io.github.voxelclick.plugin.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.session.Action;
import io.github.voxelclick.session.ActionKind;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded of a session makes the same session, with the embedded model. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SessionMacroTest {
  private static MacroBench bench;

  @BeforeAll
  static void open() throws VolumeException {
    bench = MacroBench.open();
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  /** All that is to be the same, in words. */
  private static String describe(SegmentationSession session) {
    StringBuilder text = new StringBuilder();
    for (SegmentState s : session.state().segments()) {
      text.append(s.segment()).append(' ').append(s.locked()).append('\n');
      text.append(s.mask().count()).append(' ').append(s.mask().hashCode()).append('\n');
      new TreeMap<>(s.slices())
          .forEach(
              (plane, slice) ->
                  text.append(plane)
                      .append(' ')
                      .append(slice.confirmed())
                      .append(slice.origin())
                      .append(slice.prompts().stream().map(p -> p.prompt()).toList())
                      .append(slice.answered())
                      .append(' ')
                      .append(slice.settled())
                      .append('\n'));
    }
    session.history().forEach(a -> text.append(a.kind()).append(told(a)).append('\n'));
    session.undone().forEach(a -> text.append("undone ").append(a.kind()).append('\n'));
    return text.toString();
  }

  /** Of slices to be confirmed a line names those that were not yet. */
  private static Map<String, String> told(Action action) {
    Map<String, String> details = new TreeMap<>((Map<String, String>) action.details());
    details.computeIfPresent("slices", (key, value) -> value.equals("all") ? value : "some");
    return details;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void random_work_is_repeated_to_the_voxel(long seed) throws VolumeException {
    RandomWork work = new RandomWork(seed, bench);
    for (int n = 0; n < 60; n++) {
      work.doSomething();
    }
    SegmentationSession again = bench.session();
    bench.run(again, work.lines());
    assertEquals(describe(work.session()), describe(again), () -> String.join("", work.macro()));
    SessionState expected = work.session().state();
    for (SegmentState s : expected.segments()) {
      assertEquals(s.mask(), again.state().segment(s.number()).mask());
    }
  }

  @Test
  void the_random_work_does_everything_that_a_person_can() throws VolumeException {
    Set<ActionKind> seen = EnumSet.noneOf(ActionKind.class);
    Set<MacroCommand> written = EnumSet.noneOf(MacroCommand.class);
    boolean cancelled = false;
    boolean waiting = false;
    for (long seed = 1; seed <= 8; seed++) {
      RandomWork work = new RandomWork(seed, bench);
      work.session().addActionListener((action, before, after) -> seen.add(action.kind()));
      for (int n = 0; n < 60; n++) {
        work.doSomething();
      }
      for (MacroText text : work.lines()) {
        written.add(((MacroLine) text).command());
        cancelled |= text.macro().contains("most_steps=");
        waiting |= text.macro().contains("unanswered");
      }
    }
    Set<MacroCommand> all = EnumSet.allOf(MacroCommand.class);
    all.removeIf(c -> !c.isOfSession());
    all.remove(MacroCommand.SELECT_SEGMENT); // changes nothing
    assertEquals(all, written);
    assertTrue(seen.contains(ActionKind.LATE_ANSWER) && cancelled && waiting, seen.toString());
  }

  @Test
  void a_click_is_one_line_once_it_is_answered() throws VolumeException {
    MacroBench.Recording recording = bench.record();
    recording.session().addPrompt(1, bench.click(3, 10, 9.25, true));
    assertEquals(List.of(), recording.macro());
    recording.session().answerPending(Progress.none());
    assertEquals(
        List.of("run(\"VoxelClick Prompt\", \"prompt=point:+:10,9.25,3 segment=1\");\n"),
        recording.macro());
  }

  @Test
  void clicks_faster_than_the_model_are_one_line_and_what_is_drawn_between_is_not_lost()
      throws VolumeException {
    MacroBench.Recording recording = bench.record();
    recording.session().addPrompt(1, bench.click(3, 10, 9, true));
    recording.session().addPrompt(1, bench.click(3, 3, 3, false), Overlap.ALLOWED);
    recording.session().answerPending(Progress.none());
    recording.session().addPrompt(1, bench.click(2, 10, 9, true));
    recording.session().undo();
    recording.session().redo();
    recording.session().tools().setConfirmed(1, List.of(SlicePlane.k(3)), true);
    recording.session().answerPending(Progress.none());
    assertEquals(
        List.of(
            "run(\"VoxelClick Prompt\", \"prompt=[point:+:10,9,3 point:-:3,3,3] segment=1\");\n",
            "run(\"VoxelClick Prompt\", \"prompt=point:+:10,9,2 segment=1 unanswered\");\n",
            "run(\"Undo Prompt\", \"steps=1\");\n",
            "run(\"Redo Prompt\", \"steps=1\");\n",
            "run(\"VoxelClick Confirm\", \"slices=k3 segment=1\");\n",
            "run(\"VoxelClick Answer\", \"count=1\");\n"),
        recording.macro());
  }

  @Test
  void what_cannot_be_repeated_is_said_in_the_macro() throws VolumeException {
    MacroBench.Recording recording = bench.record();
    recording.session().addPrompt(1, bench.click(3, 10, 9, true));
    recording.session().answerPending(Progress.none());
    recording.session().shapes().grow(1, 2, Overlap.ALLOWED, Progress.none());
    String last = recording.macro().get(1);
    assertTrue(last.startsWith("print(\"VoxelClick: here \\\"grow\\\" was entered"), last);
    assertTrue(recording.lines().get(1).in(RecorderMode.BEANSHELL).startsWith("IJ.log("));
  }

  @Test
  void a_correction_and_what_followed_are_taken_back_together_by_hand_written_undo()
      throws VolumeException {
    SegmentationSession session = bench.session();
    run(session, MacroCommand.PROMPT, "prompt=point:+:11,9,3");
    run(session, MacroCommand.PROPAGATE, "first_k=0 last_k=6");
    String before = describe(session);
    session.addPrompt(1, bench.click(4, 10, 8, true));
    session.propagations().carryCorrection(1, SlicePlane.k(4), Progress.none());
    List<Action> history = session.history();
    assertTrue(history.get(history.size() - 1).followsFromLast());
    String after = describe(session);
    run(session, MacroCommand.UNDO, "");
    assertEquals(before, describe(session).replaceAll("undone .*\n", ""));
    run(session, MacroCommand.REDO, "");
    assertEquals(after, describe(session));
  }

  private static void run(SegmentationSession session, MacroCommand command, String options)
      throws VolumeException {
    new SessionMacro(session, bench)
        .run(command, MacroOptions.parse(command, options), Progress.none());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PROMPT           | prompt=point:+:99,9,3                  | column 99",
        "PROMPT           | segment=1                              | prompt=… is missing",
        "PROMPT           | prompt=point:+:9,9,3 segment=7         | no segment 7, only 1",
        "PROMPT           | prompt=point:+:9,9,3 overlap=some      | spare_others",
        "ANSWER           | count=2                                | 0 waited",
        "BRUSH            | slice=k3 path=1,2 radius=0             | radius is 0",
        "BRUSH            | slice=k3 path=1,2 radius=99999         | radius is 99999",
        "BRUSH            | slice=k3 radius=2                      | path=… is missing",
        "POLYGON          | slice=k3 corners=1,2;3,4               | three or more",
        "FILL             | slice=k3 pixel=1.5,2                   | whole numbers",
        "FILL             | slice=k3 pixel=23,2                    | up to 22,18",
        "FILL             | slice=k3 pixel=4,4                     | no hole",
        "PROPAGATE        | first=0 last=6                         | Nothing to propagate",
        "PROPAGATE        | last_k=7                               | from 0 to 6",
        "PROPAGATE        | first_k=0 axis=j                       | axis k",
        "PROPAGATE        | first=5 last=2                         | 5..2",
        "PROPAGATE        | axis=x                                 | i, j or k",
        "CONFIRM          | slices=[k1 k7]                         | k0 to k6",
        "ADD_SEGMENT      | segment=1                              | 1 is taken",
        "ADD_SEGMENT      | colour=red                             | #3ca0e6",
        "ADD_SEGMENT      | code=liver                             | scheme:value",
        "ADD_SEGMENT      | region=SCT:1                           | scheme:value:meaning",
        "SELECT_SEGMENT   | ''                                     | segment=… is missing",
        "REMOVE_SEGMENT   | segment=1                              | only segment",
        "UNDO             | steps=3                                | only 0"
      })
  void refuses_in_one_sentence_and_changes_nothing(
      MacroCommand command, String options, String part) throws VolumeException {
    SegmentationSession session = bench.session();
    String before = describe(session);
    VolumeException e = assertThrows(VolumeException.class, () -> run(session, command, options));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertEquals(before, describe(session));
  }

  @Test
  void a_locked_segment_refuses() throws VolumeException {
    SegmentationSession session = bench.session();
    run(session, MacroCommand.LOCK_SEGMENT, "");
    assertThrows(
        VolumeException.class,
        () -> run(session, MacroCommand.BRUSH, "slice=k3 path=9,9 radius=3"));
    run(session, MacroCommand.LOCK_SEGMENT, "unlock");
    run(session, MacroCommand.BRUSH, "slice=k3 path=9,9 radius=3");
    assertFalse(session.state().segment(1).mask().isEmpty());
  }

  @Test
  void segments_are_added_with_the_next_number_and_described_by_code() throws VolumeException {
    SegmentationSession session = bench.session();
    run(session, MacroCommand.ADD_SEGMENT, "code=SCT:10200004 label=[Liver, left [a]]");
    SegmentState added = session.state().segment(2);
    assertEquals("Liver, left [a]", added.segment().label());
    assertEquals("Liver", added.segment().type().meaning());
    assertEquals(2, bench.selected());
    run(session, MacroCommand.ADD_SEGMENT, "");
    assertEquals(3, session.state().segments().size());
    run(session, MacroCommand.DESCRIBE_SEGMENT, "segment=3 code=SCT:64033007 colour=#010203");
    assertEquals("Kidney", session.state().segment(3).segment().type().meaning());
    assertEquals(2, session.state().segment(3).segment().colour().green());
    JobException e =
        assertThrows(
            JobException.class,
            () -> run(session, MacroCommand.DESCRIBE_SEGMENT, "label=[" + "x".repeat(65) + "]"));
    assertTrue(e.getMessage().contains("64"), e.getMessage());
  }
}
