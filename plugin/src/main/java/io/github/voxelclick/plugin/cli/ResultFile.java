package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.dicom.derived.SafeFile;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.OutputPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file that results are written to, whole or not at all.
 *
 * @param path where
 */
record ResultFile(Path path) {
  /**
   * The file that an option names, if it was given; looked at before any work.
   *
   * @param overwrite whether it may be there already
   * @param others files that it must not be, such as the inputs
   * @throws JobException when it cannot be written, or is there and not to be replaced
   */
  static Optional<ResultFile> of(Optional<String> option, boolean overwrite, List<Path> others)
      throws JobException {
    if (option.isEmpty()) {
      return Optional.empty();
    }
    Path path = InputPath.of(option.get());
    OutputPath.check(path);
    Path place = path.toAbsolutePath().normalize();
    if (others.stream().anyMatch(other -> place.equals(other.toAbsolutePath().normalize()))) {
      throw new JobException(
          path.getFileName() + " is named twice; expected a file of its own. Choose another name.");
    }
    if (!overwrite && Files.exists(path)) {
      throw new JobException(
          path.getFileName() + " is there already. Choose another name or give --overwrite.");
    }
    return Optional.of(new ResultFile(path));
  }

  /**
   * Writes the file.
   *
   * @throws JobException when the disk refuses; what was there is as it was
   */
  void write(String text) throws JobException {
    try (SafeFile whole = SafeFile.beside(path)) {
      Files.writeString(whole.temporary(), text);
      whole.moveToTarget();
    } catch (IOException e) {
      throw new JobException("Cannot write " + path + ": " + e.getMessage() + ".", e);
    }
  }
}
