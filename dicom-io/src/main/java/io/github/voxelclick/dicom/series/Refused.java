package io.github.voxelclick.dicom.series;

import io.github.voxelclick.volume.SystemFailure;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipException;

/**
 * Something that looked like an image and cannot be used.
 *
 * @param path the file at fault, or the first of several
 * @param reason what was found and what was expected, without patient data
 * @param unreadable whether the disk or the system refused the file, so that nothing is known of
 *     its content and another time it may be read
 */
public record Refused(Path path, String reason, boolean unreadable) {
  private static final int MOST_CAUSES = 12;

  /** Checks that path and reason are there. */
  public Refused {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(reason, "reason");
  }

  /** What was read and cannot be used. */
  public Refused(Path path, String reason) {
    this(path, reason, false);
  }

  /** What failed so, for whatever reason. */
  public static Refused because(Path path, String reason, Exception failure) {
    return new Refused(path, reason, isOfTheSystem(failure));
  }

  /** A file that the disk or the system refused. */
  public static Refused unreadable(Path path, IOException failure) {
    return because(
        path, path.getFileName() + " cannot be read: " + SystemFailure.why(failure) + ".", failure);
  }

  /** Files that are cut off or damaged are the content's fault, all else is that of the system. */
  static boolean isOfTheSystem(Exception failure) {
    Throwable cause = failure;
    for (int n = 0; cause != null && n < MOST_CAUSES; n++) {
      if (cause instanceof IOException) {
        return !(cause instanceof EOFException) && !(cause instanceof ZipException);
      }
      cause = cause.getCause();
    }
    return false;
  }
}
