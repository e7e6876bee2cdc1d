package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions repeated from the entries that a saved mask takes along. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EntriesReplayTest {
  private static final ModelProfile PROFILE = SessionPropertyTest.profile();
  private static final Volume VOLUME = RandomActions.volume();

  @TempDir Path temp;

  private static SegmentationSession kept(SegmentationModel model, SessionOptions options)
      throws VolumeException {
    return SegmentationSession.kept(
        VOLUME, model, new MaskCopyPropagator(), options, RandomActions.segment(1, "first"));
  }

  private static SegmentationSession kept() throws VolumeException {
    return kept(new PlainModel(PROFILE), SessionOptions.defaults());
  }

  private static SessionReplay.Report replay(SessionEntries entries, SegmentationModel model)
      throws VolumeException {
    return SessionReplay.of(entries, VOLUME, model, new MaskCopyPropagator(), Progress.none());
  }

  private static SessionEntries entries(SegmentationSession session) {
    SessionStory story = SessionStory.of(session);
    assertEquals("", story.withoutEntries());
    return story.entries().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void lead_to_the_same_end_without_a_difference(long seed) throws VolumeException {
    SegmentationSession session = kept();
    RandomActions random = new RandomActions(seed, session);
    for (int n = 0; n < 150; n++) {
      random.next();
    }
    SessionReplay.Report report = replay(entries(session), new PlainModel(PROFILE));
    assertTrue(report.answers() > 20, report.answers() + " answers");
    assertTrue(report.propagations() > 0);
    assertEquals(List.of(), report.differences());
    assertEquals(List.of(), report.skipped());
    assertEquals(session.state().segments(), report.end().segments());
  }

  /** Prompts faster than answers, strokes and undo between, on slices that cross. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void of_answers_that_came_late_are_repeated_as_well(long seed) throws VolumeException {
    SegmentationSession session = kept();
    Random random = new Random(seed);
    RandomActions choices = new RandomActions(seed, PROFILE);
    for (int n = 0; n < 150; n++) {
      switch (random.nextInt(6)) {
        case 0 -> session.answerPending(Progress.none());
        case 1 -> session.undo();
        case 2 -> {
          SlicePlane plane = SlicePlane.k(random.nextInt(5));
          SliceMask stamp = choices.stamp(plane, random);
          session
              .tools()
              .draw(ActionKind.BRUSH, 1, plane, stamp, random.nextBoolean(), Overlap.ALLOWED);
        }
        default -> {
          RandomActions.Asked asked = choices.prompt(random);
          session.addPrompt(1, asked.prompt(), asked.overlap());
        }
      }
    }
    session.answerPending(Progress.none());
    SessionReplay.Report report = replay(entries(session), new PlainModel(PROFILE));
    assertEquals(List.of(), report.differences());
    assertEquals(List.of(), report.skipped());
    assertEquals(session.state().segments(), report.end().segments());
  }

  @Test
  void of_a_propagation_that_was_cancelled_stop_where_it_did() throws VolumeException {
    for (int steps = 1; steps < 4; steps++) {
      SegmentationSession session = kept();
      session.addPrompt(1, new PointPrompt(SlicePlane.k(1), new PlanePoint(4, 3), true));
      session.answerPending(Progress.none());
      int last = RandomActions.SIZE.k() - 1;
      assertTrue(
          session
              .propagations()
              .propagate(1, SliceAxis.K, 0, last, new CancelledAfter(steps))
              .orElseThrow()
              .cancelled());
      SessionReplay.Report report = replay(entries(session), new PlainModel(PROFILE));
      assertEquals(1, report.propagations());
      assertEquals(List.of(), report.skipped());
      assertEquals(List.of(), report.differences());
      assertEquals(session.state().segments(), report.end().segments());
    }
  }

  @Test
  void of_a_cancelled_propagation_of_an_older_version_are_skipped_in_words() throws Exception {
    SegmentationSession session = kept();
    session.addPrompt(1, new PointPrompt(SlicePlane.k(1), new PlanePoint(4, 3), true));
    session.answerPending(Progress.none());
    session
        .timeline()
        .step(
            ActionKind.PROPAGATE,
            1,
            Map.of("strategy", new MaskCopyPropagator().name(), "cancelled", "true"),
            (now, id) -> now.with(now.segment(1).withLocked(true)));
    SessionReplay.Report report = replay(entries(session), new PlainModel(PROFILE));
    assertEquals(0, report.propagations());
    assertEquals(1, report.skipped().size(), report.skipped().toString());
    assertTrue(report.skipped().get(0).contains("cancelled"), report.skipped().toString());
  }

  @Test
  void of_compacted_journals_repeat_the_answers_that_they_put_together() throws Exception {
    int compacted = 0;
    for (long seed = 1; seed <= 6; seed++) {
      JournalFolder folder =
          JournalFolder.prepare(
              Optional.of(temp.resolve("journals" + seed)), "Linux", Map.of(), temp);
      try (RecordedSession recorded =
          RecordedSession.open(
              folder,
              VOLUME,
              new PlainModel(PROFILE),
              new MaskCopyPropagator(),
              SessionOptions.defaults(),
              RandomActions.segment(1, "first"))) {
        RandomActions random = new RandomActions(seed, recorded.session());
        for (int n = 0; n < 300; n++) {
          random.next();
        }
        compacted += recorded.compact() ? 1 : 0;
        SessionReplay.Report report = replay(entries(recorded.session()), new PlainModel(PROFILE));
        assertTrue(report.answers() > 0);
        assertEquals(List.of(), report.differences(), "seed " + seed);
        assertEquals(List.of(), report.skipped(), "seed " + seed);
        assertEquals(recorded.session().state().segments(), report.end().segments());
      }
    }
    assertTrue(compacted > 0, "no journal was compacted");
  }

  /** A model that sees the window: its answer has a pixel in the column of the window's low end. */
  private static SegmentationModel seesWindow() {
    return new PlainModel(PROFILE) {
      @Override
      public SlicePrediction decode(SliceQuery query, Progress progress) {
        SlicePrediction usual = super.decode(query, progress);
        int low = (int) query.embedding().key().window().low();
        SliceMask pixel =
            SliceMask.of(
                usual.mask().columns(),
                usual.mask().rows(),
                (c, r) -> r == 0 && c == Math.floorMod(low, usual.mask().columns()));
        return SlicePrediction.certain(usual.mask().xor(pixel));
      }
    };
  }

  @Test
  void tell_the_window_that_was_chosen() throws VolumeException {
    SessionOptions chosen = new SessionOptions(Optional.of(new Window(3.25, 40)), 1 << 20);
    SegmentationSession session = kept(seesWindow(), chosen);
    session.addPrompt(1, new PointPrompt(SlicePlane.k(2), new PlanePoint(6, 4), true));
    session.answerPending(Progress.none());
    SessionReplay.Report report = replay(entries(session), seesWindow());
    assertEquals(1, report.answers());
    assertEquals(List.of(), report.differences());
    SegmentationSession other = kept(seesWindow(), SessionOptions.defaults());
    other.addPrompt(1, new PointPrompt(SlicePlane.k(2), new PlanePoint(6, 4), true));
    other.answerPending(Progress.none());
    assertFalse(
        session.state().segment(1).mask().equals(other.state().segment(1).mask()),
        "the window makes no difference, so this test says nothing");
  }

  @Test
  void of_another_model_differ_by_as_many_voxels_as_it_answers_otherwise() throws VolumeException {
    SegmentationSession session = kept();
    session.addPrompt(1, new PointPrompt(SlicePlane.k(2), new PlanePoint(6, 4), true));
    session.answerPending(Progress.none());
    assertEquals(1, replay(entries(session), seesWindow()).voxels());
  }

  private static SessionEntries packed(List<byte[]> payloads) {
    SessionEntries.Builder builder = new SessionEntries.Builder();
    payloads.forEach(builder::add);
    return builder.build().orElseThrow();
  }

  /** Whatever a byte becomes: a sentence, or a report. */
  @Test
  void that_were_changed_anywhere_never_fail_otherwise_than_with_a_sentence()
      throws VolumeException {
    SegmentationSession session = kept();
    RandomActions random = new RandomActions(7, session);
    for (int n = 0; n < 40; n++) {
      random.next();
    }
    List<byte[]> payloads = new ArrayList<>();
    entries(session).<RuntimeException>forEach((payload, index) -> payloads.add(payload));
    Random places = new Random(1);
    int refused = 0;
    for (int n = 0; n < 400; n++) {
      List<byte[]> changed = new ArrayList<>(payloads);
      int entry = places.nextInt(changed.size());
      byte[] bytes = changed.get(entry).clone();
      bytes[places.nextInt(bytes.length)] ^= (byte) (1 << places.nextInt(8));
      changed.set(entry, bytes);
      try {
        replay(packed(changed), new PlainModel(PROFILE));
      } catch (SessionException e) {
        assertTrue(e.getMessage().startsWith("Cannot "), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 50, refused + " refused");
  }

  @Test
  void that_are_left_out_are_missed() throws VolumeException {
    SegmentationSession session = kept();
    session.addPrompt(1, new PointPrompt(SlicePlane.k(2), new PlanePoint(6, 4), true));
    session.propagations().propagate(1, SliceAxis.K, 0, 4, Progress.none());
    List<byte[]> payloads = new ArrayList<>();
    entries(session).<RuntimeException>forEach((payload, index) -> payloads.add(payload));
    payloads.remove(2); // the prompt
    SessionException e =
        assertThrows(
            SessionException.class, () -> replay(packed(payloads), new PlainModel(PROFILE)));
    assertTrue(e.getMessage().contains("entry 3"), e.getMessage());
  }

  @Test
  void that_go_to_and_fro_for_ever_are_refused() throws VolumeException {
    SegmentationSession session = kept();
    session.tools().draw(ActionKind.BRUSH, 1, SlicePlane.k(1), fullSlice(), true, Overlap.ALLOWED);
    session.undo();
    session.redo();
    List<byte[]> payloads = new ArrayList<>();
    entries(session).<RuntimeException>forEach((payload, index) -> payloads.add(payload));
    List<byte[]> endless = new ArrayList<>(payloads.subList(0, 2));
    byte[] large = payloads.get(2);
    endless.add(withLongDetail(session, large));
    for (int n = 0; n < 3000; n++) {
      endless.add(payloads.get(3));
      endless.add(payloads.get(4));
    }
    SessionEntries entries = packed(endless);
    SessionException e =
        assertThrows(SessionException.class, () -> replay(entries, new PlainModel(PROFILE)));
    assertTrue(e.getMessage().contains("to and fro"), e.getMessage());
  }

  private static SliceMask fullSlice() {
    return SliceMask.of(9, 7, (c, r) -> true);
  }

  /** The same stroke with 3 MB of details, so that moving over it counts. */
  private static byte[] withLongDetail(SegmentationSession session, byte[] payload) {
    try {
      SessionState before = new SessionState(0, List.of());
      EntryReader.Entry entry = EntryReader.read(payload, before, session.volume().size());
      Action action = entry.action();
      for (int n = 0; n < 100; n++) {
        action = action.with("long" + n, "x".repeat(60_000));
      }
      return EntryWriter.bytes(action, entry.delta());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
