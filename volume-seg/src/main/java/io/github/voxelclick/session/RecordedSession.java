package io.github.voxelclick.session;

import io.github.voxelclick.journal.Journal;
import io.github.voxelclick.journal.JournalDamage;
import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.journal.JournalRecord;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.propagate.Propagator;
import io.github.voxelclick.volume.JournalException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A session of which every action is on the disk before it counts. Opened again on the same volume
 * it is where it was, undo and redo included, without running a model. The caller closes it after
 * the last call. Threads as of {@link SegmentationSession}.
 */
public final class RecordedSession implements AutoCloseable {
  private static final int ENTRY = 1;
  private static final String IDENTITY = "voxelclick session";

  /** Fewer entries are not worth writing anew. */
  private static final int COMPACTED_FROM = 100;

  private final SegmentationSession session;
  private final Journal journal;
  private final boolean reopened;
  private boolean closed;

  private RecordedSession(SegmentationSession session, Journal journal, boolean reopened) {
    this.session = session;
    this.journal = journal;
    this.reopened = reopened;
  }

  /**
   * Opens the session of a volume: the one that its journal tells of, else a new one.
   *
   * @param folder where journals lie
   * @param volume also says which journal it is, by its grid and samples
   * @param model answers prompts from now on; may be another than before
   * @param propagator carries masks on
   * @param options window and memory
   * @param first the segment to begin with, if the session is new
   * @throws JournalException when another has the journal open or the disk fails
   * @throws SessionException when the journal is of a newer VoxelClick or contradicts itself; it is
   *     left as it is
   */
  public static RecordedSession open(
      JournalFolder folder,
      Volume volume,
      SegmentationModel model,
      Propagator propagator,
      SessionOptions options,
      Segment first)
      throws JournalException, SessionException {
    Path file = folder.file(VolumeFingerprint.of(volume));
    boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    Journal journal =
        there
            ? Journal.open(file)
            : Journal.create(file, IDENTITY.getBytes(StandardCharsets.UTF_8));
    try {
      if (!IDENTITY.equals(new String(journal.identity(), StandardCharsets.UTF_8))) {
        throw new SessionException(
            "Cannot reopen the session of this volume: the journal is of another kind. Use the"
                + " VoxelClick that wrote it, or remove the journal to begin anew.");
      }
      SegmentationSession session =
          new SegmentationSession(volume, model, propagator, options, Optional.empty());
      List<JournalRecord> records = journal.records();
      for (int n = 0; n < records.size(); n++) {
        enter(session, read(session, records.get(n), n), n);
      }
      session
          .record()
          .keepIn(
              (action, delta) -> append(journal, action, delta),
              () -> taken(journal),
              records.isEmpty() ? Optional.of(first) : Optional.empty());
      return new RecordedSession(session, journal, !records.isEmpty());
    } catch (JournalException | SessionException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /**
   * An entry of a journal.
   *
   * @param session as it was before
   * @param index of the entry, from 0
   */
  static EntryReader.Entry read(SegmentationSession session, JournalRecord record, int index)
      throws SessionException {
    if (record.type() != ENTRY) {
      throw contradiction(index, new IOException("it is of the unknown kind " + record.type()));
    }
    return read(session, record.payload(), index);
  }

  /** As the other {@code read}, of the bytes of an entry. */
  static EntryReader.Entry read(SegmentationSession session, byte[] payload, int index)
      throws SessionException {
    try {
      return EntryReader.read(payload, session.state(), session.volume().size());
    } catch (IOException e) {
      throw contradiction(index, e);
    }
  }

  /** Repeats an entry. */
  static void enter(SegmentationSession session, EntryReader.Entry entry, int index)
      throws SessionException {
    try {
      session.timeline().enter(entry);
    } catch (IllegalArgumentException e) {
      throw contradiction(index, e);
    }
  }

  static SessionException contradiction(int index, Exception cause) {
    return new SessionException(
        "Cannot reopen the session of this volume: entry "
            + (index + 1)
            + " of its journal cannot be repeated ("
            + cause.getMessage()
            + "). Use the VoxelClick that wrote it, or remove the journal to begin anew.",
        cause);
  }

  private static void append(Journal journal, Action action, Delta delta) throws SessionException {
    try {
      journal.append(ENTRY, EntryWriter.bytes(action, delta));
    } catch (JournalException e) {
      throw new SessionException(e.getMessage(), e);
    }
  }

  private static EntrySource.Taken taken(Journal journal) {
    Journal.Mark until = journal.mark();
    return builder -> {
      long[] read = new long[1];
      journal.forEachRecord(
          record -> {
            if (read[0] < until.records() && !builder.isTooLarge()) {
              builder.add(record.payload());
            }
            read[0]++;
          });
      return journal.mark().rewrites() == until.rewrites();
    };
  }

  /** The session. */
  public SegmentationSession session() {
    return session;
  }

  /** Whether work was found and taken up again. */
  public boolean isReopened() {
    return reopened;
  }

  /** What was wrong with the journal when it was opened; to be shown to the person. */
  public List<ReadWarning> warnings() {
    return journal.damage().map(JournalDamage::warning).map(List::of).orElse(List.of());
  }

  /**
   * Writes the journal anew without what undo can no longer reach: steps that were undone and then
   * overtaken keep a note, moves back and forth go. Edits go on meanwhile. For a background thread,
   * now and then; does nothing when little would be gained.
   *
   * @return whether it was written anew
   * @throws JournalException when the disk fails; the journal is as it was
   */
  public synchronized boolean compact() throws JournalException {
    if (closed) {
      return false;
    }
    record Taken(Journal.Mark until, Compacted compacted) {}
    Taken taken = session.timeline().exclusively(t -> new Taken(journal.mark(), t.compacted()));
    Compacted compacted = taken.compacted();
    List<EntryReader.Entry> entries = compacted.entries();
    long kept =
        (long) entries.size() + compacted.answers(); // telling answers apart is worth its place
    if (taken.until().records() < COMPACTED_FROM
        || kept > taken.until().records() * 3 / 4
        || !compacted.holds(Mask.empty(session.volume().size()))) {
      return false;
    }
    List<JournalRecord> records = new ArrayList<>();
    for (EntryReader.Entry entry : entries) {
      records.add(JournalRecord.of(ENTRY, EntryWriter.bytes(entry.action(), entry.delta())));
    }
    journal.rewrite(taken.until(), records);
    return true;
  }

  /**
   * Ends the session; what it did is on the disk already, and what is still under way is cancelled.
   *
   * @throws JournalException when the file cannot be closed
   */
  @Override
  public synchronized void close() throws JournalException {
    closed = true;
    session
        .timeline()
        .logTo(
            (action, delta) -> {
              throw new CancellationException("the session is closed");
            });
    journal.close();
  }
}
