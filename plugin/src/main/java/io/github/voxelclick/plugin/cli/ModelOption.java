package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.volume.VolumeException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the model, for the commands that run one. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      description = {
        "An installed model (\"models list\"), or an ONNX model with its profile (same name,"
            + " .json)",
        "beside it, or the profile."
      })
  private Optional<String> model = Optional.empty();

  /** The text that was given, if any. */
  Optional<String> text() {
    return model;
  }

  /** Opens the named model, or the embedded one. */
  LoadedModel open() throws VolumeException {
    return LoadedModel.named(model);
  }
}
