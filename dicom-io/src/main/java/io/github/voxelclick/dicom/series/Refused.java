package io.github.voxelclick.dicom.series;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Something that looked like an image and cannot be used.
 *
 * @param path the file at fault, or the first of several
 * @param reason what was found and what was expected, without patient data
 */
public record Refused(Path path, String reason) {
  /** Checks that both parts are there. */
  public Refused {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(reason, "reason");
  }
}
