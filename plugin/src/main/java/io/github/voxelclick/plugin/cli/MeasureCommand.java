package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.plugin.convert.MaskFiles;
import io.github.voxelclick.plugin.convert.ReadSettings;
import io.github.voxelclick.plugin.figures.MeasureReport;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.MeasuredSegment;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code measure IMAGE MASK}: sizes, diameters and intensities of every segment. */
@Command(
    name = "measure",
    description = {
      "Measure every segment of a mask on its image: volume, surface, longest diameter and the one",
      "across it, centroid, the intensities with their unit, and SUV where PET images say all that",
      "it needs. docs/measurements.md says what each number means."
    })
final class MeasureCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "DICOM series (a folder or a file), or a NIfTI image.")
  private String image = "";

  @Parameters(
      index = "1",
      paramLabel = "MASK",
      description = "DICOM SEG, RT Structure Set or NIfTI labels.")
  private String mask = "";

  @Option(
      names = "--series",
      paramLabel = "ID",
      description = "Which volume of IMAGE, as info shows it.")
  private Optional<String> series = Optional.empty();

  @Option(
      names = "--segments",
      split = ",",
      paramLabel = "NUMBER",
      description = "Measure only these segments, such as 1,3.")
  private List<Integer> segments = List.of();

  @Option(
      names = "--resample",
      description = "Put NIfTI labels of another grid onto that of the image, nearest voxel.")
  private boolean resample;

  @Option(
      names = "--any-frame",
      description = "Take masks of another frame of reference as they are.")
  private boolean anyFrame;

  @Mixin private ModalityOption modality = new ModalityOption();

  @Option(names = "--json", paramLabel = "FILE", description = "Write all results as JSON.")
  private Optional<String> json = Optional.empty();

  @Option(names = "--csv", paramLabel = "FILE", description = "Write a table, one row a segment.")
  private Optional<String> csv = Optional.empty();

  @Option(names = "--overwrite", description = "Replace these files if they are there.")
  private boolean overwrite;

  MeasureCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException {
    Path source = InputPath.of(image);
    Path masks = InputPath.of(mask);
    Optional<ResultFile> jsonFile = ResultFile.of(json, overwrite, List.of(source, masks));
    List<Path> taken = new ArrayList<>(List.of(source, masks));
    jsonFile.ifPresent(file -> taken.add(file.path()));
    Optional<ResultFile> csvFile = ResultFile.of(csv, overwrite, taken);
    MeasureReport report = measure(source, masks);
    report.warnings().forEach(w -> console.err().println("warning: " + w.message()));
    if (jsonFile.isPresent()) {
      jsonFile.get().write(report.json());
    }
    if (csvFile.isPresent()) {
      csvFile.get().write(report.csv());
    }
    console.out().print(report.text());
    return CommandLineProgram.DONE;
  }

  private MeasureReport measure(Path source, Path masks) throws VolumeException {
    ReadSettings settings =
        new ReadSettings(Optional.empty(), series, resample, anyFrame, Set.copyOf(segments));
    MaskFiles.OnImage read = MaskFiles.onImage(source, masks, settings, Progress.none());
    Volume volume = modality.applyTo(read.image());
    volume
        .pet()
        .filter(unit -> unit.suvFactor().isEmpty())
        .ifPresent(unit -> console.err().println("no SUV: " + unit.reason()));
    List<MeasuredSegment> rows = MeasuredSegment.of(read.segmentation(), volume, Progress.none());
    return new MeasureReport(rows, read.warnings());
  }
}
