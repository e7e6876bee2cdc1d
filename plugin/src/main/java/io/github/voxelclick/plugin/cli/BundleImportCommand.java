package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelBundle;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.volume.VolumeException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code models import-bundle FILE}. */
@Command(
    name = "import-bundle",
    description = "Install the models of a file that \"export-bundle\" wrote.")
final class BundleImportCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelFolderOption folder = new ModelFolderOption();

  @Parameters(paramLabel = "FILE", description = "The bundle.")
  private String file = "";

  BundleImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException {
    for (InstalledModel model :
        ModelBundle.install(
            InputPath.of(file),
            folder.store(),
            OrtOptions.defaults(),
            new ConsoleProgress(console, "installing"))) {
      console.out().println("installed " + model.name() + "; use it with --model " + model.name());
    }
    return CommandLineProgram.DONE;
  }
}
