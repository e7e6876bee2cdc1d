package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelCheck;
import io.github.voxelclick.modelstore.ModelSource;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.onnx.OrtModel;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.onnx.OrtRuntime;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.Models;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models check FILE…|NAME}: whether a model runs here, and how fast. */
@Command(
    name = "check",
    description = {
      "Say which profiles fit a model's files, run it by each on a made-up slice, and time it on",
      "every device. An installed model's files are compared with what was installed."
    })
final class ModelCheckCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelFolderOption folder = new ModelFolderOption();

  @Parameters(
      paramLabel = "FILE|NAME",
      arity = "1..*",
      description = "ONNX files, a profile, a folder with profile.json; or an installed model.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME|FILE",
      description = "Which profile alone to try, when several fit.")
  private Optional<String> profile = Optional.empty();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ModelCheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException {
    if (files.size() == 1
        && ModelStore.isName(files.get(0))
        && !Files.exists(InputPath.of(files.get(0)))) {
      installed(files.get(0));
      return CommandLineProgram.DONE;
    }
    List<Path> paths = new ArrayList<>();
    for (String file : files) {
      paths.add(InputPath.of(file));
    }
    if (!json) {
      describe(paths);
    }
    List<ModelSource.Fit> fits = ModelSource.fitting(paths, profile, OrtOptions.defaults());
    if (fits.size() > 1) {
      return attempt(fits);
    }
    run(fits.get(0).source()::open);
    return CommandLineProgram.DONE;
  }

  /** Components that are null are left out of the JSON. */
  private record AttemptRow(
      String profile, ModelCheck.@Nullable Report report, @Nullable String fault) {}

  private record Attempts(List<AttemptRow> profiles) {}

  /** Runs the files by each profile and chooses none: no run can tell which is the right one. */
  private int attempt(List<ModelSource.Fit> fits) throws VolumeException {
    List<ModelCheck.Attempt> attempts =
        ModelCheck.attempt(fits, Models.devices(), new ConsoleProgress(console, "running"));
    if (json) {
      console.json(
          new Attempts(
              attempts.stream()
                  .map(
                      a ->
                          new AttemptRow(
                              a.profile(), a.report().orElse(null), a.fault().orElse(null)))
                  .toList()));
    } else {
      attempts.forEach(this::print);
    }
    String names =
        attempts.stream()
            .filter(a -> a.report().isPresent())
            .map(ModelCheck.Attempt::profile)
            .collect(Collectors.joining(", "));
    if (names.isEmpty()) {
      console
          .err()
          .println(
              "voxelclick: These files run by none of the profiles that they fit. Write a profile"
                  + " by hand (docs/model-profiles.md).");
      return CommandLineProgram.FAILED;
    }
    console
        .err()
        .println(
            "These files fit several profiles, and a run cannot tell which is right: the wrong one"
                + " gives masks that look right and are not. Choose by what the model was made"
                + " from, with --profile: "
                + names
                + ".");
    return CommandLineProgram.DONE;
  }

  private void print(ModelCheck.Attempt attempt) {
    console.out().println();
    console.out().println("profile  " + attempt.profile());
    attempt.report().ifPresent(this::print);
    attempt.fault().ifPresent(why -> console.out().println("does not run: " + why));
  }

  /** Prints what ONNX files take and give, before it is known whether any profile fits. */
  private void describe(List<Path> paths) throws VolumeException {
    OrtRuntime.require();
    for (Path path : paths) {
      if (path.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
        try (OrtModel graph = OrtModel.open(path, OrtOptions.defaults())) {
          console.out().println("graph    " + path.getFileName() + " " + graph.signature());
        }
      }
    }
  }

  private void installed(String name) throws VolumeException {
    if (name.equalsIgnoreCase(ModelStore.EMBEDDED)) {
      run(ModelCatalog::openEmbedded);
      return;
    }
    ModelStore store = folder.store();
    InstalledModel model = store.findSound(name);
    store.verify(model, new ConsoleProgress(console, "reading " + model.name()));
    run(options -> ModelCatalog.open(model.profile(), options));
  }

  private void run(ModelCheck.Opener opener) throws VolumeException {
    ModelCheck.Report report = ModelCheck.run(opener, Models.devices(), Progress.none());
    if (json) {
      console.json(report);
    } else {
      print(report);
    }
  }

  private void print(ModelCheck.Report report) {
    console.out().println("model    " + report.name() + " (" + report.profile() + ")");
    console.out().println("family   " + report.family() + "; takes " + report.takes());
    console
        .out()
        .printf(
            Locale.ROOT,
            "dry run  a %s gives a mask of %,d of %,d pixels%n",
            report.prompt(),
            report.maskPixels(),
            report.slicePixels());
    for (ModelCheck.Timing t : report.timings()) {
      console
          .out()
          .printf(
              Locale.ROOT,
              "%-20s load %.0f ms, look at a slice %.0f ms, answer %.1f ms%n",
              t.device(),
              t.openMs(),
              t.encodeMs(),
              t.answerMs());
    }
  }
}
