package io.github.voxelclick.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Tells sessions apart across JVMs: by all that is known of the segments and by the history. */
final class SessionDigest {
  private SessionDigest() {}

  /** Of everything but the revision. */
  static String of(SessionState state, List<Action> history) {
    MessageDigest digest = sha256();
    digest.update(stateBytes(state));
    digest.update(history.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] stateBytes(SessionState state) {
    Action none = new Action(0, ActionKind.SETTLE, 0, new TreeMap<>(), Instant.EPOCH);
    return EntryWriter.bytes(none, Delta.between(new SessionState(0, List.of()), state));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
