package io.github.voxelclick.session;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes the session that lies in {@code src/test/resources/session-golden}: a journal of random
 * actions and, beside it, what reopening it must lead to. To be run again only when the form of
 * entries changes and old sessions need not be read any more; with the module's test class path and
 * that folder, empty, as argument.
 */
final class StoredSession {
  static final String EXPECTED = "expected.txt";
  private static final int ACTIONS = 45;
  private static final int UNDONE = 5;

  private StoredSession() {}

  public static void main(String[] arguments) throws IOException, VolumeException {
    Path folder = Path.of(arguments[0]);
    List<String> expected;
    try (RecordedSession recorded = KilledSession.open(folder)) {
      RandomDeeds deeds = new RandomDeeds(recorded.session());
      for (int n = 0; n < ACTIONS; n++) {
        deeds.next();
      }
      for (int n = 0; n < UNDONE; n++) {
        recorded.session().undo();
      }
      recorded
          .session()
          .timeline()
          .logTo(SessionLog.none()); // looking at all steps is not part of it
      expected = describe(recorded.session());
    }
    Files.write(folder.resolve(EXPECTED), expected);
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".lock")).toList()) {
        Files.delete(file);
      }
    }
  }

  /**
   * What a session comes to: history, all that redo leads to, and the masks of each step back. The
   * session is left with nothing to undo.
   */
  static List<String> describe(SegmentationSession session) throws SessionException {
    List<String> lines = new ArrayList<>();
    lines.add("all " + SessionDigest.of(session.state(), session.history()));
    session.history().forEach(action -> lines.add(action.toString()));
    while (session.redo()) {
      lines.add("redone " + SessionDigest.of(session.state(), session.history()));
    }
    do {
      for (SegmentState segment : session.state().segments()) {
        lines.add(
            "step %d segment %d %d slices known, %s"
                .formatted(
                    session.history().size(),
                    segment.number(),
                    segment.slices().size(),
                    hash(segment.mask())));
      }
    } while (session.undo());
    return lines;
  }

  private static String hash(Mask mask) {
    MessageDigest digest = SessionDigest.sha256();
    for (int k : mask.occupiedSlices()) {
      digest.update((k + ":").getBytes(StandardCharsets.US_ASCII));
      for (long word : mask.slice(SlicePlane.k(k)).toWords()) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(word).array());
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }
}
