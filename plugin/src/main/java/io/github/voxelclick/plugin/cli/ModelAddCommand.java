package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelSource;
import io.github.voxelclick.modelstore.Provenance;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models add FILE…}: installs a copy of a model. */
@Command(
    name = "add",
    description = {
      "Install a copy of a model, once it has been run: then --model NAME uses it. Where several",
      "profiles fit, say which the model was made for."
    })
final class ModelAddCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelFolderOption folder = new ModelFolderOption();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = {
        "ONNX files, a profile that names them, or a folder with profile.json; and the files with",
        "weights that belong to the ONNX files, if there are any."
      })
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME|FILE",
      description = "Which profile to use, when several fit.")
  private Optional<String> profile = Optional.empty();

  @Option(names = "--name", paramLabel = "NAME", description = "What to call it.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--source",
      paramLabel = "TEXT",
      description = "Where it comes from, for \"models list\".")
  private Optional<String> source = Optional.empty();

  @Option(names = "--licence", paramLabel = "TEXT", description = "Its licence, likewise.")
  private Optional<String> licence = Optional.empty();

  @Option(names = "--non-commercial", description = "Its licence forbids commercial use.")
  private boolean nonCommercial;

  ModelAddCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException {
    List<Path> paths = new ArrayList<>();
    for (String file : files) {
      paths.add(InputPath.of(file));
    }
    ModelSource model = ModelSource.of(paths, profile, OrtOptions.defaults());
    Provenance about =
        new Provenance(
            source.filter(text -> !text.isBlank()).orElse(Provenance.ofFiles().source()),
            licence.filter(text -> !text.isBlank()),
            nonCommercial ? Optional.of(true) : Optional.empty());
    InstalledModel installed =
        folder
            .store()
            .add(
                name.orElse(model.profile().id()),
                model,
                about,
                OrtOptions.defaults(),
                new ConsoleProgress(console, "installing"));
    console
        .out()
        .println("installed " + installed.name() + "; use it with --model " + installed.name());
    return CommandLineProgram.DONE;
  }
}
