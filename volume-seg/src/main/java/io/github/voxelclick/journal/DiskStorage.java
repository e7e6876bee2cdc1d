package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** The real disk. */
final class DiskStorage implements Storage {
  private static final Set<OpenOption> EXISTING =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

  @Override
  public StoredFile create(Path file) throws IOException {
    return new DiskFile(file, EXISTING, FileChannel.open(file, NEW, OwnerOnly.file(file)));
  }

  @Override
  public StoredFile open(Path file) throws IOException {
    return new DiskFile(file, EXISTING, FileChannel.open(file, EXISTING));
  }

  @Override
  public boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    if (File.separatorChar == '\\') {
      return; // Windows opens no folders; NTFS keeps names in its own log.
    }
    Set<OpenOption> options = Set.of(StandardOpenOption.READ);
    try (StoredFile names = new DiskFile(folder, options, FileChannel.open(folder, options))) {
      names.force();
    }
  }

  @Override
  public Closeable lock(JournalFiles files) throws IOException, JournalException {
    return JournalLock.acquire(files);
  }
}
