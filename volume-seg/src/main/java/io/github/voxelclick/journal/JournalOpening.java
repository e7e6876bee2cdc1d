package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a journal needs to begin: the lock is held, left-overs are gone, all records up to the end
 * are right and on the disk.
 *
 * @param folder of the journal
 * @param lock owned by the journal
 * @param data open, owned by the journal
 * @param length the file's size in bytes
 * @param count records in it
 * @param damage what was cut off on the way
 */
record JournalOpening(
    Storage storage,
    JournalFiles files,
    FolderSync folder,
    Closeable lock,
    JournalHeader header,
    StoredFile data,
    long length,
    long count,
    Optional<JournalDamage> damage) {
  /** Bytes that the search for records behind a damage reads at most. */
  private static final long SEARCH_EFFORT = 1L << 28;

  /** Whatever opens a journal whose lock is held. */
  private interface Opener {
    JournalOpening open(Closeable lock) throws IOException, JournalException;
  }

  static JournalOpening create(Storage storage, Path file, byte[] identity)
      throws JournalException {
    JournalFiles files = new JournalFiles(file);
    JournalHeader header = new JournalHeader(identity);
    return locked(storage, files, "create", lock -> create(storage, files, header, lock));
  }

  static JournalOpening open(Storage storage, Path file) throws JournalException {
    JournalFiles files = new JournalFiles(file);
    if (!storage.exists(files.journal())) {
      throw missing(files); // Before a lock file is put beside nothing.
    }
    return locked(storage, files, "open", lock -> open(storage, files, lock));
  }

  private static JournalOpening locked(
      Storage storage, JournalFiles files, String what, Opener opener) throws JournalException {
    try {
      Closeable lock = storage.lock(files);
      boolean opened = false;
      try {
        JournalOpening opening = opener.open(lock);
        opened = true;
        return opening;
      } finally {
        if (!opened) {
          lock.close();
        }
      }
    } catch (IOException e) {
      throw Trouble.cannot(
          what,
          files,
          e,
          "What is recorded in it stays as it is. Check that its disk is there and has space free,"
              + " and that its folder is yours to write to; then try again.");
    }
  }

  private static JournalOpening create(
      Storage storage, JournalFiles files, JournalHeader header, Closeable lock)
      throws IOException, JournalException {
    if (storage.exists(files.journal())) {
      throw new JournalException(
          "Cannot create the journal "
              + files.name()
              + ": there is one already, perhaps with work in it. Open it instead.");
    }
    removeLeftOvers(storage, files);
    FolderSync folder = FolderSync.probe(storage, files.folder());
    try {
      try (StoredFile fresh = storage.create(files.fresh())) {
        fresh.write(header.encode(), 0);
        fresh.force();
      }
      storage.rename(files.fresh(), files.journal());
    } catch (IOException e) {
      Trouble.discard(storage, files.fresh(), e);
      throw e;
    }
    folder.sync();
    StoredFile data = storage.open(files.journal());
    return new JournalOpening(
        storage, files, folder, lock, header, data, header.length(), 0, Optional.empty());
  }

  private static JournalOpening open(Storage storage, JournalFiles files, Closeable lock)
      throws IOException, JournalException {
    if (!storage.exists(files.journal())) {
      throw missing(files);
    }
    removeLeftOvers(storage, files);
    FolderSync folder = FolderSync.probe(storage, files.folder());
    StoredFile data = storage.open(files.journal());
    boolean opened = false;
    try {
      JournalHeader header = JournalHeader.read(data, files.name());
      RecordReader reader = new RecordReader(data, header.length(), data.size());
      reader.skipAll();
      Optional<JournalDamage> damage = cutDamage(storage, files, folder, data, reader);
      data.force(); // A killed writer may have left its last record in memory alone.
      opened = true;
      return new JournalOpening(
          storage, files, folder, lock, header, data, reader.position(), reader.count(), damage);
    } finally {
      if (!opened) {
        data.close();
      }
    }
  }

  private static Optional<JournalDamage> cutDamage(
      Storage storage, JournalFiles files, FolderSync folder, StoredFile data, RecordReader reader)
      throws IOException {
    long end = reader.position();
    long bytes = data.size() - end;
    if (bytes == 0) {
      return Optional.empty();
    }
    boolean recordsBehind = reader.findsRecordBehind(end, SEARCH_EFFORT);
    Path kept = new DamagedTail(storage, files, folder).keep(data, end);
    data.truncate(end);
    return Optional.of(new JournalDamage(bytes, reader.count(), recordsBehind, kept));
  }

  private static void removeLeftOvers(Storage storage, JournalFiles files) throws IOException {
    for (Path leftOver : files.leftOvers()) {
      storage.delete(leftOver);
    }
  }

  private static JournalException missing(JournalFiles files) {
    return new JournalException(
        "Cannot open the journal " + files.name() + ": there is none. Start a new one.");
  }
}
