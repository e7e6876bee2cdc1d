package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A disk in memory that is full, fails or loses power when told to. Keeps apart what was forced and
 * what was only written, so that {@link #afterPowerCut} can lose or tear the latter at any sector.
 * Not thread-safe.
 */
final class MemoryDisk implements Storage {
  /** Small, so that few bytes tear in many ways. */
  static final int SECTOR = 16;

  private final Set<Path> locks = new HashSet<>();

  /** Names as they may be on the disk: the last known to be there, then one for each change. */
  private final List<Map<Path, Inode>> names = new ArrayList<>(List.of(Map.of()));

  private long room = Long.MAX_VALUE;
  private int stepsToGo = Integer.MAX_VALUE;
  private Fault fault = Fault.POWER_CUT;
  private int steps;
  private boolean spoiling;

  /** What happens at the chosen step. */
  enum Fault {
    /** Nothing works from here on; writes may or may not have come through. */
    POWER_CUT,
    /** One step fails. */
    ONCE,
    /** One step ends in an error that is no failure of the disk, such as want of memory. */
    ERROR_ONCE,
    /** This step and all later ones fail. */
    FROM_HERE_ON
  }

  /** The power is gone. Not an exception that anything but the test would catch. */
  static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** A file: its content as it may be on the disk, the last forced first, the last written last. */
  private static final class Inode {
    private final List<byte[]> versions = new ArrayList<>(List.of(new byte[0]));

    byte[] now() {
      return versions.get(versions.size() - 1);
    }

    void forced() {
      byte[] now = now();
      versions.clear();
      versions.add(now);
    }

    /** One of the contents that a power cut may leave. */
    byte[] torn(Random random) {
      boolean garbage = random.nextBoolean();
      byte[] result = new byte[any(versions, random).length];
      for (int start = 0; start < result.length; start += SECTOR) {
        byte[] version = any(versions, random);
        byte[] sector = new byte[Math.min(SECTOR, result.length - start)];
        if (garbage) {
          random.nextBytes(sector);
        }
        int known = Math.max(0, Math.min(sector.length, version.length - start));
        System.arraycopy(version, Math.min(start, version.length), sector, 0, known);
        System.arraycopy(sector, 0, result, start, sector.length);
      }
      return result;
    }
  }

  private static <T> T any(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  /** Lets the disk do so many steps more, then the fault. */
  void failAfter(int steps, Fault fault) {
    this.stepsToGo = steps;
    this.fault = fault;
  }

  /** Ends all faults, frees all space. */
  void heal() {
    stepsToGo = Integer.MAX_VALUE;
    room = Long.MAX_VALUE;
  }

  /** Steps done so far. */
  int steps() {
    return steps;
  }

  /** Makes the last bit of each write come out wrong from here on, or no longer. */
  void spoil(boolean spoiling) {
    this.spoiling = spoiling;
  }

  /** Leaves room for so many bytes, all files together. */
  void limit(long bytes) {
    room = bytes;
  }

  /** Bytes in all files. */
  long used() {
    return current().values().stream().mapToLong(inode -> inode.now().length).sum();
  }

  /** A file's bytes as a program sees them. */
  byte[] bytes(Path file) {
    return current().get(file).now().clone();
  }

  /** Puts a file there, forced. */
  void put(Path file, byte[] bytes) {
    Inode inode = new Inode();
    inode.versions.set(0, bytes.clone());
    Map<Path, Inode> changed = new HashMap<>(current());
    changed.put(file, inode);
    names.clear();
    names.add(changed);
  }

  /** All names. */
  Set<Path> files() {
    return current().keySet();
  }

  /**
   * The disk as it may be found after the power comes back: forced bytes and names are there, of
   * the others some.
   */
  MemoryDisk afterPowerCut(Random random) {
    MemoryDisk found = new MemoryDisk();
    any(names, random).forEach((file, inode) -> found.put(file, inode.torn(random)));
    return found;
  }

  private Map<Path, Inode> current() {
    return names.get(names.size() - 1);
  }

  /** Counts a step; true when it is to fail, as far as it has got. */
  private boolean fails() {
    steps++;
    if (stepsToGo > 0) {
      stepsToGo--;
      return false;
    }
    if (fault == Fault.ONCE || fault == Fault.ERROR_ONCE) {
      stepsToGo = Integer.MAX_VALUE;
    }
    return true;
  }

  private IOException failure() {
    if (fault == Fault.POWER_CUT) {
      throw new PowerCut();
    }
    if (fault == Fault.ERROR_ONCE) {
      throw new OutOfMemoryError("pretended");
    }
    return new IOException("Input/output error");
  }

  private void step() throws IOException {
    if (fails()) {
      throw failure();
    }
  }

  private boolean powerFails() {
    return fault == Fault.POWER_CUT;
  }

  /** A change of names; a power cut at this step may come after it, a failure comes before. */
  private void change(Map<Path, Inode> changed) throws IOException {
    boolean fails = fails();
    if (!fails || powerFails()) {
      names.add(changed);
    }
    if (fails) {
      throw failure();
    }
  }

  @Override
  public StoredFile create(Path file) throws IOException {
    if (exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Map<Path, Inode> changed = new HashMap<>(current());
    Inode inode = new Inode();
    changed.put(file, inode);
    change(changed);
    return new OpenFile(inode);
  }

  @Override
  public StoredFile open(Path file) throws IOException {
    step();
    if (!exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return new OpenFile(current().get(file));
  }

  @Override
  public boolean exists(Path file) {
    return current().containsKey(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Map<Path, Inode> changed = new HashMap<>(current());
    changed.put(to, changed.remove(from));
    change(changed);
  }

  @Override
  public void delete(Path file) throws IOException {
    Map<Path, Inode> changed = new HashMap<>(current());
    if (changed.remove(file) == null) {
      step();
    } else {
      change(changed);
    }
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    step();
    Map<Path, Inode> now = current();
    names.clear();
    names.add(now);
  }

  @Override
  public Closeable lock(JournalFiles files) throws IOException, JournalException {
    step();
    if (!locks.add(files.lock())) {
      throw JournalLock.inUse("open", files);
    }
    return () -> locks.remove(files.lock());
  }

  private final class OpenFile implements StoredFile {
    private final Inode inode;
    private boolean closed;

    OpenFile(Inode inode) {
      this.inode = inode;
    }

    private void openStep() throws IOException {
      if (closed) {
        throw new ClosedChannelException();
      }
      step();
    }

    @Override
    public long size() throws IOException {
      openStep();
      return inode.now().length;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      openStep();
      byte[] now = inode.now();
      int length = (int) Math.max(0, Math.min(target.remaining(), now.length - position));
      if (length > 0) {
        target.put(now, (int) position, length);
      }
      return length;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      if (closed) {
        throw new ClosedChannelException();
      }
      byte[] old = inode.now();
      boolean fails = fails();
      int wanted = fails && !powerFails() ? source.remaining() / 2 : source.remaining();
      long mayGrow = Math.max(0, room - used());
      int length = (int) Math.max(0, Math.min(wanted, old.length + mayGrow - position));
      byte[] now = Arrays.copyOf(old, (int) Math.max(old.length, position + length));
      source.get(source.position(), now, (int) position, length);
      if (spoiling && length > 0) {
        now[(int) position + length - 1] ^= 1;
      }
      inode.versions.add(now);
      if (fails) {
        throw failure();
      }
      if (length < wanted) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      openStep();
      if (size < inode.now().length) {
        inode.versions.add(Arrays.copyOf(inode.now(), (int) size));
      }
    }

    @Override
    public void force() throws IOException {
      openStep();
      inode.forced();
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        step();
      }
    }
  }
}
