package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.journal.ChildJvm;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.volume.VolumeException;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills one {@link KilledSession} after the other, all on one session, each at a random moment, and
 * holds what is there afterwards against a session in memory that did the same.
 */
final class SessionKillRounds {
  /** Where some kills fall: starting, opening. */
  private static final int WHOLE_LIFE_MILLIS = 700;

  /** Where the others fall, counted from the first acknowledgement. */
  private static final int AT_WORK_MILLIS = 400;

  private final Path folder;
  private final Random random;
  private final List<EntryReader.Entry> entries = new ArrayList<>();
  private SegmentationSession shadow;
  private boolean opened;
  private int acknowledged;
  private int unacknowledged;
  private int halves;
  private int torn;
  private int beforeOpening;

  SessionKillRounds(Path folder, long seed) throws VolumeException {
    this.folder = folder;
    this.random = new Random(seed);
    this.shadow = replayed(0);
    shadow.record().begin(RandomActions.segment(1, "first"));
  }

  /** Kills so many and says in one line what was seen. */
  String run(int kills) throws Exception {
    for (int kill = 0; kill < kills; kill++) {
      List<String> places = killOne();
      beforeOpening += places.isEmpty() ? 1 : 0;
      follow(places);
      reopen();
    }
    goBackAndForth();
    return String.format(
        Locale.ROOT,
        "%d sessions killed, %d of them before they were open; %d actions acknowledged, all there;"
            + " %d others were whole though not acknowledged, of %d the answer was missing;"
            + " %d torn ends",
        kills,
        beforeOpening,
        acknowledged,
        unacknowledged,
        halves,
        torn);
  }

  /** Returns what was acknowledged. */
  private List<String> killOne() throws Exception {
    List<String> places = new ArrayList<>();
    Process child = ChildJvm.start(KilledSession.class, 64, folder.toString());
    try (BufferedReader out = child.inputReader(StandardCharsets.US_ASCII)) {
      if (random.nextInt(5) == 0) {
        Thread.sleep(random.nextInt(WHOLE_LIFE_MILLIS));
      } else {
        places.add(out.readLine());
        TimeUnit.MICROSECONDS.sleep(random.nextInt(AT_WORK_MILLIS * 1000));
      }
      assertTrue(child.isAlive(), "the session ended by itself");
      child.toHandle().destroyForcibly(); // The process's own method would close the pipe.
      out.lines().forEach(places::add);
    }
    child.waitFor();
    return places;
  }

  /** Does in memory what was acknowledged. */
  private void follow(List<String> places) throws VolumeException {
    for (int n = 0; n < places.size(); n++) {
      advance(n == 0);
      assertEquals(KilledSession.place(shadow), places.get(n), "acknowledgement " + n);
    }
    acknowledged += places.size();
    opened = !places.isEmpty();
  }

  private void advance(boolean opening) throws VolumeException {
    if (opening) {
      note(shadow);
    } else {
      new RandomDeeds(shadow).next();
    }
  }

  private static void note(SegmentationSession session) throws SessionException {
    String sha256 = session.model().sha256();
    session
        .record()
        .note(ActionKind.OPEN, Map.of("model", session.model().profile().name(), "sha256", sha256));
  }

  /** Finds out how far the session got, which may be one action further. */
  private void reopen() throws VolumeException {
    int sure = entries.size();
    advance(!opened);
    try (RecordedSession found = KilledSession.open(folder)) {
      torn += found.warnings().size();
      int entry = (int) found.session().timeline().lastId() - 1; // without this opening
      assertTrue(entry >= sure, "entry " + entry + " is the last, acknowledged was " + sure);
      assertTrue(entry <= entries.size(), "entry " + entry + " of " + entries.size());
      unacknowledged += entry == entries.size() && entry > sure ? 1 : 0;
      halves += entry > sure && entry < entries.size() ? 1 : 0;
      shadow = replayed(entry);
      note(shadow);
      assertEquals(shadow.state().segments(), found.session().state().segments());
      assertEquals(KilledSession.place(shadow), KilledSession.place(found.session()));
    }
  }

  /** A session that did the first entries, and of which what follows is kept, too. */
  private SegmentationSession replayed(int count) {
    SegmentationSession session =
        new SegmentationSession(
            RandomActions.volume(),
            new PlainModel(SessionPropertyTest.profile()),
            new MaskCopyPropagator(),
            KilledSession.options(),
            Optional.empty());
    entries.subList(count, entries.size()).clear();
    entries.forEach(session.timeline()::enter);
    session.timeline().logTo((action, delta) -> entries.add(new EntryReader.Entry(action, delta)));
    return session;
  }

  /** Undo and redo must pass through the same states to both ends. */
  private void goBackAndForth() throws VolumeException {
    try (RecordedSession recorded = KilledSession.open(folder)) {
      SegmentationSession found = recorded.session();
      note(shadow);
      while (shadow.undo()) {
        assertTrue(found.undo());
        assertEquals(shadow.state().segments(), found.state().segments());
      }
      assertFalse(found.undo());
      while (shadow.redo()) {
        assertTrue(found.redo());
        assertEquals(KilledSession.place(shadow), KilledSession.place(found));
      }
      assertFalse(found.redo());
    }
  }
}
