package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows by one record for every action. A record whose {@link #append} has returned is
 * on the disk: no kill, power cut or full disk takes it away. One opener at a time.
 *
 * <p>Safe for several threads. Calls block for as long as the disk takes; {@link #append} waits for
 * a {@link #rewrite} in another thread only while that puts its file in place. Interrupts are kept
 * for later and neither stop nor harm anything.
 */
public final class Journal implements AutoCloseable {
  /** Guards everything that changes, and every write to the file. */
  private final ReentrantLock writing = new ReentrantLock();

  /** Held while the file may not be exchanged for another; taken before {@link #writing}. */
  private final ReentrantLock exchanging = new ReentrantLock();

  private final Storage storage;
  private final JournalFiles files;
  private final FolderSync folder;
  private final Closeable lock;
  private final JournalHeader header;
  private final Optional<JournalDamage> damage;
  private StoredFile data;
  private long length;
  private long count;
  private long rewrites;
  private @Nullable String broken;
  private boolean closed;
  private volatile boolean closing;

  private Journal(JournalOpening opening) {
    this.storage = opening.storage();
    this.files = opening.files();
    this.folder = opening.folder();
    this.lock = opening.lock();
    this.header = opening.header();
    this.damage = opening.damage();
    this.data = opening.data();
    this.length = opening.length();
    this.count = opening.count();
  }

  /**
   * A place between two records, from {@link #mark}. Of no meaning after a {@link #rewrite} later
   * than itself, or in another journal.
   *
   * @param rewrites how many there were before
   * @param bytes position in the file
   * @param records how many lie before it
   */
  public record Mark(long rewrites, long bytes, long records) {}

  /**
   * Creates a journal without records.
   *
   * @param file must not be there; its folder must. The name must tell nothing about a patient
   * @param identity what the application wants to recognise it by, at most 4096 bytes, copied
   * @throws JournalException when the file is there or the disk fails; no journal is there then
   */
  public static Journal create(Path file, byte[] identity) throws JournalException {
    return create(new DiskStorage(), file, identity);
  }

  static Journal create(Storage storage, Path file, byte[] identity) throws JournalException {
    return new Journal(JournalOpening.create(storage, file, identity));
  }

  /**
   * Opens a journal and checks all of it. A damaged or half-written end is cut off, kept in a file
   * beside and told of by {@link #damage}.
   *
   * @param file from {@link #create}
   * @throws JournalException when there is none, another has it open, it is no journal, or the disk
   *     fails; the file is left as it is then
   */
  public static Journal open(Path file) throws JournalException {
    return open(new DiskStorage(), file);
  }

  static Journal open(Storage storage, Path file) throws JournalException {
    return new Journal(JournalOpening.open(storage, file));
  }

  /** What {@link #create} was given, a new array at each call. */
  public byte[] identity() {
    return header.identity();
  }

  /** What was cut off when this journal was opened; to be shown to the person at the screen. */
  public Optional<JournalDamage> damage() {
    return damage;
  }

  /** The end at this moment. */
  public Mark mark() {
    writing.lock();
    try {
      return new Mark(rewrites, length, count);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Appends one record. When this returns, the record is on the disk; when it throws, the journal
   * is as it was before.
   *
   * @param type 0 to 255, given back by {@link JournalRecord#type}
   * @param payload at most {@link JournalRecord#MAX_PAYLOAD} bytes
   * @throws JournalException when the disk is full or fails, or had failed so badly before that
   *     only opening the journal again helps
   */
  public void append(int type, byte[] payload) throws JournalException {
    ByteBuffer bytes = RecordHead.encode(JournalRecord.of(type, payload));
    int more = bytes.remaining();
    writing.lock();
    try {
      checkUsable("record this action in");
      write(bytes);
      length += more;
      count++;
    } finally {
      writing.unlock();
    }
  }

  private void write(ByteBuffer bytes) throws JournalException {
    boolean written = false;
    try {
      if (data.size() != length) {
        broken = "another program changed the file";
        checkUsable("record this action in");
      }
      data.write(bytes, length);
      data.force();
      written = true;
    } catch (IOException e) {
      throw Trouble.cannot(
          "record this action in",
          files,
          e,
          "All actions before it are safe. Free space on its disk, or see that the disk is there,"
              + " then repeat the action.");
    } finally {
      if (!written && broken == null) {
        takeBack();
      }
    }
  }

  /** Makes the file what it was before a failed append. */
  private void takeBack() {
    try {
      data.truncate(length);
      data.force();
    } catch (IOException e) {
      broken = "a half-written action could not be taken back (" + Trouble.of(e) + ")";
    }
  }

  /**
   * Hands out the records that the journal holds when this is called, the oldest first, one after
   * the other, so that memory is needed for one. Appends go on meanwhile; a rewrite waits.
   *
   * @param sink must not close or rewrite this journal
   * @throws JournalException when the disk fails or a record has become unreadable since opening
   */
  public void forEachRecord(Consumer<JournalRecord> sink) throws JournalException {
    lockAgainstExchange();
    try {
      Mark end = usableMark("read");
      RecordReader reader = new RecordReader(data, header.length(), end.bytes());
      Optional<JournalRecord> next = reader.next();
      while (next.isPresent()) {
        sink.accept(next.get());
        next = reader.next();
      }
      if (reader.position() != end.bytes()) {
        throw new IOException("record " + (reader.count() + 1) + " has become unreadable");
      }
    } catch (IOException e) {
      throw Trouble.cannot(
          "read", files, e, "Save the segmentation, check the disk, then open the journal again.");
    } finally {
      exchanging.unlock();
    }
  }

  /**
   * All records that the journal holds when this is called, the oldest first. Large payloads are
   * held deflated, so this takes about as much memory as the file.
   *
   * @throws JournalException as {@link #forEachRecord}
   */
  public List<JournalRecord> records() throws JournalException {
    List<JournalRecord> all = new ArrayList<>();
    forEachRecord(all::add);
    return all;
  }

  /**
   * Replaces all records that the journal holds when this is called. For a caller whose choice
   * cannot be overtaken by appends; otherwise see {@link #rewrite(Mark, Iterable)}.
   *
   * @param records what stays, the oldest first
   * @throws JournalException as {@link #rewrite(Mark, Iterable)}
   */
  public void rewrite(Iterable<JournalRecord> records) throws JournalException {
    rewrite(mark(), records);
  }

  /**
   * Replaces all records before a mark; those behind it stay, also those appended while this runs.
   * A crash leaves either the old file or the new one, whole.
   *
   * @param until taken together with the state from which the records were made, so that no append
   *     falls between; not older than the last rewrite
   * @param records what takes the place of those before the mark, the oldest first
   * @throws JournalException when the disk fails or the journal is closed meanwhile; the records
   *     are then as they were before
   */
  public void rewrite(Mark until, Iterable<JournalRecord> records) throws JournalException {
    lockAgainstExchange();
    try {
      checkMark(until, usableMark("compact"));
      replace(until, records);
    } catch (IOException e) {
      throw Trouble.cannot(
          "compact",
          files,
          e,
          "Nothing is lost. Free space on its disk, or see that the disk is there; work can go on"
              + " meanwhile.");
    } finally {
      exchanging.unlock();
    }
  }

  private void replace(Mark until, Iterable<JournalRecord> records)
      throws IOException, JournalException {
    try (Replacement replacement = Replacement.create(storage, files, header)) {
      replacement.addAll(records, () -> closing);
      Mark copied = copyBehind(replacement, until);
      writing.lock();
      try {
        copyBehind(replacement, copied);
        exchange(replacement);
      } finally {
        writing.unlock();
      }
    }
  }

  private static void checkMark(Mark until, Mark now) {
    if (until.rewrites() != now.rewrites()
        || until.bytes() > now.bytes()
        || until.records() > now.records()) {
      throw new IllegalArgumentException(until + " is older than the last rewrite: " + now);
    }
  }

  /** Copies what lies behind a mark and returns the end of that. */
  private Mark copyBehind(Replacement replacement, Mark mark) throws IOException, JournalException {
    Mark end = usableMark("compact");
    if (end.bytes() > mark.bytes()) {
      replacement.copy(data, mark.bytes(), end.bytes(), end.records() - mark.records());
    }
    return end;
  }

  /** Puts the new file in the old one's place; no system lets both be open meanwhile. */
  private void exchange(Replacement replacement) throws IOException {
    try {
      data.close();
      replacement.takePlace();
      length = replacement.length();
      count = replacement.count();
      rewrites++;
      broken = "its new file may not have reached the disk";
      folder.sync();
      broken = null;
    } finally {
      reopen();
    }
  }

  private void reopen() throws IOException {
    boolean same = false;
    try {
      data = storage.open(files.journal());
      same = data.size() == length;
    } finally {
      if (!same) {
        broken = "it could not be opened again after compacting";
      }
    }
  }

  private void lockAgainstExchange() {
    if (exchanging.isHeldByCurrentThread()) {
      throw new IllegalStateException("called from within a read or rewrite of the same journal");
    }
    exchanging.lock();
  }

  private Mark usableMark(String what) throws JournalException {
    writing.lock();
    try {
      checkUsable(what);
      return mark();
    } finally {
      writing.unlock();
    }
  }

  private void checkUsable(String what) throws JournalException {
    if (closed) {
      throw new IllegalStateException("the journal is closed");
    }
    if (broken != null) {
      throw new JournalException(
          "Cannot "
              + what
              + " the journal "
              + files.name()
              + ": "
              + broken
              + ". All actions acknowledged before are safe. Save the segmentation, check the disk,"
              + " then close the journal and open it again.");
    }
  }

  /**
   * Lets go of the file; once more does nothing. Waits for calls in other threads; a rewrite gives
   * up, a read is waited for.
   *
   * @throws JournalException when the OS fails to close the file; all records are safe all the same
   */
  @Override
  public void close() throws JournalException {
    closing = true;
    lockAgainstExchange();
    writing.lock();
    try {
      if (!closed) {
        closed = true;
        closeBoth();
      }
    } catch (IOException e) {
      throw Trouble.cannot(
          "close", files, e, "All actions are safe. Restart the program before you open it again.");
    } finally {
      writing.unlock();
      exchanging.unlock();
    }
  }

  private void closeBoth() throws IOException {
    try {
      data.close();
    } finally {
      lock.close();
    }
  }
}
