package io.github.voxelclick.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
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
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One holder at a time, of all programs on the computer and, where the file system knows locks, of
 * all computers that share it. The operating system holds the lock on a file of that name and drops
 * it with the process, so a lock file that a killed process left means nothing.
 *
 * <p>Within one process that is not enough: POSIX drops a process's locks on a file as soon as the
 * process closes <em>any</em> channel to it, so a second opener that looked and was refused would
 * undo the first one's lock. Hence the set of what this process holds, asked before the lock file
 * is opened. Thread-safe.
 */
public final class ProcessLock implements Closeable {
  private static final Set<Object> HELD_HERE = ConcurrentHashMap.newKeySet();

  /** How often another may remove the lock file between two of our steps. */
  private static final int ATTEMPTS = 100;

  /** What systems say of file systems without locks (ENOLCK, ENOSYS, EOPNOTSUPP). */
  private static final List<String> NO_LOCKS =
      List.of("no locks available", "not implemented", "not supported");

  private final Path file;
  private final Object key;
  private final FileLock lock;

  private ProcessLock(Path file, Object key, FileLock lock) {
    this.file = file;
    this.key = key;
    this.lock = lock;
  }

  /**
   * Takes the lock and does not wait for it.
   *
   * @param file is made where it is not there; its folder must be
   * @param attributes of the file when it is made
   * @return nothing when another holds it
   * @throws LocksUnavailableException when the file system has no locks; the file stays
   * @throws IOException when the file cannot be made, opened or locked for another reason
   */
  public static Optional<ProcessLock> tryAcquire(Path file, FileAttribute<?>... attributes)
      throws IOException {
    return tryAcquire(file, FileChannel::tryLock, attributes);
  }

  /** What the operating system is asked for. */
  @FunctionalInterface
  interface Locking {
    /** Null when another process holds the lock. */
    @Nullable FileLock tryLock(FileChannel channel) throws IOException;
  }

  static Optional<ProcessLock> tryAcquire(
      Path file, Locking locking, FileAttribute<?>... attributes) throws IOException {
    IOException failure = new IOException("the lock file is removed again and again");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      createIfMissing(file, attributes);
      try {
        Object key = keyOf(file);
        if (!HELD_HERE.add(key)) {
          return Optional.empty();
        }
        Optional<FileLock> lock = lock(file, key, locking);
        if (lock.isEmpty() || lock.get().isValid()) {
          return lock.map(valid -> new ProcessLock(file, key, valid));
        }
      } catch (NoSuchFileException e) {
        failure.addSuppressed(e); // Removed between two steps.
      }
    }
    throw failure;
  }

  /** Nothing when another holds it; no longer valid when the name means another file by now. */
  private static Optional<FileLock> lock(Path file, Object key, Locking locking)
      throws IOException {
    FileChannel channel = null;
    boolean kept = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      Optional<FileLock> lock = tryLock(channel, locking);
      kept = lock.isPresent() && key.equals(keyOf(file));
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

  private static Optional<FileLock> tryLock(FileChannel channel, Locking locking)
      throws IOException {
    try {
      return Optional.ofNullable(locking.tryLock(channel));
    } catch (ClosedChannelException e) {
      throw e; // the thread was interrupted
    } catch (IOException e) {
      if (saysThereAreNone(e)) {
        throw new LocksUnavailableException(e);
      }
      throw e;
    }
  }

  /** There is no other sign; in another language of the system it is told as any other failure. */
  private static boolean saysThereAreNone(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return NO_LOCKS.stream().anyMatch(message::contains);
  }

  private static void createIfMissing(Path file, FileAttribute<?>... attributes)
      throws IOException {
    try {
      Files.createFile(file, attributes);
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

  /**
   * Removes the file and drops the lock. Whoever opened the file before finds that its name means
   * another one by now, and tries again; where files cannot be told apart it is left.
   */
  public void closeAndRemove() throws IOException {
    try {
      if (!(key instanceof Path)) {
        Files.deleteIfExists(file);
      }
    } finally {
      close();
    }
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
