package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.journal.Journal;
import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.volume.JournalException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedSessionTest {
  private final ModelProfile profile = SessionPropertyTest.profile();
  private final Volume volume = RandomActions.volume();

  @TempDir Path temp;
  private JournalFolder folder;

  @BeforeEach
  void prepare() throws JournalException {
    folder = JournalFolder.prepare(Optional.of(temp), "Linux", Map.of(), temp);
  }

  private RecordedSession open(Volume of) throws VolumeException {
    return RecordedSession.open(
        folder,
        of,
        new PlainModel(profile),
        new MaskCopyPropagator(),
        SessionOptions.defaults(),
        RandomActions.segment(1, "first"));
  }

  private static void work(SegmentationSession session, long seed, int actions)
      throws VolumeException {
    RandomActions random = new RandomActions(seed, session);
    for (int n = 0; n < actions; n++) {
      random.next();
    }
  }

  @Test
  void is_where_it_was_when_opened_again_and_undo_goes_all_the_way_back() throws Exception {
    List<SegmentState> before;
    List<Action> history;
    try (RecordedSession first = open(volume)) {
      assertFalse(first.isReopened());
      work(first.session(), 4, 300);
      before = first.session().state().segments();
      history = first.session().history();
    }
    try (RecordedSession again = open(volume)) {
      assertTrue(again.isReopened());
      assertTrue(again.warnings().isEmpty());
      assertEquals(before, again.session().state().segments());
      assertEquals(history, again.session().history());
      int undone = 0;
      while (again.session().undo()) {
        undone++;
      }
      assertEquals(history.size(), undone);
      assertTrue(again.session().state().segments().get(0).mask().isEmpty());
    }
    try (RecordedSession third = open(volume)) {
      for (int n = 0; n < history.size(); n++) {
        assertTrue(third.session().redo());
      }
      assertEquals(before, third.session().state().segments());
    }
  }

  @Test
  void has_a_loaded_segment_again_when_opened_again_compacted_or_not() throws Exception {
    Mask mask =
        Mask.empty(volume.size())
            .withSlice(SlicePlane.k(3), SliceMask.of(9, 7, (c, r) -> c > 2 * r));
    try (RecordedSession first = open(volume)) {
      assertEquals(2, first.session().tools().load(RandomActions.segment(1, "loaded"), mask));
    }
    try (RecordedSession again = open(volume)) {
      assertEquals(mask, again.session().state().segment(2).mask());
      assertEquals("loaded", again.session().state().segment(2).segment().label());
      again.compact();
    }
    try (RecordedSession third = open(volume)) {
      assertEquals(mask, third.session().state().segment(2).mask());
      assertEquals(ActionKind.LOAD, third.session().history().get(0).kind());
      assertTrue(third.session().undo());
      assertEquals(1, third.session().state().segments().size());
      assertTrue(third.session().redo());
      assertEquals(mask, third.session().state().segment(2).mask());
    }
  }

  @Test
  void goes_on_waiting_for_answers_after_it_is_opened_again() throws Exception {
    SlicePlane plane = SlicePlane.k(2);
    try (RecordedSession first = open(volume)) {
      first.session().addPrompt(1, new PointPrompt(plane, new PlanePoint(4, 3), true));
    }
    try (RecordedSession again = open(volume)) {
      SegmentationSession session = again.session();
      assertTrue(session.state().segment(1).slice(plane).orElseThrow().isPending());
      session.answerPending(Progress.none());
      assertFalse(session.state().segment(1).mask().isEmpty());
      session.undo();
      assertTrue(session.state().segment(1).slices().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void is_the_same_when_its_journal_is_compacted_and_its_file_smaller(long seed) throws Exception {
    Path file = folder.file(VolumeFingerprint.of(volume));
    List<SegmentState> before;
    List<Action> history;
    long bytes;
    try (RecordedSession first = open(volume)) {
      work(first.session(), seed, 400);
      before = first.session().state().segments();
      history = first.session().history();
      bytes = Files.size(file);
      assertTrue(first.compact());
      assertTrue(Files.size(file) < bytes, Files.size(file) + " of " + bytes);
      assertEquals(before, first.session().state().segments());
      assertFalse(first.compact(), "nothing is left to gain");
    }
    try (RecordedSession again = open(volume)) {
      assertEquals(before, again.session().state().segments());
      assertEquals(history, again.session().history());
      while (again.session().undo()) {}
      for (int n = 0; n < history.size(); n++) {
        assertTrue(again.session().redo());
      }
      assertEquals(before, again.session().state().segments());
    }
  }

  @Test
  void of_another_volume_is_another_one() throws Exception {
    Volume other = RandomActions.volume(1);
    try (RecordedSession first = open(volume);
        RecordedSession second = open(other)) {
      work(first.session(), 1, 20);
      assertFalse(second.isReopened());
    }
    assertEquals(2, folder.list().size());
  }

  @Test
  void cannot_be_opened_twice_at_a_time() throws Exception {
    try (RecordedSession first = open(volume)) {
      assertTrue(first.session().history().isEmpty());
      JournalException e = assertThrows(JournalException.class, () -> open(volume));
      assertFalse(e.getMessage().isBlank());
    }
    open(volume).close();
  }

  @Test
  void loses_at_most_the_action_that_a_torn_end_held() throws Exception {
    Path file = folder.file(VolumeFingerprint.of(volume));
    List<SegmentState> before;
    try (RecordedSession first = open(volume)) {
      work(first.session(), 9, 40);
      before = first.session().state().segments();
      first.session().tools().setLocked(1, !first.session().state().segment(1).locked());
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));
    try (RecordedSession again = open(volume)) {
      assertEquals(1, again.warnings().size());
      assertEquals(before, again.session().state().segments());
    }
  }

  @Test
  void of_a_journal_that_contradicts_itself_is_refused_and_left_alone() throws Exception {
    Path file = folder.file(VolumeFingerprint.of(volume));
    try (RecordedSession first = open(volume)) {
      work(first.session(), 9, 10);
    }
    try (Journal journal = Journal.open(file)) {
      journal.append(1, new byte[] {1, 2, 3});
    }
    byte[] whole = Files.readAllBytes(file);
    SessionException e = assertThrows(SessionException.class, () -> open(volume));
    assertTrue(e.getMessage().contains("cannot be repeated"), e.getMessage());
    assertEquals(whole.length, Files.size(file));
    try (Journal journal = Journal.open(file)) {
      journal.append(7, new byte[] {1});
    }
    assertThrows(SessionException.class, () -> open(volume));
  }

  @Test
  void entries_cut_or_garbled_anywhere_are_refused_without_harm() throws Exception {
    RandomActions actions = new RandomActions(5, profile);
    SegmentationSession fresh = actions.fresh();
    byte[][] last = new byte[1][];
    actions
        .session()
        .timeline()
        .logTo((action, delta) -> last[0] = EntryWriter.bytes(action, delta));
    actions.session().addPrompt(1, new PointPrompt(SlicePlane.k(1), new PlanePoint(2, 2), true));
    byte[] entry = last[0];
    for (int length = 0; length < entry.length; length++) {
      byte[] cut = Arrays.copyOf(entry, length);
      assertThrows(
          IOException.class, () -> EntryReader.read(cut, fresh.state(), RandomActions.SIZE));
    }
    Random random = new Random(8);
    for (int n = 0; n < 20_000; n++) {
      byte[] garbled = entry.clone();
      for (int m = 0; m <= n % 3; m++) {
        garbled[random.nextInt(garbled.length)] = (byte) random.nextInt();
      }
      try {
        EntryReader.read(garbled, fresh.state(), RandomActions.SIZE);
      } catch (IOException expected) {
        assertFalse(expected.getMessage().isBlank());
      }
    }
  }

  @Test
  void says_what_it_would_say_of_slices_to_look_at() throws Exception {
    try (RecordedSession first = open(volume)) {
      SegmentationSession session = first.session();
      session.addPrompt(1, new PointPrompt(SlicePlane.k(1), new PlanePoint(4, 3), true));
      session.propagations().propagate(1, SliceAxis.K, 0, 4, Progress.none());
      List<ReviewQueue.Item> queue = ReviewQueue.of(session.state().segment(1));
      assertEquals(
          List.of(0, 2, 3, 4), queue.stream().map(i -> i.plane().index()).sorted().toList());
      session.tools().setConfirmed(1, List.of(SlicePlane.k(3)), true);
      assertEquals(3, ReviewQueue.of(session.state().segment(1)).size());
    }
  }
}
