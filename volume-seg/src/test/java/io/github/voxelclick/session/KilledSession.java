package io.github.voxelclick.session;

import io.github.voxelclick.journal.ChildJvm;
import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.volume.JournalException;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * A program that works on the recorded session in the folder of its argument until it is killed,
 * compacting in the background all the while. Prints where the session is once opening it, and then
 * each action, has returned.
 */
final class KilledSession {
  /** The parent may die itself; then nobody would kill this. */
  private static final long LIFE_MILLIS = 60_000;

  private KilledSession() {}

  static SessionOptions options() {
    return new SessionOptions(
        Optional.empty(), 1 << 20, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  /** Opens or reopens the session. */
  static RecordedSession open(Path folder) throws VolumeException {
    return RecordedSession.open(
        JournalFolder.prepare(Optional.of(folder), "Linux", Map.of(), folder),
        RandomActions.volume(),
        new PlainModel(SessionPropertyTest.profile()),
        new MaskCopyPropagator(),
        options(),
        RandomActions.segment(1, "first"));
  }

  /** Where a session is: its latest entry, and a hash of all that it is and of its history. */
  static String place(SegmentationSession session) {
    return session.timeline().lastId() + " " + SessionDigest.of(session.state(), session.history());
  }

  public static void main(String[] arguments) throws Exception {
    ChildJvm.dieWithParent();
    RecordedSession recorded = open(Path.of(arguments[0]));
    RandomDeeds deeds = new RandomDeeds(recorded.session());
    say(place(recorded.session()));
    Thread compacting = new Thread(() -> compact(recorded));
    compacting.setDaemon(true);
    compacting.start();
    long end = System.nanoTime() + LIFE_MILLIS * 1_000_000;
    while (System.nanoTime() < end) {
      deeds.next();
      say(place(recorded.session()));
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private static void compact(RecordedSession recorded) {
    try {
      while (true) {
        recorded.compact();
        Thread.sleep(10);
      }
    } catch (JournalException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
