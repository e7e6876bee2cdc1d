package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.modelstore.CatalogueEntry;
import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.modelstore.Origin;
import io.github.voxelclick.volume.VolumeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code models list}: what is there, and what is known. */
@Command(
    name = "list",
    description = {
      "List the embedded model, those installed, and those of the catalogue with their licences."
    })
final class ModelListCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelFolderOption folder = new ModelFolderOption();
  @Mixin private CatalogueOption catalogue = new CatalogueOption();

  @Option(names = "--installed", description = "Leave the catalogue out.")
  private boolean installedOnly;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ModelListCommand(Console console) {
    this.console = console;
  }

  /** Components that are null are not known and left out of the JSON. */
  private record Row(
      String state,
      String name,
      @Nullable String title,
      @Nullable Long bytes,
      @Nullable String licence,
      @Nullable Boolean nonCommercial,
      @Nullable String fault) {}

  private record Rows(String folder, List<Row> models) {}

  @Override
  public Integer call() throws VolumeException {
    ModelStore store = folder.store();
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row("embedded", ModelStore.EMBEDDED, "SeedNet v1", null, "Apache-2.0", false, null));
    for (InstalledModel model : store.list()) {
      rows.add(row(model));
    }
    if (!installedOnly) {
      for (CatalogueEntry entry : catalogue.read().entries()) {
        boolean there = rows.stream().anyMatch(r -> r.name().equalsIgnoreCase(entry.name()));
        if (!there) {
          rows.add(row(entry));
        }
      }
    }
    if (json) {
      console.json(new Rows(store.folder().toString(), rows));
    } else {
      rows.forEach(this::print);
      console.err().println("models are installed in " + store.folder());
    }
    return CommandLineProgram.DONE;
  }

  private static Row row(InstalledModel model) {
    Optional<Origin> origin = model.origin();
    return new Row(
        model.fault().isPresent() ? "damaged" : "installed",
        model.name(),
        origin.map(Origin::source).orElse(null),
        origin.map(Origin::bytes).orElse(null),
        origin.flatMap(Origin::licence).orElse(null),
        origin.flatMap(Origin::nonCommercial).orElse(null),
        model.fault().orElse(null));
  }

  private static Row row(CatalogueEntry entry) {
    return new Row(
        entry.isDownloadable() ? "download" : "export",
        entry.name(),
        entry.title(),
        entry.isDownloadable() ? entry.bytes() : null,
        entry.licence().map(l -> l.name() + " (" + l.covers() + ")").orElse(null),
        entry.licence().flatMap(CatalogueEntry.Licence::nonCommercial).orElse(null),
        null);
  }

  private void print(Row row) {
    Boolean nonCommercial = row.nonCommercial();
    String use =
        nonCommercial == null
            ? "commercial use: not stated"
            : nonCommercial ? "NON-COMMERCIAL USE ONLY" : "commercial use allowed";
    String licence = row.licence() == null ? "licence unknown" : row.licence();
    Long size = row.bytes();
    console
        .out()
        .printf(
            Locale.ROOT,
            "%-9s  %-26s  %12s  %s; %s%s%n",
            row.state(),
            row.name(),
            size == null ? "" : String.format(Locale.ROOT, "%.1f MB", size / 1e6),
            licence,
            use,
            row.fault() == null ? "" : " (" + row.fault() + ")");
  }
}
