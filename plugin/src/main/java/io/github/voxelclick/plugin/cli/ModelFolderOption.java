package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.Models;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the folder with installed models. */
final class ModelFolderOption {
  @Option(names = "--folder", paramLabel = "DIR", description = "Instead of the user's own.")
  private Optional<String> folder = Optional.empty();

  ModelStore store() throws JobException {
    return Models.store(Inputs.path(folder));
  }
}
