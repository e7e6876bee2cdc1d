package io.github.voxelclick.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Keeps what is cut off a journal in a file of its own beside it. */
final class DamagedTail {
  private static final int PIECE = 1 << 16;

  private final Storage storage;
  private final JournalFiles files;
  private final FolderSync folder;

  DamagedTail(Storage storage, JournalFiles files, FolderSync folder) {
    this.storage = storage;
    this.files = files;
    this.folder = folder;
  }

  /**
   * Copies the end of a journal, whole and forced, or not at all.
   *
   * @param from first byte, up to the end of the file
   * @return the copy; an earlier one of the same bytes when a crash came between copying and
   *     cutting
   */
  Path keep(StoredFile journal, long from) throws IOException {
    int number = 1;
    while (storage.exists(files.damagedTail(number))) {
      if (isCopy(files.damagedTail(number), journal, from)) {
        return files.damagedTail(number);
      }
      number++;
    }
    try {
      try (StoredFile copy = storage.create(files.tailInProgress())) {
        copy(journal, from, journal.size(), copy, 0);
        copy.force();
      }
      storage.rename(files.tailInProgress(), files.damagedTail(number));
    } catch (IOException e) {
      Trouble.discard(storage, files.tailInProgress(), e);
      throw e;
    }
    folder.sync();
    return files.damagedTail(number);
  }

  /** Copies bytes {@code [from, to)} of one file to a position in another. */
  static void copy(StoredFile source, long from, long to, StoredFile target, long position)
      throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    long done = from;
    while (done < to) {
      piece.clear().limit((int) Math.min(PIECE, to - done));
      int read = source.read(piece, done);
      if (read == 0) {
        throw new IOException("the file became shorter while it was copied");
      }
      target.write(piece.flip(), position + done - from);
      done += read;
    }
  }

  private boolean isCopy(Path kept, StoredFile journal, long from) throws IOException {
    long length = journal.size() - from;
    try (StoredFile copy = storage.open(kept)) {
      if (copy.size() != length) {
        return false;
      }
      ByteBuffer ours = ByteBuffer.allocate(PIECE);
      ByteBuffer theirs = ByteBuffer.allocate(PIECE);
      for (long at = 0; at < length; at += PIECE) {
        journal.read(ours.clear(), from + at);
        copy.read(theirs.clear(), at);
        if (!ours.flip().equals(theirs.flip())) {
          return false;
        }
      }
      return true;
    }
  }
}
