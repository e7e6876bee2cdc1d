package io.github.voxelclick.dicom.derived;

import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.SegWriteException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.UUID;

/**
 * A file that is written under a temporary name in the folder of its target and appears there only
 * when it is moved; closing removes it if it was not. Not thread-safe.
 */
public final class SafeFile implements Closeable {
  private final Path target;
  private final Path temporary;

  private SafeFile(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /**
   * Looks for what can be known before anything is written.
   *
   * @throws SegWriteException when the target's folder is missing, the target is no plain file, or
   *     it is one of the images that the segmentation was made on
   */
  public static void checkTarget(Path target, SourceSeries source) throws SegWriteException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new SegWriteException(
          "Cannot save to " + target + ": the folder does not exist. Make it or choose another.");
    }
    if (Files.isDirectory(target)) {
      throw new SegWriteException(
          "Cannot save to " + target + ": that is a folder. Give the name of a file in it.");
    }
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isRegularFile(target) || !Files.isWritable(target)) {
      throw new SegWriteException(
          "Cannot save to " + target + ": that file cannot be replaced. Choose another name.");
    }
    for (SourceImage image : source.images()) {
      if (isSame(target, image.file())) {
        throw new SegWriteException(
            "Cannot save to "
                + target
                + ": that is one of the images that were segmented. Choose another name.");
      }
    }
  }

  private static boolean isSame(Path a, Path b) throws SegWriteException {
    try {
      return Files.exists(b) && Files.isSameFile(a, b);
    } catch (IOException e) {
      throw cannotWrite(a, e);
    }
  }

  /** Creates the temporary file, empty. */
  public static SafeFile beside(Path target) throws IOException {
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    return new SafeFile(target, Files.createFile(temporary));
  }

  public Path temporary() {
    return temporary;
  }

  /** Puts the file in the target's place, in one step where the file system can. */
  public void moveToTarget() throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(temporary);
  }

  /** What to tell when the file system refused. */
  public static SegWriteException cannotWrite(Path target, IOException cause) {
    String why = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    if (cause instanceof AccessDeniedException) {
      why = "no permission to write there";
    } else if (cause instanceof NoSuchFileException) {
      why = "the folder is gone";
    } else if (cause instanceof FileSystemException e && e.getReason() != null) {
      why = e.getReason();
    }
    return new SegWriteException(
        "Cannot save to " + target + ": " + why + ". Choose another place or name.", cause);
  }
}
