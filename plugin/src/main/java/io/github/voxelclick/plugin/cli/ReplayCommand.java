package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.Journals;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.SessionReplay;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay PATH}: runs the model again for the kept session of an image and compares. */
@Command(
    name = "replay",
    description = {
      "Run the model again for every prompt and propagation of the work that is kept on an image,",
      "and say which voxels differ. Exit code 1 when any does."
    })
final class ReplayCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "PATH", description = "The image, as it was opened in ImageJ.")
  private String path = "";

  @Option(
      names = "--series",
      paramLabel = "ID",
      description = "Which volume of PATH, as info shows it.")
  private Optional<String> series = Optional.empty();

  @Option(names = "--folder", paramLabel = "DIR", description = "Where sessions are kept.")
  private Optional<String> folder = Optional.empty();

  @Mixin private ModelOption model = new ModelOption();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ReplayCommand(Console console) {
    this.console = console;
  }

  private record Difference(long action, String kind, int segment, long voxels) {}

  private record Result(
      int answers,
      int propagations,
      long differingVoxels,
      List<Difference> differences,
      List<String> skipped,
      String modelSha256,
      List<String> recordedModels) {}

  @Override
  public Integer call() throws VolumeException {
    VolumeCatalog catalog = VolumeCatalog.of(InputPath.of(path), Progress.none());
    OpenedVolume opened = catalog.choose(series).load(Progress.none());
    JournalFolder journals = Journals.folder(Inputs.path(folder));
    try (LoadedModel loaded = model.open(console)) {
      SessionReplay.Report report =
          SessionReplay.of(
              journals,
              opened.volume(),
              loaded.model(),
              ModelCatalog.propagatorFor(loaded.model()),
              Progress.none());
      if (!report.models().equals(Set.of(loaded.model().sha256()))) {
        console
            .err()
            .println(
                "warning: the session was made with another model or with several; differences are"
                    + " to be expected");
      }
      print(report, loaded.model().sha256());
      return report.differences().isEmpty() ? CommandLineProgram.DONE : CommandLineProgram.FAILED;
    }
  }

  private void print(SessionReplay.Report report, String sha256) {
    List<Difference> differences =
        report.differences().stream()
            .map(
                d ->
                    new Difference(
                        d.action().id(),
                        d.action().kind().name(),
                        d.action().segment(),
                        d.voxels()))
            .toList();
    if (json) {
      console.json(
          new Result(
              report.answers(),
              report.propagations(),
              report.voxels(),
              differences,
              report.skipped(),
              sha256,
              report.models().stream().sorted().toList()));
      return;
    }
    report.skipped().forEach(s -> console.err().println("skipped: " + s));
    for (Difference d : differences) {
      console
          .out()
          .println(
              "action "
                  + d.action()
                  + " ("
                  + d.kind()
                  + ") of segment "
                  + d.segment()
                  + ": "
                  + d.voxels()
                  + " voxels differ");
    }
    console
        .out()
        .println(
            report.answers()
                + " answers and "
                + report.propagations()
                + " propagations repeated, "
                + report.voxels()
                + " voxels differ");
  }
}
