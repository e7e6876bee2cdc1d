package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.VolumeException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models remove NAME}. */
@Command(name = "remove", description = "Remove an installed model for good.")
final class ModelRemoveCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelFolderOption folder = new ModelFolderOption();

  @Parameters(paramLabel = "NAME", description = "As \"list\" prints it.")
  private String name = "";

  @Option(names = "--yes", description = "Really.")
  private boolean yes;

  ModelRemoveCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException {
    ModelStore store = folder.store();
    if (!yes && !name.equalsIgnoreCase(ModelStore.EMBEDDED)) {
      InstalledModel model = store.find(name);
      throw new JobException(
          "This would remove the model "
              + model.name()
              + ", "
              + model.bytes()
              + " bytes, for good. Give --yes if you want that.");
    }
    store.remove(name);
    console.out().println("removed " + name);
    return CommandLineProgram.DONE;
  }
}
