package io.github.voxelclick.volume;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Failures of the disk and the system, in words. Stateless. */
public final class SystemFailure {
  private SystemFailure() {}

  /** What the system said, without the path, which may name a patient. */
  public static String why(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "it is gone, or a link that leads nowhere";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    String message = Objects.requireNonNullElse(e.getMessage(), "");
    int open = message.lastIndexOf(" (");
    if (e instanceof FileNotFoundException && open >= 0 && message.endsWith(")")) {
      return message.substring(open + 2, message.length() - 1);
    }
    return message.isEmpty() || e instanceof FileSystemException
        ? e.getClass().getSimpleName()
        : message;
  }
}
