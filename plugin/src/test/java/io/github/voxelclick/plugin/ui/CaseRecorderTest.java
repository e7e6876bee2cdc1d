package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.macro.MacroBench;
import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.Settled;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is written of a case, with the embedded model and without a window. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CaseRecorderTest {
  private static final MacroLine SAVE =
      MacroLine.of(MacroCommand.SAVE_SEGMENTS).with("path", "/data/liver.dcm");
  private static final String SAVED = "run(\"Save Segments...\", \"path=/data/liver.dcm\");";
  private static final String CLICKED =
      "run(\"VoxelClick Prompt\", \"prompt=point:+:10,9,3 segment=1\");";
  private static final String LOCKED = "run(\"VoxelClick Lock Segment\", \"segment=1\");";
  private static final String UNLOCKED = "run(\"VoxelClick Lock Segment\", \"segment=1 unlock\");";
  private static final String REMARK = "print(\"VoxelClick: the image had work on it";

  private static MacroBench bench;

  private final FakePad pad = new FakePad();
  private final MacroScript script = new MacroScript(pad, Runnable::run);
  private SegmentationSession session;
  private CaseRecorder recorder;

  @BeforeAll
  static void open() throws VolumeException {
    bench = MacroBench.open();
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @BeforeEach
  void begin() throws VolumeException {
    session = bench.session();
    recorder = recorder(session, true);
  }

  private CaseRecorder recorder(SegmentationSession one, boolean untouched) {
    CaseRecorder made = new CaseRecorder(script, "CT", "none", untouched);
    one.addActionListener(made);
    return made;
  }

  /** The lines so far but those that select the image. */
  private List<String> lines() {
    return pad.text().lines().filter(line -> !line.startsWith("selectImage(")).toList();
  }

  /** What a window does on the thread that closes it. */
  private void closing(boolean done) {
    recorder.mayClose();
    recorder.closing(done);
  }

  private void click() throws VolumeException {
    session.addPrompt(1, bench.click(3, 10, 9, true));
  }

  @Nested
  class A_line_that_saves {
    @Test
    void stands_before_the_edits_that_overtook_it() throws VolumeException {
      click();
      recorder.write(
          SAVE,
          () -> {
            session.tools().setLocked(1, true); // queued before
            SessionState saved = session.state();
            session.tools().setLocked(1, false);
            return saved;
          });
      session.tools().setLocked(1, true);
      assertEquals(
          List.of(
              CLICKED.replace(" segment=1", " segment=1 unanswered"),
              LOCKED,
              SAVED,
              UNLOCKED,
              LOCKED),
          lines());
    }

    @Test
    void finds_in_a_replay_the_voxels_that_were_saved() throws VolumeException {
      SessionState[] saved = new SessionState[1];
      click();
      recorder.write(
          SAVE,
          () -> {
            saved[0] = Settled.state(session, Progress.none());
            session.addPrompt(1, bench.click(4, 12, 11, true));
            session.answerPending(Progress.none());
            return saved[0];
          });
      assertEquals(List.of(CLICKED, SAVED, CLICKED.replace("10,9,3", "12,11,4")), lines());
      SegmentationSession again = bench.session();
      again.addPrompt(1, bench.click(3, 10, 9, true));
      again.answerPending(Progress.none());
      assertEquals(again.state().segment(1).mask(), saved[0].segment(1).mask());
      assertNotEquals(0, saved[0].segment(1).mask().count());
      assertNotEquals(session.state().segment(1).mask(), saved[0].segment(1).mask());
    }

    @Test
    void is_not_written_when_saving_fails_and_the_edits_are() throws VolumeException {
      assertThrows(
          JobException.class,
          () ->
              recorder.write(
                  SAVE,
                  () -> {
                    session.tools().setLocked(1, true);
                    throw new JobException("the disk is full");
                  }));
      session.tools().setLocked(1, false);
      assertEquals(List.of(LOCKED, UNLOCKED), lines());
    }

    @Test
    void keeps_its_place_among_two_that_go_on_together() throws VolumeException {
      MacroLine other = MacroLine.of(MacroCommand.SAVE_SURFACES).with("path", "/data/a.stl");
      recorder.write(
          SAVE,
          () -> {
            SessionState early = session.state();
            session.tools().setLocked(1, true);
            recorder.write(other, session::state);
            session.tools().setLocked(1, false);
            return early;
          });
      assertEquals(
          List.of(SAVED, LOCKED, "run(\"Save Surfaces...\", \"path=/data/a.stl\");", UNLOCKED),
          lines());
    }

    @Test
    void lets_the_choice_of_a_segment_meanwhile_wait_with_the_edits() throws VolumeException {
      recorder.write(
          SAVE,
          () -> {
            SessionState saved = session.state();
            session.tools().setLocked(1, true);
            recorder.write(MacroLine.of(MacroCommand.SELECT_SEGMENT).with("segment", 1));
            assertEquals(List.of(), lines());
            return saved;
          });
      assertEquals(
          List.of(SAVED, LOCKED, "run(\"VoxelClick Select Segment\", \"segment=1\");"), lines());
    }
  }

  @Nested
  class That_something_is_missing {
    @Test
    void is_said_in_each_recorder_once() throws VolumeException {
      pad.close();
      session.tools().setLocked(1, true);
      pad.openAnother();
      session.tools().setLocked(1, false);
      session.tools().setLocked(1, true);
      assertEquals(3, lines().size());
      assertTrue(lines().get(0).startsWith(REMARK), pad.text());
      assertEquals(List.of(UNLOCKED, LOCKED), lines().subList(1, 3));
      pad.openAnother();
      session.tools().setLocked(1, false);
      assertEquals(2, lines().size());
      assertTrue(lines().get(0).startsWith(REMARK), pad.text());
    }

    @Test
    void is_said_before_a_line_that_saves_too() throws VolumeException {
      session.tools().setLocked(1, true);
      pad.openAnother();
      recorder.write(SAVE, session::state);
      assertTrue(lines().get(0).startsWith(REMARK), pad.text());
      assertEquals(SAVED, lines().get(1));
    }

    @Test
    void is_not_said_where_all_is_there() throws VolumeException {
      recorder.write(MacroLine.of(MacroCommand.SELECT_SEGMENT).with("segment", 1));
      pad.openAnother();
      session.tools().setLocked(1, true);
      recorder.write(SAVE, session::state);
      assertEquals(List.of(LOCKED, SAVED), lines());
    }

    @Test
    void is_said_of_work_of_an_earlier_day() throws VolumeException {
      SegmentationSession reopened = bench.session();
      recorder(reopened, false);
      reopened.tools().setLocked(1, true);
      assertTrue(lines().get(0).startsWith(REMARK), pad.text());
    }
  }

  @Nested
  class Closing {
    @Test
    void is_written_once_it_has_happened_and_nothing_after_it() throws VolumeException {
      pad.closeByCommand(true);
      session.tools().setLocked(1, true);
      closing(false);
      closing(false);
      session.tools().setLocked(1, false);
      closing(true);
      recorder.close();
      assertEquals(List.of(LOCKED, UNLOCKED, "close();"), lines());
      assertEquals(3, pad.hushed(), "ImageJ would write each of them");
      session.tools().setLocked(1, true);
      recorder.write(SAVE, session::state);
      recorder.write(MacroLine.of(MacroCommand.SELECT_SEGMENT).with("segment", 1));
      assertEquals(List.of(LOCKED, UNLOCKED, "close();"), lines());
    }

    @Test
    void writes_no_click_that_nobody_answers_any_more() throws VolumeException {
      pad.closeByCommand(true);
      click();
      closing(true);
      assertEquals(List.of("close();"), lines());
    }

    @Test
    void is_written_even_if_the_end_of_the_image_is_told_of_first() throws VolumeException {
      pad.closeByCommand(true);
      recorder.write(
          SAVE,
          () -> {
            SessionState saved = session.state();
            session.tools().setLocked(1, true);
            recorder.mayClose();
            recorder.close(); // the event thread may be faster than the one that closes
            session.tools().setLocked(1, false);
            assertEquals(List.of(), lines());
            recorder.closing(true);
            return saved;
          });
      recorder.close();
      assertEquals(List.of(LOCKED, "close();"), lines());
    }

    @Test
    void by_two_at_once_is_written_once() throws VolumeException {
      pad.closeByCommand(true);
      session.tools().setLocked(1, true);
      recorder.mayClose();
      recorder.mayClose();
      recorder.mayClose();
      recorder.closing(false);
      recorder.close();
      recorder.closing(true);
      recorder.closing(true);
      assertEquals(List.of(LOCKED, "close();"), lines());
    }

    @Test
    void that_nothing_came_of_writes_nothing_of_an_image_in_another_window()
        throws VolumeException {
      recorder.write(
          SAVE,
          () -> {
            session.tools().setLocked(1, true);
            recorder.mayClose();
            recorder.close();
            recorder.closing(false);
            return session.state();
          });
      assertEquals(List.of(), lines());
    }

    @Test
    void by_something_else_than_the_command_is_left_to_who_does_it() throws VolumeException {
      session.tools().setLocked(1, true);
      closing(true);
      assertEquals(List.of(LOCKED), lines());
    }

    @Test
    void selects_the_image_that_is_closed() throws VolumeException {
      pad.closeByCommand(true);
      SegmentationSession other = bench.session();
      CaseRecorder second = new CaseRecorder(script, "MR", "none", true);
      other.addActionListener(second);
      session.tools().setLocked(1, true);
      other.tools().setLocked(1, true);
      closing(true);
      assertEquals(
          List.of(
              "selectImage(\"CT\");",
              LOCKED,
              "selectImage(\"MR\");",
              LOCKED,
              "selectImage(\"CT\");",
              "close();"),
          pad.text().lines().toList());
    }
  }

  @Test
  void nothing_is_written_while_nobody_records() throws VolumeException {
    pad.close();
    session.tools().setLocked(1, true);
    recorder.write(SAVE, session::state);
    recorder.opened(MacroLine.of(MacroCommand.OPEN).with("path", "/data/ct"));
    pad.openAnother();
    assertEquals("", pad.text());
  }

  @Test
  void what_one_line_says_is_written_once() throws VolumeException {
    Segment two = session.state().segment(1).segment().withNumber(2);
    MacroLine load = MacroLine.of(MacroCommand.LOAD).with("path", "/data/labels.nii.gz");
    recorder.as(
        load,
        () -> {
          session.tools().load(two, session.state().segment(1).mask());
          session.tools().load(two.withNumber(3), session.state().segment(1).mask());
          return two;
        });
    session.tools().setConfirmed(1, List.of(SlicePlane.k(2)), true);
    assertEquals(2, lines().size());
    assertTrue(lines().get(0).startsWith("run(\"Load Segments...\""), pad.text());
    assertFalse(lines().get(1).startsWith("run(\"Load Segments...\""), pad.text());
  }
}
