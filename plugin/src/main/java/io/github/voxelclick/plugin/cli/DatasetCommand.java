package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.plugin.convert.NnUnetDataset;
import io.github.voxelclick.plugin.convert.NnUnetDataset.CaseResult;
import io.github.voxelclick.plugin.convert.NnUnetDataset.Outcome;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dataset FOLDER OUT}: cases of images and masks as training data of nnU-Net. */
@Command(
    name = "dataset",
    description = {
      "Make a data set for nnU-Net of a folder of cases.",
      "Each folder in it is one case: a DICOM series with one DICOM SEG, RT Structure Set or NIfTI",
      "of labels; or image.nii.gz with label.nii.gz. Cases that are there already are kept, so a"
          + " run",
      "can be repeated or continued. Case names are hashes and say nothing of the patient."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:all cases are in the data set", "1:some could not be added"})
final class DatasetCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "FOLDER", description = "Folder of the cases.")
  private String cases = "";

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "Folder of the data set, such as Dataset042_Liver; made when absent.")
  private String out = "";

  @Option(
      names = "--labels",
      paramLabel = "NAME,NAME…",
      description = "Take only these structures, as values 1, 2, …; default: all that occur.")
  private String labels = "";

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description = "What the image is; default: CT, MRI or PET as the first case has it.")
  private Optional<String> channel = Optional.empty();

  @Option(names = "--overwrite", description = "Write cases again that are there already.")
  private boolean overwrite;

  @Option(names = "--json", description = "Print JSON only.")
  private boolean json;

  DatasetCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws JobException {
    List<String> names =
        Arrays.stream(labels.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
    NnUnetDataset dataset = NnUnetDataset.open(InputPath.of(out), names, channel);
    List<CaseResult> results = dataset.addAll(InputPath.of(cases), overwrite, Progress.none());
    if (json) {
      console.json(new DatasetJson(out, results.stream().map(CaseJson::of).toList()));
    } else {
      results.forEach(this::print);
    }
    boolean complete = results.stream().noneMatch(r -> r.outcome() == Outcome.FAILED);
    return complete ? CommandLineProgram.DONE : CommandLineProgram.FAILED;
  }

  private void print(CaseResult result) {
    String name = String.valueOf(result.source().getFileName());
    if (result.outcome() == Outcome.FAILED) {
      console.err().println("left out: " + name + ": " + result.reason());
      return;
    }
    for (ReadWarning warning : result.warnings()) {
      console.err().println("warning: " + name + ": " + warning.message());
    }
    console
        .out()
        .println(
            result.id() + "  " + result.outcome().name().toLowerCase(Locale.ROOT) + "  " + name);
  }

  /**
   * The JSON of {@code dataset}. Keys are an interface: add, do not change.
   *
   * @param out folder of the data set
   * @param cases one for each folder
   */
  record DatasetJson(String out, List<CaseJson> cases) {}

  /**
   * One case.
   *
   * @param source its folder
   * @param id its name in the data set; empty where it was not found out
   * @param outcome added, kept or failed
   * @param reason why it failed; else empty
   * @param warnings what was tolerated
   */
  record CaseJson(String source, String id, String outcome, String reason, List<String> warnings) {
    static CaseJson of(CaseResult r) {
      return new CaseJson(
          r.source().toString(),
          r.id(),
          r.outcome().name().toLowerCase(Locale.ROOT),
          r.reason(),
          r.warnings().stream().map(ReadWarning::message).toList());
    }
  }
}
