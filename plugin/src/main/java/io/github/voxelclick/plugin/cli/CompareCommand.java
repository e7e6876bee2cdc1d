package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.plugin.convert.MaskFiles;
import io.github.voxelclick.plugin.convert.ReadSettings;
import io.github.voxelclick.plugin.figures.CompareReport;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare MASK_A MASK_B}: how far two segmentations of one image agree. */
@Command(
    name = "compare",
    description = {
      "Compare the segments of two masks of one image: Dice, Jaccard, volumes, surface Dice,",
      "distances between surfaces. docs/measurements.md says what each number means."
    })
final class CompareCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "MASK_A",
      description = "DICOM SEG, RT Structure Set or NIfTI labels, such as the reference.")
  private String first = "";

  @Parameters(
      index = "1",
      paramLabel = "MASK_B",
      description = "DICOM SEG, RT Structure Set or NIfTI labels.")
  private String second = "";

  @Option(
      names = "--reference",
      paramLabel = "SERIES",
      description = {
        "Folder of the images that the masks lie on.",
        "Default for DICOM masks: their own folder. NIfTI labels do without."
      })
  private Optional<String> reference = Optional.empty();

  @Option(
      names = "--series",
      paramLabel = "ID",
      description = "Which volume of that folder, as info shows it.")
  private Optional<String> series = Optional.empty();

  @Option(
      names = "--tolerance",
      paramLabel = "MM",
      description = "Surfaces so near agree, for the surface Dice; default ${DEFAULT-VALUE}.")
  private double toleranceMm = CompareReport.USUAL_TOLERANCE_MM;

  @Option(
      names = "--pair",
      paramLabel = "HOW",
      description = {
        "Which segments belong together: of the same label, of the same number, or label_number:",
        "by label, and by number what is left then; default ${DEFAULT-VALUE}."
      })
  private CompareReport.PairBy pair = CompareReport.PairBy.LABEL_NUMBER;

  @Option(
      names = "--resample",
      description = "Put masks of another grid onto that of the first, nearest voxel.")
  private boolean resample;

  @Option(
      names = "--any-frame",
      description = "Take masks of another frame of reference as they are.")
  private boolean anyFrame;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all results as JSON.")
  private Optional<String> json = Optional.empty();

  @Option(names = "--csv", paramLabel = "FILE", description = "Write a table, one row a pair.")
  private Optional<String> csv = Optional.empty();

  @Option(names = "--overwrite", description = "Replace these files if they are there.")
  private boolean overwrite;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException {
    if (!(toleranceMm >= 0 && Double.isFinite(toleranceMm))) {
      throw new JobException("--tolerance is " + toleranceMm + "; expected mm, 0 or more.");
    }
    Path a = InputPath.of(first);
    Path b = InputPath.of(second);
    List<Path> taken = new ArrayList<>(List.of(a, b));
    Optional<ResultFile> jsonFile = ResultFile.of(json, overwrite, taken);
    jsonFile.ifPresent(file -> taken.add(file.path()));
    Optional<ResultFile> csvFile = ResultFile.of(csv, overwrite, taken);
    CompareReport report = compare(a, b);
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

  private CompareReport compare(Path a, Path b) throws VolumeException {
    ReadSettings settings =
        new ReadSettings(Inputs.path(reference), series, resample, anyFrame, Set.of());
    return CompareReport.of(
        MaskFiles.pair(a, b, settings, Progress.none()), pair, toleranceMm, Progress.none());
  }
}
