package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that come after other edits, undo and redo. */
class LateAnswersTest {
  private static final SlicePlane PLANE = SlicePlane.k(2);

  private final RandomActions actions = new RandomActions(1, SessionPropertyTest.profile());
  private SegmentationSession session;

  @BeforeEach
  void begin() {
    session = actions.fresh();
  }

  private static Prompt click(double column, double row) {
    return new PointPrompt(PLANE, new PlanePoint(column, row), true);
  }

  private void answer() throws VolumeException {
    session.answerPending(Progress.none());
  }

  private Mask mask(int segment) {
    return session.state().segment(segment).mask();
  }

  private static SliceMask rectangle(int left, int right) {
    return SliceMask.of(9, 7, (c, r) -> c >= left && c <= right && r >= 2 && r <= 4);
  }

  private void paint(int segment, SliceMask stamp) throws VolumeException {
    session.tools().draw(ActionKind.BRUSH, segment, PLANE, stamp, true, Overlap.ALLOWED);
  }

  @Test
  void between_undo_and_redo_of_a_second_prompt_leave_a_whole_session() throws VolumeException {
    session.addPrompt(1, click(2, 2));
    session.addPrompt(1, click(6, 4));
    session.undo();
    answer();
    Mask first = mask(1);
    assertFalse(session.redo(), "the second prompt was given before the first was answered");
    answer();
    assertEquals(first, mask(1));
    session.undo();
    assertTrue(mask(1).isEmpty() && session.state().segment(1).slices().isEmpty());
  }

  @Test
  void between_undo_and_redo_of_a_stroke_on_the_slice_flip_no_voxel() throws VolumeException {
    session.addPrompt(1, click(2, 2));
    paint(1, rectangle(1, 6));
    answer();
    session.undo();
    answer();
    Mask answered = mask(1);
    assertFalse(session.redo());
    assertEquals(answered, mask(1));
  }

  @Test
  void after_taking_the_prompt_back_and_undoing_that_are_whole() throws VolumeException {
    session.addPrompt(1, click(2, 2));
    long id = session.state().segment(1).slice(PLANE).orElseThrow().prompts().get(0).id();
    session.removePrompt(1, id);
    session.undo();
    answer();
    Mask answered = mask(1);
    assertFalse(session.redo());
    assertEquals(answered, mask(1));
    session.undo();
    assertTrue(mask(1).isEmpty());
  }

  @Test
  void on_crossing_slices_are_undone_together_with_their_prompt() throws VolumeException {
    SlicePlane across = new SlicePlane(SliceAxis.J, 2);
    session.addPrompt(1, click(2, 2));
    session.addPrompt(1, new PointPrompt(across, new PlanePoint(2, 2), true));
    answer();
    Mask both = mask(1);
    while (session.undo()) {
      answer();
    }
    assertTrue(mask(1).isEmpty() && session.state().segment(1).slices().isEmpty());
    session.addPrompt(1, click(2, 2));
    answer();
    session.addPrompt(1, new PointPrompt(across, new PlanePoint(2, 2), true));
    answer();
    assertEquals(both, mask(1));
  }

  @Test
  void of_a_segment_that_was_removed_and_came_back_are_whole() throws VolumeException {
    session.addPrompt(1, click(2, 2));
    session.tools().removeSegment(1);
    session.undo();
    answer();
    Mask answered = mask(1);
    assertFalse(answered.isEmpty());
    assertFalse(session.redo());
    session.undo();
    assertTrue(mask(1).isEmpty());
    session.redo();
    answer();
    assertEquals(answered, mask(1));
  }

  @Test
  void that_take_voxels_painted_meanwhile_give_them_back_when_undone() throws VolumeException {
    session.tools().addSegment(RandomActions.segment(2, "second"));
    SliceMask voxels = rectangle(2, 5);
    session.addPrompt(1, new MaskPrompt(PLANE, voxels), Overlap.REPLACE_OTHERS);
    paint(2, voxels);
    answer();
    assertTrue(mask(2).isEmpty());
    assertEquals(voxels, mask(1).slice(PLANE));
    session.undo();
    assertEquals(voxels, mask(2).slice(PLANE));
    assertTrue(mask(1).isEmpty());
    session.undo();
    assertTrue(mask(2).isEmpty(), "the stroke");
  }

  @Test
  void that_take_voxels_whose_erasing_was_undone_forget_the_erasing() throws VolumeException {
    session.tools().addSegment(RandomActions.segment(2, "second"));
    SliceMask voxels = rectangle(2, 5);
    paint(2, voxels);
    session.addPrompt(1, new MaskPrompt(PLANE, voxels), Overlap.REPLACE_OTHERS);
    session.tools().draw(ActionKind.ERASE, 2, PLANE, voxels, false, Overlap.ALLOWED);
    session.undo();
    answer();
    assertTrue(mask(2).isEmpty());
    assertFalse(session.redo());
    assertTrue(mask(2).isEmpty());
    session.undo();
    assertEquals(voxels, mask(2).slice(PLANE));
  }

  static List<Long> seeds() {
    return SessionPropertyTest.seeds();
  }

  /** Whatever happened while prompts waited, undoing all of it leaves nothing behind. */
  @ParameterizedTest
  @MethodSource("seeds")
  void leave_nothing_behind_when_everything_is_undone(long seed) throws Exception {
    Random random = new Random(seed);
    List<byte[]> entries = new ArrayList<>();
    session.timeline().logTo((action, delta) -> entries.add(EntryWriter.bytes(action, delta)));
    session.tools().addSegment(RandomActions.segment(2, "second"));
    for (int n = 0; n < 400; n++) {
      int segment = 1 + random.nextInt(2);
      boolean there = session.state().find(segment).isPresent();
      switch (random.nextInt(9)) {
        case 0, 1 -> answer();
        case 2, 3 -> session.undo();
        case 4 -> session.redo();
        case 5 -> {
          if (there) {
            SlicePlane plane = SlicePlane.k(random.nextInt(5));
            SliceMask stamp = actions.stamp(plane, random);
            boolean paint = random.nextBoolean();
            session.tools().draw(ActionKind.BRUSH, segment, plane, stamp, paint, overlap(random));
          }
        }
        default -> {
          if (there) {
            RandomActions.Asked asked = actions.prompt(random);
            session.addPrompt(segment, asked.prompt(), asked.overlap());
          }
        }
      }
    }
    SegmentationSession again = actions.fresh();
    for (byte[] entry : entries) {
      again.timeline().enter(EntryReader.read(entry, again.state(), RandomActions.SIZE));
    }
    assertEquals(session.state(), again.state());
    answer();
    while (session.undo()) {
      assertTrue(session.state().segments().size() <= 2);
    }
    assertEquals(actions.fresh().state().segments(), session.state().segments());
  }

  private static Overlap overlap(Random random) {
    return List.of(Overlap.values()).get(random.nextInt(3));
  }
}
