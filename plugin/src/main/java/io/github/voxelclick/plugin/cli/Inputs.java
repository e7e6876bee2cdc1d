package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.Volume;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Options that several commands take. Stateless. */
final class Inputs {
  private Inputs() {}

  /** The path that an option names, if it was given. */
  static Optional<Path> path(Optional<String> text) throws JobException {
    return text.isEmpty() ? Optional.empty() : Optional.of(InputPath.of(text.get()));
  }

  /** The volume, of another modality where one was given: NIfTI files do not say theirs. */
  static Volume withModality(Volume v, Optional<String> modality) {
    return modality.isEmpty()
        ? v
        : new Volume(
            v.geometry(),
            v.data(),
            v.rescale(),
            modality.get().strip().toUpperCase(Locale.ROOT),
            v.windows());
  }
}
