package io.github.voxelclick.session;

import io.github.voxelclick.journal.JournalRecord;
import io.github.voxelclick.volume.JournalException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps in memory what a session does, as far as there is room; no substitute for a journal.
 * Written under the session's lock alone.
 */
final class MemoryLog implements SessionLog, EntrySource {
  private static final int ENTRY = 1;

  private final List<JournalRecord> kept = new ArrayList<>();
  private long bytes;
  private boolean full;

  @Override
  public void append(Action action, Delta delta) {
    if (full) {
      return;
    }
    byte[] payload = EntryWriter.bytes(action, delta);
    bytes += payload.length;
    full = bytes > SessionEntries.MAX_INFLATED || payload.length > JournalRecord.MAX_PAYLOAD;
    if (full) {
      kept.clear();
    } else {
      kept.add(record(payload));
    }
  }

  private static JournalRecord record(byte[] payload) {
    try {
      return JournalRecord.of(ENTRY, payload);
    } catch (JournalException e) {
      throw new IllegalStateException("the length was looked at before", e);
    }
  }

  @Override
  public Taken taken() {
    List<JournalRecord> until = List.copyOf(kept);
    boolean all = !full;
    return builder -> {
      until.forEach(record -> builder.add(record.payload()));
      if (!all) {
        builder.giveUp();
      }
      return true;
    };
  }
}
