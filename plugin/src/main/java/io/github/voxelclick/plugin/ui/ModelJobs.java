package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.modelstore.Catalogue;
import io.github.voxelclick.modelstore.CatalogueEntry;
import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelBundle;
import io.github.voxelclick.modelstore.ModelCheck;
import io.github.voxelclick.modelstore.ModelGetter;
import io.github.voxelclick.modelstore.ModelSource;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.modelstore.Provenance;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.plugin.task.Models;
import io.github.voxelclick.plugin.task.OutputPath;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the window with all models does to disk and network, and how it tells of it. All calls block
 * but {@link #catalogue}; none needs a window. Thread-safe.
 */
final class ModelJobs {
  private final ModelStore store;
  private volatile Catalogue catalogue = Catalogue.builtIn();

  ModelJobs(ModelStore store) {
    this.store = store;
  }

  /** The list that comes with the program, and before it the person's own if there is one. */
  Catalogue catalogue() {
    return catalogue;
  }

  /**
   * Puts a list of somebody's own before the one that comes with the program, instead of others.
   */
  String readCatalogue(Path file) throws VolumeException {
    Catalogue own = Catalogue.read(file);
    catalogue = Catalogue.builtIn().with(own);
    return Texts.get("models.catalogue.read", file.getFileName(), own.entries().size());
  }

  /** Whether an installed model runs, and how fast. */
  String check(String name, Progress progress) throws VolumeException {
    ModelCheck.Opener opener = ModelCatalog::openEmbedded;
    if (!name.equalsIgnoreCase(ModelStore.EMBEDDED)) {
      InstalledModel model = store.findSound(name);
      store.verify(model, progress);
      opener = options -> ModelCatalog.open(model.profile(), options);
    }
    return text(ModelCheck.run(opener, Models.devices(), progress));
  }

  /** The same of files that need not be installed, by every profile that they fit. */
  String checkFiles(List<Path> files, Progress progress) throws VolumeException {
    List<ModelSource.Fit> fits =
        ModelSource.fitting(files, Optional.empty(), OrtOptions.defaults());
    List<ModelCheck.Attempt> attempts = ModelCheck.attempt(fits, Models.devices(), progress);
    String each =
        attempts.stream()
            .map(
                a ->
                    Texts.get("models.attempt", a.profile())
                        + "\n"
                        + a.report()
                            .map(ModelJobs::text)
                            .orElseGet(() -> Texts.get("models.runsNot", a.fault().orElseThrow())))
            .collect(Collectors.joining("\n\n"));
    return attempts.size() == 1 ? each : each + "\n\n" + Texts.get("models.noneChosen");
  }

  private static String text(ModelCheck.Report report) {
    StringBuilder text = new StringBuilder(Texts.get("models.runs", report.name(), report.takes()));
    for (ModelCheck.Timing t : report.timings()) {
      text.append('\n')
          .append(Texts.get("models.timing", t.device(), t.openMs(), t.encodeMs(), t.answerMs()));
    }
    return text.toString();
  }

  /**
   * Installs files.
   *
   * @param profile may be blank when one alone fits
   * @param name may be blank for what the profile calls itself
   */
  String add(List<Path> files, String profile, String name, Progress progress)
      throws VolumeException {
    ModelSource source =
        ModelSource.of(
            files,
            Optional.of(profile.strip()).filter(text -> !text.isEmpty()),
            OrtOptions.defaults());
    String called = name.isBlank() ? source.profile().id() : name.strip();
    return installed(
        List.of(store.add(called, source, Provenance.ofFiles(), OrtOptions.defaults(), progress)));
  }

  /** Downloads and installs a model whose licence the person has accepted. */
  String get(CatalogueEntry entry, Progress progress) throws VolumeException {
    return installed(List.of(new ModelGetter(store).get(entry, OrtOptions.defaults(), progress)));
  }

  /** Removes a model for good. */
  String remove(String name) throws VolumeException {
    store.remove(name);
    return Texts.get("models.removed", name);
  }

  /**
   * Writes models into one file, which must not be there yet.
   *
   * @param names of installed ones, at least one
   */
  String exportBundle(List<String> names, Path target, Progress progress) throws VolumeException {
    OutputPath.check(target);
    List<InstalledModel> models = new ArrayList<>();
    for (String name : names) {
      models.add(store.findSound(name));
    }
    ModelBundle.write(store, models, target, progress);
    return Texts.get("models.exported", String.join(", ", names), target);
  }

  /** Installs the models of such a file. */
  String importBundle(Path bundle, Progress progress) throws VolumeException {
    return installed(ModelBundle.install(bundle, store, OrtOptions.defaults(), progress));
  }

  private static String installed(List<InstalledModel> models) {
    return Texts.get(
        "models.installed",
        models.stream().map(InstalledModel::name).collect(Collectors.joining(", ")));
  }
}
