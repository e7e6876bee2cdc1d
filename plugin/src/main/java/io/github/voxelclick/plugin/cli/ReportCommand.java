package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.report.CaseFolder;
import io.github.voxelclick.report.CaseReport;
import io.github.voxelclick.report.Group;
import io.github.voxelclick.report.GroupFigures;
import io.github.voxelclick.report.Maker;
import io.github.voxelclick.report.ReportPage;
import io.github.voxelclick.report.Words;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report DIR}: what the provenance of many cases tells together. */
@Command(
    name = "report",
    description = {
      "Say for many saved cases, per model, structure and reader, what they took: clicks,",
      "corrections, rejected results, whether the model's confidence can be trusted, drift over",
      "time. Reads every *.provenance.json in DIR and below. docs/report.md says what each number",
      "means."
    })
final class ReportCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of saved cases.")
  private String dir = "";

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Write report.html, report.csv and report.json into this folder.")
  private Optional<String> out = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures as JSON.")
  private Optional<String> json = Optional.empty();

  @Option(names = "--csv", paramLabel = "FILE", description = "Write a table, one row a group.")
  private Optional<String> csv = Optional.empty();

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page with drawings.")
  private Optional<String> html = Optional.empty();

  @Option(names = "--overwrite", description = "Replace these files if they are there.")
  private boolean overwrite;

  ReportCommand(Console console) {
    this.console = console;
  }

  /** Where to write, known before any work. */
  private final class Targets {
    private final List<Path> taken = new ArrayList<>();
    private final Optional<ResultFile> json;
    private final Optional<ResultFile> csv;
    private final Optional<ResultFile> html;

    Targets() throws JobException {
      json = target(ReportCommand.this.json, "report.json");
      csv = target(ReportCommand.this.csv, "report.csv");
      html = target(ReportCommand.this.html, "report.html");
    }

    private Optional<ResultFile> target(Optional<String> named, String usual) throws JobException {
      Optional<String> file =
          out.isPresent() ? Optional.of(InputPath.of(out.get()).resolve(usual).toString()) : named;
      Optional<ResultFile> target = ResultFile.of(file, overwrite, taken);
      target.ifPresent(t -> taken.add(t.path()));
      return target;
    }

    void write(CaseReport report) throws JobException {
      if (json.isPresent()) {
        json.get().write(CaseReportJson.text(report));
      }
      if (csv.isPresent()) {
        csv.get().write(CaseReportCsv.text(report));
      }
      if (html.isPresent()) {
        html.get().write(ReportPage.html(report));
      }
    }
  }

  @Override
  public Integer call() throws VolumeException {
    if (out.isPresent() && (json.isPresent() || csv.isPresent() || html.isPresent())) {
      throw new ParameterException(
          spec.commandLine(), "Give --out alone, or any of --json, --csv and --html");
    }
    Path folder = InputPath.of(dir);
    if (!Files.isDirectory(folder)) {
      throw new JobException(
          "There is no folder " + folder + ". Give the folder that holds the saved cases.");
    }
    if (out.isPresent()) {
      makeFolder(InputPath.of(out.get()));
    }
    Targets targets = new Targets();
    CaseReport report = CaseReport.of(folder, Progress.none());
    for (CaseFolder.Unreadable u : report.unreadable()) {
      console.err().println("not read: " + u.file() + ": " + u.reason());
    }
    if (report.files() == 0) {
      if (!report.unreadable().isEmpty()) {
        console.err().println("voxelclick: None of the files could be read. Nothing was written.");
        return CommandLineProgram.ALL_REFUSED;
      }
      throw new JobException(
          "There is no *.provenance.json in "
              + folder
              + " or below; VoxelClick writes one beside every mask that it saves. Choose another"
              + " folder.");
    }
    targets.write(report);
    print(report);
    return CommandLineProgram.DONE;
  }

  private static void makeFolder(Path folder) throws JobException {
    if (Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      throw new JobException(
          "Cannot make the folder "
              + folder
              + ": "
              + e.getClass().getSimpleName()
              + ". Choose one within a folder that is there and can be written.",
          e);
    }
  }

  private void print(CaseReport report) {
    GroupFigures all = report.all();
    line(
        "%d files, %d volumes, %d segments, %d worked on; %d of earlier saves set aside, %d not"
            + " read",
        report.files(),
        all.cases(),
        all.segments(),
        all.worked(),
        report.setAside(),
        report.unreadable().size());
    for (GroupFigures f : report.of(Group.Level.MODEL)) {
      line(
          "%s: %d segments%s, interactions %s, rejected %s",
          shown(f.group().maker().orElse(Maker.NONE).label()),
          f.worked(),
          f.isFew() ? " (too few to judge)" : "",
          Words.quartiles(f.interactions()),
          Words.percent(f.rejectedShare()));
      if (f.models().made() > 0) {
        line(
            "  %d slices made, %d seen by a person, %s of those corrected; confidence %s",
            f.models().made(),
            f.models().seen(),
            Words.percent(f.models().correctedShare()),
            Words.confidence(f.calibration()));
      }
    }
  }

  /** A model's name may come from anywhere; terminals act on control characters. */
  private static String shown(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }

  private void line(String format, Object... values) {
    console.out().println(String.format(Locale.ROOT, format, values));
  }
}
