package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import java.nio.file.Path;
import java.util.Optional;

/** What options name. Stateless. */
final class Inputs {
  private Inputs() {}

  /** The path that an option names, if it was given. */
  static Optional<Path> path(Optional<String> text) throws JobException {
    return text.isEmpty() ? Optional.empty() : Optional.of(InputPath.of(text.get()));
  }
}
