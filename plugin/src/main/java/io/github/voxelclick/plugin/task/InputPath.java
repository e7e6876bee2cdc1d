package io.github.voxelclick.plugin.task;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as people type them. Stateless. */
public final class InputPath {
  private InputPath() {}

  /**
   * The path that a text names.
   *
   * @throws JobException when the text is empty or cannot be a path
   */
  public static Path of(String text) throws JobException {
    if (text.isBlank()) {
      throw new JobException(
          "The path is empty; expected a DICOM or NIfTI file, or a folder. Give one.");
    }
    try {
      return Path.of(text.strip());
    } catch (InvalidPathException e) {
      throw new JobException("\"" + text + "\" cannot be a path. Check its spelling.", e);
    }
  }
}
