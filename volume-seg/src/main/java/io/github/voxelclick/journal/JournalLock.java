package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One opener of a journal at a time. The operating system holds the lock on a file beside it and
 * drops it with the process, so a lock file that a killed process left means nothing.
 *
 * <p>Within one process that is not enough: POSIX drops a process's locks on a file as soon as the
 * process closes <em>any</em> channel to it, so a second opener that looked and was refused would
 * undo the first one's lock. Hence the set of what this process holds, asked before the lock file
 * is opened.
 */
final class JournalLock implements Closeable {
  private static final Set<Object> HELD_HERE = ConcurrentHashMap.newKeySet();

  /** How often another may remove the lock file between two of our steps. */
  private static final int ATTEMPTS = 100;

  private final Object key;
  private final FileLock lock;

  private JournalLock(Object key, FileLock lock) {
    this.key = key;
    this.lock = lock;
  }

  /**
   * @throws JournalException when another holds it
   */
  static JournalLock acquire(JournalFiles files) throws IOException, JournalException {
    return tryAcquire(files).orElseThrow(() -> inUse("open", files));
  }

  /** The lock, or nothing when another holds it. */
  static Optional<JournalLock> tryAcquire(JournalFiles files) throws IOException {
    IOException failure = new IOException("the lock file is removed again and again");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      createIfMissing(files.lock());
      try {
        Object key = keyOf(files.lock());
        if (!HELD_HERE.add(key)) {
          return Optional.empty();
        }
        Optional<FileLock> lock = lock(files, key);
        if (lock.isEmpty() || lock.get().isValid()) {
          return lock.map(valid -> new JournalLock(key, valid));
        }
      } catch (NoSuchFileException e) {
        failure.addSuppressed(e); // Purged between two steps.
      }
    }
    throw failure;
  }

  /** Nothing when another holds it; no longer valid when the name means another file by now. */
  private static Optional<FileLock> lock(JournalFiles files, Object key) throws IOException {
    FileChannel channel = null;
    boolean kept = false;
    try {
      channel = FileChannel.open(files.lock(), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
      kept = lock.isPresent() && key.equals(keyOf(files.lock()));
      return lock;
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // Held by this class, loaded once more.
    } finally {
      if (!kept) {
        if (channel != null) {
          channel.close();
        }
        HELD_HERE.remove(key);
      }
    }
  }

  private static void createIfMissing(Path file) throws IOException {
    try {
      Files.createFile(file, OwnerOnly.file(file));
    } catch (FileAlreadyExistsException e) {
      return; // Left by who held it before, or held now; the lock itself tells.
    }
  }

  /** What is the same for all names of one file. */
  private static Object keyOf(Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Object key = attributes.fileKey();
    return Objects.requireNonNullElse(key, file.toRealPath(LinkOption.NOFOLLOW_LINKS));
  }

  static JournalException inUse(String what, JournalFiles files) {
    return new JournalException(
        "Cannot "
            + what
            + " the journal "
            + files.name()
            + ": it is open already, here or in another program, and only one may use it. Close it"
            + " there first, or go on there.");
  }

  @Override
  public void close() throws IOException {
    try {
      lock.acquiredBy().close();
    } finally {
      HELD_HERE.remove(key);
    }
  }
}
