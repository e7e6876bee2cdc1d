package io.github.voxelclick.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/**
 * The file that is to take a journal's place: written beside it, forced, read again. Not
 * thread-safe.
 */
final class Replacement implements AutoCloseable {
  private final Storage storage;
  private final JournalFiles files;
  private final StoredFile file;
  private long length;
  private long verified;
  private long count;

  private Replacement(Storage storage, JournalFiles files, StoredFile file, long length) {
    this.storage = storage;
    this.files = files;
    this.file = file;
    this.length = length;
    this.verified = length;
  }

  /** Creates the file, with a header but no records. */
  static Replacement create(Storage storage, JournalFiles files, JournalHeader header)
      throws IOException {
    storage.delete(files.rewritten());
    StoredFile file = storage.create(files.rewritten());
    Replacement replacement = new Replacement(storage, files, file, header.length());
    try {
      file.write(header.encode(), 0);
    } catch (IOException e) {
      replacement.discard(e);
      throw e;
    }
    return replacement;
  }

  /**
   * Appends records.
   *
   * @param abandoned asked before each
   * @throws IOException also when abandoned
   */
  void addAll(Iterable<JournalRecord> records, BooleanSupplier abandoned) throws IOException {
    for (JournalRecord record : records) {
      if (abandoned.getAsBoolean()) {
        throw new IOException("the journal is being closed");
      }
      ByteBuffer bytes = RecordHead.encode(record);
      int more = bytes.remaining();
      file.write(bytes, length);
      length += more;
      count++;
    }
    verify(count);
  }

  /** Appends whole records of another file as they lie there. */
  void copy(StoredFile journal, long from, long to, long records) throws IOException {
    DamagedTail.copy(journal, from, to, file, length);
    length += to - from;
    count += records;
    verify(records);
  }

  /** Forces what was added since the last time and reads it again. */
  private void verify(long records) throws IOException {
    file.force();
    RecordReader reader = new RecordReader(file, verified, length);
    reader.skipAll();
    if (file.size() != length || reader.position() != length || reader.count() != records) {
      throw new IOException(
          "the new file reads back otherwise than it was written, from byte "
              + reader.position()
              + " of "
              + length
              + " on");
    }
    verified = length;
  }

  /** Bytes so far, all of them verified. */
  long length() {
    return length;
  }

  /** Records so far. */
  long count() {
    return count;
  }

  /** Closes the file and gives it the journal's name. */
  void takePlace() throws IOException {
    file.close();
    storage.rename(files.rewritten(), files.journal());
  }

  private void discard(IOException because) {
    try {
      close();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  /** Closes the file and removes it unless it took the journal's place. */
  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      storage.delete(files.rewritten());
    }
  }
}
