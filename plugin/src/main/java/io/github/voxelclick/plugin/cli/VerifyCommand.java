package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.ProvenanceBeside;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify MASK}: whether a saved mask can be made again. */
@Command(
    name = "verify",
    description = {
      "Say whether a saved mask can be made again: compare it, its image and the model with what",
      "FILE.provenance.json beside it tells, run the model again for everything it did, compare.",
      "Exit code 0 when it can be reproduced, 1 when not, 3 when something to tell by is missing.",
      "docs/provenance.md says what is checked."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "MASK", description = "DICOM SEG or NIfTI labels, saved by VoxelClick.")
  private String path = "";

  @Option(
      names = "--image",
      paramLabel = "PATH",
      description = {
        "The image: a DICOM series (a file or a folder) or a NIfTI file.",
        "Default for a DICOM SEG: its own folder."
      })
  private Optional<String> image = Optional.empty();

  @Option(
      names = "--series",
      paramLabel = "ID",
      description = "Which volume of the image, as info shows it.")
  private Optional<String> series = Optional.empty();

  @Option(
      names = "--reference",
      paramLabel = "SERIES",
      description = "For a DICOM SEG of a NIfTI image: the DICOM series that it lies on.")
  private Optional<String> reference = Optional.empty();

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--provenance",
      paramLabel = "FILE",
      description = "What tells how the mask came about, if it does not lie beside it.")
  private Optional<String> provenance = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
  private Optional<String> json = Optional.empty();

  @Option(names = "--overwrite", description = "Replace that file if it is there.")
  private boolean overwrite;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException {
    Path mask = InputPath.of(path);
    if (!Files.isRegularFile(mask)) {
      throw new JobException("There is no file " + mask + ". Give a mask that VoxelClick saved.");
    }
    Path record = Inputs.path(provenance).orElse(ProvenanceBeside.of(mask));
    Optional<ResultFile> target = ResultFile.of(json, overwrite, List.of(mask, record));
    Verification verification =
        new Verification(
            mask, record, Inputs.path(image), series, Inputs.path(reference), model.text());
    VerifyReport report = verification.run();
    verification.warnings().forEach(w -> console.err().println("warning: " + w.message()));
    if (target.isPresent()) {
      target.get().write(report.json());
    }
    console.out().print(report.text());
    return report.exitCode();
  }
}
