package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.modelstore.CatalogueEntry;
import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelGetter;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.VolumeException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models get NAME}: the only command that uses the network. */
@Command(
    name = "get",
    description = {
      "Download a model of the catalogue over HTTPS, check it and install it; or say how to make"
          + " it.",
      "Interrupted, the same command goes on where it was."
    })
final class ModelGetCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelFolderOption folder = new ModelFolderOption();
  @Mixin private CatalogueOption catalogue = new CatalogueOption();

  @Parameters(paramLabel = "NAME", description = "As \"list\" prints it.")
  private String name = "";

  @Option(names = "--accept-licence", description = "You have read its licence and accept it.")
  private boolean accepted;

  ModelGetCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException {
    CatalogueEntry entry =
        catalogue
            .read()
            .find(name)
            .orElseThrow(
                () ->
                    new JobException(
                        "The catalogue has no such model. Write a name that \"voxelclick models"
                            + " list\" prints, or name another list with --catalogue."));
    if (!entry.isDownloadable()) {
      describe(entry);
      return CommandLineProgram.FAILED;
    }
    ModelStore store = folder.store();
    requireAccepted(entry);
    InstalledModel installed =
        new ModelGetter(store)
            .get(entry, OrtOptions.defaults(), new ConsoleProgress(console, "downloading"));
    console
        .out()
        .println("installed " + installed.name() + "; use it with --model " + installed.name());
    return CommandLineProgram.DONE;
  }

  private void requireAccepted(CatalogueEntry entry) throws JobException {
    if (accepted) {
      return;
    }
    Optional<CatalogueEntry.Licence> licence = entry.licence();
    throw new JobException(
        licence.isPresent()
            ? "The licence of "
                + entry.title()
                + " is "
                + licence.get()
                + ". Nothing was downloaded. Read it at "
                + entry.project()
                + "; if you accept it, give --accept-licence."
            : "The catalogue does not know the licence of "
                + entry.title()
                + ". Nothing was downloaded. Find out at "
                + entry.project()
                + "; if you accept it, give --accept-licence.");
  }

  /** All that is known of a model that has to be made. */
  private void describe(CatalogueEntry entry) {
    console.out().println(entry.title() + ", " + entry.project());
    console
        .out()
        .println(
            "licence     " + entry.licence().map(Object::toString).orElse("unknown: see project"));
    entry
        .checkpoint()
        .ifPresent(
            c ->
                console
                    .out()
                    .println(
                        "checkpoint  "
                            + c.url().orElse("see project")
                            + c.file().map(f -> " (" + f + ")").orElse("")
                            + c.size().map(s -> ", " + s).orElse("")));
    entry.export().ifPresent(text -> console.out().println("export      " + text));
    console
        .err()
        .println(
            "voxelclick: No file of "
                + entry.name()
                + " that is ready to run is known with its size and hash, so it cannot be"
                + " downloaded. Make it as said above.");
  }
}
