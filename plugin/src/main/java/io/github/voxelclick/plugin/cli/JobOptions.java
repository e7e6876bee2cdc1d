package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.onnx.Device;
import io.github.voxelclick.onnx.DeviceException;
import io.github.voxelclick.plugin.batch.BatchModel;
import io.github.voxelclick.plugin.batch.BatchOptions;
import io.github.voxelclick.plugin.batch.JobOutcome;
import io.github.voxelclick.plugin.batch.JobRefusedException;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.Reader;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code job} and {@code batch} have in common. */
final class JobOptions {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for masks and results; made if it is not there.")
  private String out = "";

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--overwrite",
      description =
          "Replace masks, too, that the job did not make or that were changed since it did.")
  private boolean overwrite;

  @Option(
      names = "--reader",
      paramLabel = "NAME",
      description = "Your name (Family^Given) for the masks' content creator; as of segment.")
  private Optional<String> reader = Optional.empty();

  @Option(
      names = "--no-provenance",
      description = "Leave out NAME.provenance.json, which tells how the mask came about.")
  private boolean noProvenance;

  @Option(
      names = "--no-lock",
      description = {
        "Do without file locks, on a disk that has none. Then no two processes may be given the",
        "same job: give each its own shard, and repeat none before it has ended."
      })
  private boolean noLock;

  @Option(names = "--json", description = "Print JSON only.")
  private boolean json;

  Path out() throws VolumeException {
    return InputPath.of(out);
  }

  boolean json() {
    return json;
  }

  BatchOptions options(boolean retryFailed) throws VolumeException {
    return new BatchOptions(Reader.name(reader), !noProvenance, retryFailed, overwrite, !noLock);
  }

  /** The model, which is opened when the first job needs it. */
  BatchModel model(Console console) throws VolumeException {
    try {
      Device.parse(model.device()); // a misspelt one is told at once
    } catch (DeviceException e) {
      throw new JobRefusedException(e.getMessage(), e);
    }
    return BatchModel.lazily(LoadedModel.sha256(model.text()), () -> model.open(console));
  }

  /** One line about a job. */
  static String line(JobOutcome outcome) {
    StringBuilder text = new StringBuilder(outcome.out()).append(": ");
    switch (outcome.status()) {
      case DONE -> {
        text.append("done");
        outcome
            .result()
            .ifPresent(
                result ->
                    result
                        .structures()
                        .forEach(
                            s ->
                                text.append(
                                    String.format(
                                        Locale.ROOT,
                                        ", %s %d voxels (%.2f ml)",
                                        s.label(),
                                        s.voxels(),
                                        s.ml()))));
        text.append(String.format(Locale.ROOT, ", %.1f s", outcome.ms() / 1000));
      }
      case ALREADY_DONE -> text.append("done before");
      default -> text.append(outcome.status().word()).append(". ").append(outcome.sentence());
    }
    return text.toString();
  }
}
