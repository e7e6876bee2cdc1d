package io.github.voxelclick.journal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Puts the names of one folder on the disk. Some file systems (network shares, some FUSE ones)
 * refuse to sync folders at all; that is found out once, before anything depends on it, so that a
 * failure later is known to be a real one. Immutable.
 */
final class FolderSync {
  private final Storage storage;
  private final Path folder;
  private final boolean able;

  private FolderSync(Storage storage, Path folder, boolean able) {
    this.storage = storage;
    this.folder = folder;
    this.able = able;
  }

  static FolderSync probe(Storage storage, Path folder) {
    boolean able;
    try {
      storage.syncFolder(folder);
      able = true;
    } catch (IOException e) {
      able = false;
    }
    return new FolderSync(storage, folder, able);
  }

  /** Returns once the names are on the disk, or at once where that cannot be asked for. */
  void sync() throws IOException {
    if (able) {
      storage.syncFolder(folder);
    }
  }
}
