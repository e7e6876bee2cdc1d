package io.github.voxelclick.plugin.diagnostics;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder that VoxelClick writes to.
 *
 * @param path where, with short names of Windows written out; not yet private
 * @param text path, whether it can be written, room
 * @param writable whether a file could be made in it, or in the folder where it would be made
 */
record FolderState(Path path, String text, boolean writable) {
  /** Looks at a folder, and makes a small file in it for a moment. */
  static FolderState of(Path folder) {
    Path real = real(folder);
    Optional<Path> there = existing(real);
    if (there.isEmpty() || !Files.isDirectory(there.get())) {
      return new FolderState(real, real + ": CANNOT BE MADE, a file is in the way", false);
    }
    boolean made = there.get().equals(real);
    boolean writable = canWrite(there.get());
    String state =
        (made ? "" : "not made yet, ")
            + (writable ? "can be written" : "CANNOT BE WRITTEN")
            + room(there.get());
    return new FolderState(real, real + ": " + state, writable);
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }

  private static Optional<Path> existing(Path folder) {
    @Nullable Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return Optional.ofNullable(there);
  }

  private static boolean canWrite(Path folder) {
    try {
      Files.delete(Files.createTempFile(folder, "voxelclick-diagnostics", ".tmp"));
      return true;
    } catch (IOException | SecurityException e) {
      return false;
    }
  }

  private static String room(Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      return String.format(Locale.ROOT, ", %.1f GB free", store.getUsableSpace() / 1e9);
    } catch (IOException e) {
      return ", free space unknown";
    }
  }
}
