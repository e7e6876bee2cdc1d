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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models check FILE…|NAME}: whether a model runs here, and how fast. */
@Command(
    name = "check",
    description = {
      "Say which profile fits a model's files, run it on a made-up slice, and time it on every",
      "device. An installed model's files are compared with what was installed."
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
      description = "Which profile to use, when several fit.")
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
    } else {
      List<Path> paths = new ArrayList<>();
      for (String file : files) {
        paths.add(InputPath.of(file));
      }
      if (!json) {
        describe(paths);
      }
      ModelSource source = ModelSource.of(paths, profile, OrtOptions.defaults());
      run(source::open);
    }
    return CommandLineProgram.DONE;
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
      return;
    }
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
