package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.modelstore.Catalogue;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that adds a list of models to the one that comes with the program. */
final class CatalogueOption {
  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      description = "A list of models (docs/models.md) that counts before the one built in.")
  private Optional<String> file = Optional.empty();

  Catalogue read() throws VolumeException {
    Optional<Path> path = Inputs.path(file);
    Catalogue builtIn = Catalogue.builtIn();
    return path.isEmpty() ? builtIn : builtIn.with(Catalogue.read(path.get()));
  }
}
