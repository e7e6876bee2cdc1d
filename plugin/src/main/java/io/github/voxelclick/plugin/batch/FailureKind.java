package io.github.voxelclick.plugin.batch;

import io.github.voxelclick.onnx.DeviceException;
import io.github.voxelclick.plugin.task.UnreadableFilesException;
import io.github.voxelclick.volume.MemoryShortageException;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.VolumeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;

/** Whether it makes sense to repeat a job that failed. */
public enum FailureKind {
  /** The image, the prompts or the output: the same again unless they are changed. */
  DATA,
  /** Disk, memory, model run or device, or another process: another time or place may do. */
  TEMPORARY,
  /** A fault in VoxelClick: the same again until it is mended. */
  FAULT;

  /** What operating systems say of disks and networks, not of the content of a file. */
  private static final List<String> OF_THE_SYSTEM =
      List.of(
          "no space left",
          "quota exceeded",
          "input/output error",
          "stale file handle",
          "too many open files",
          "read-only file system",
          "permission denied",
          "access is denied",
          "remote i/o error",
          "transport endpoint",
          "host is down",
          "network",
          "not ready",
          "timed out",
          "not enough space");

  private static final int MOST_CAUSES = 12;

  /**
   * What a failure of a job means.
   *
   * @param saving whether it happened while the mask was written, where what the disk refuses says
   *     nothing about the image
   */
  static FailureKind of(Throwable failure, boolean saving) {
    if (failure instanceof OutOfMemoryError
        || failure instanceof MemoryShortageException
        || failure instanceof LinkageError
        || failure instanceof DeviceException
        || failure instanceof ModelException
        || failure instanceof UnreadableFilesException) {
      return TEMPORARY;
    }
    Throwable cause = failure;
    for (int n = 0; cause != null && n < MOST_CAUSES; n++) {
      if (cause instanceof IOException io && (saving || isOfTheSystem(io))) {
        return TEMPORARY;
      }
      cause = cause.getCause();
    }
    return failure instanceof VolumeException || failure instanceof IOException ? DATA : FAULT;
  }

  private static boolean isOfTheSystem(IOException e) {
    if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
      return false;
    }
    if (e instanceof AccessDeniedException) {
      return true; // network disks lose and get back permissions
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    String text = String.valueOf(reason).toLowerCase(Locale.ROOT);
    String said = // before it stands the path
        e instanceof FileNotFoundException ? text.substring(text.lastIndexOf(" (") + 1) : text;
    return OF_THE_SYSTEM.stream().anyMatch(said::contains);
  }

  /** The word for it in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
