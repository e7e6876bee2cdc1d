package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelBundle;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.OutputPath;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models export-bundle NAME… --out FILE}. */
@Command(
    name = "export-bundle",
    description = {
      "Write installed models into one file, to be carried to a computer without a network.",
      "Mind their licences: not all may be passed on."
    })
final class BundleExportCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelFolderOption folder = new ModelFolderOption();

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Installed models.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Such as m.zip.")
  private String out = "";

  BundleExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException {
    Path target = InputPath.of(out);
    OutputPath.check(target);
    ModelStore store = folder.store();
    List<InstalledModel> models = new ArrayList<>();
    for (String name : names) {
      InstalledModel model = store.findSound(name);
      if (!models.contains(model)) {
        models.add(model);
      }
    }
    ModelBundle.write(store, models, target, new ConsoleProgress(console, "packing"));
    console.out().println("wrote " + models.size() + " models to " + target);
    return CommandLineProgram.DONE;
  }
}
