package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.onnx.Device;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.ProviderLibraries;
import io.github.voxelclick.volume.VolumeException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name the model and what it runs on, for the commands that run one. */
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

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = {
        "auto (the default: a GPU that proves itself, or else the CPU), cpu, cuda, cuda:1, webgpu,",
        "openvino:gpu, ..., or the path of a provider's library. See: voxelclick devices"
      })
  private String device = "auto";

  /** The text that was given, if any. */
  Optional<String> text() {
    return model;
  }

  /** The device's name. */
  String device() {
    return device;
  }

  /** Opens the named model, or the embedded one, on the named device. */
  LoadedModel open(Console console) throws VolumeException {
    return LoadedModel.named(
        model,
        Device.parse(device),
        ProviderLibraries.devices(),
        notice -> console.err().println("warning: " + notice));
  }
}
