package io.github.voxelclick.modelstore;

import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The folder with a person's models. Every model is one folder in it, which appears whole and at
 * once, and disappears at once. Immutable; several threads and processes may work on one folder.
 */
public final class ModelStore {
  /** What the model inside the program is called; no installed one may be. */
  public static final String EMBEDDED = "seednet-v1";

  private static final String REMOVED = ".removed-";
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path folder;
  private final Disk disk;
  private final Clock clock;

  /**
   * A store.
   *
   * @param folder need not be there; it is made when the first model is installed
   */
  public ModelStore(Path folder) {
    this(folder, Disk.real(), Clock.systemUTC());
  }

  ModelStore(Path folder, Disk disk, Clock clock) {
    this.folder = folder.toAbsolutePath().normalize();
    this.disk = disk;
    this.clock = clock;
  }

  /** Where the models lie, absolute. */
  public Path folder() {
    return folder;
  }

  Disk disk() {
    return disk;
  }

  /** Whether a text could name a model, installed or not, and cannot be meant as a file. */
  public static boolean isName(String text) {
    return SafeNames.isModel(text);
  }

  /**
   * All models, damaged ones too, by name.
   *
   * @throws ModelStoreException when the folder cannot be read
   */
  public List<InstalledModel> list() throws ModelStoreException {
    List<InstalledModel> all = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try {
      for (Path child : Folders.children(folder)) {
        String name = String.valueOf(child.getFileName());
        if (SafeNames.isModel(name) && Folders.isFolder(child)) {
          all.add(look(name, child));
        }
      }
    } catch (IOException e) {
      throw Trouble.cannot(
          "list the installed models", e, "Check the permissions of the model folder.");
    }
    return all;
  }

  private static InstalledModel look(String name, Path child) {
    try {
      Origin origin = Origin.read(child.resolve(Origin.FILE));
      return new InstalledModel(name, child, Optional.of(origin), fault(child, origin));
    } catch (ModelStoreException e) {
      return new InstalledModel(
          name, child, Optional.empty(), Optional.of("its " + Origin.FILE + " cannot be read"));
    }
  }

  private static Optional<String> fault(Path child, Origin origin) {
    for (ModelFile file : origin.files()) {
      Path path = child.resolve(file.name());
      try {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          return Optional.of("the file " + file.name() + " is missing");
        }
        long bytes = Files.size(path);
        if (bytes != file.bytes()) {
          return Optional.of(
              "the file " + file.name() + " has " + bytes + " bytes instead of " + file.bytes());
        }
      } catch (IOException e) {
        return Optional.of("the file " + file.name() + " cannot be read");
      }
    }
    boolean runs =
        origin.files().stream().anyMatch(file -> file.name().equals(InstalledModel.PROFILE));
    return runs ? Optional.empty() : Optional.of("it has no " + InstalledModel.PROFILE);
  }

  /**
   * An installed model.
   *
   * @param name capitals do not count
   * @throws ModelStoreException when there is none, or the folder cannot be read
   */
  public InstalledModel find(String name) throws ModelStoreException {
    List<InstalledModel> all = list();
    return all.stream()
        .filter(m -> m.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelStoreException(
                    "No model "
                        + SafeNames.shown(name)
                        + " is installed; there are "
                        + names(all)
                        + ". Write one of these names or the path of a model file, or see"
                        + " \"voxelclick models list\"."));
  }

  private static List<String> names(List<InstalledModel> all) {
    List<String> names = new ArrayList<>(List.of(EMBEDDED));
    all.forEach(m -> names.add(m.name()));
    return names;
  }

  /**
   * An installed model that is as it was installed, judged by the sizes of its files.
   *
   * @param name capitals do not count
   * @throws ModelStoreException when there is none or it is damaged
   */
  public InstalledModel findSound(String name) throws ModelStoreException {
    InstalledModel model = find(name);
    if (model.fault().isPresent()) {
      throw damaged(model, model.fault().get());
    }
    return model;
  }

  private static ModelStoreException damaged(InstalledModel model, String fault) {
    return new ModelStoreException(
        "The model "
            + model.name()
            + " is damaged: "
            + fault
            + ". Remove it (\"voxelclick models remove "
            + model.name()
            + " --yes\") and install it again.");
  }

  /**
   * Reads a model's files and compares them with what was installed.
   *
   * @throws ModelStoreException when one differs
   */
  public void verify(InstalledModel model, Progress progress) throws ModelStoreException {
    findSound(model.name());
    ByteProgress bytes = new ByteProgress(progress, model.bytes());
    for (ModelFile file : model.origin().map(Origin::files).orElse(List.of())) {
      try {
        if (!Sha256.of(model.folder().resolve(file.name()), bytes).equals(file.sha256())) {
          throw damaged(model, "the file " + file.name() + " has changed since it was installed");
        }
      } catch (IOException e) {
        throw Trouble.cannot("read the model " + model.name(), e, "Check its files' permissions.");
      }
    }
  }

  /**
   * Installs a copy of a model: its files are copied, read again, run once, and appear.
   *
   * @param name what to call it
   * @param options how it is run once
   * @param progress asked whether to go on; cancelled, nothing is installed
   * @throws ModelStoreException when the name is taken or not allowed, or the disk refuses
   * @throws ModelException when the model does not run
   */
  public InstalledModel add(
      String name, ModelSource source, Provenance about, OrtOptions options, Progress progress)
      throws ModelStoreException, ModelException {
    requireNew(name);
    try (Staging staging = begin()) {
      ByteProgress bytes = new ByteProgress(progress, source.bytes());
      for (ModelSource.Part part : source.parts()) {
        try (InputStream in = Files.newInputStream(part.file())) {
          staging.write(part.name(), in, ModelFile.MOST_BYTES, bytes);
        }
      }
      staging.write(InstalledModel.PROFILE, source.named(name).profileJson());
      staging.verify(progress);
      requireRuns(staging, source, options, progress);
      staging.write(Origin.FILE, origin(about, staging.files()).json());
      return install(staging, name);
    } catch (IOException e) {
      throw notInstalled(name, e);
    }
  }

  /**
   * Installs files that were downloaded into a folder of this store, and empties that.
   *
   * @param files whose contents have been checked
   */
  InstalledModel addDownloaded(
      String name,
      Path downloads,
      List<ModelFile> files,
      Optional<String> profile,
      Provenance about,
      OrtOptions options,
      Progress progress)
      throws ModelStoreException, ModelException {
    requireNew(name);
    List<Path> paths = files.stream().map(f -> downloads.resolve(f.name())).toList();
    ModelSource source = ModelSource.of(paths, profile, options).named(name);
    // Before anything is moved: what does not run stays downloaded, for another look.
    ModelCheck.dryRun(source::open, options, progress);
    try (Staging staging = begin()) {
      List<ModelFile> all = new ArrayList<>(files);
      if (profile.isPresent()) {
        all.add(staging.write(InstalledModel.PROFILE, source.profileJson()));
      }
      // The downloads come last: what fails for want of room does not cost them.
      staging.write(Origin.FILE, origin(about, all).json());
      for (ModelFile file : files) {
        staging.take(downloads.resolve(file.name()), file);
      }
      return install(staging, name);
    } catch (IOException e) {
      throw notInstalled(name, e);
    }
  }

  /** Where a model is put together that comes whole, such as from a bundle. */
  Staging begin() throws IOException {
    Files.createDirectories(folder);
    removeLeftovers();
    return Staging.begin(disk, folder);
  }

  private Origin origin(Provenance about, List<ModelFile> files) {
    return new Origin(
        about.source(),
        about.licence(),
        about.nonCommercial(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        files.stream().sorted(Comparator.comparing(ModelFile::name)).toList());
  }

  /** Lets a complete folder appear, {@code origin.json} included. */
  InstalledModel install(Staging staging, String name) throws IOException, ModelStoreException {
    requireNew(name);
    return look(name, staging.install(folder.resolve(name)));
  }

  /** Refuses a name that is taken or cannot be one. */
  void requireNew(String name) throws ModelStoreException {
    if (!SafeNames.isModel(name)) {
      throw new ModelStoreException(
          "A model cannot be called \""
              + SafeNames.shown(name)
              + "\": expected "
              + SafeNames.MODEL_RULE
              + ", and no file's ending. Choose another name with --name.");
    }
    boolean taken =
        name.equalsIgnoreCase(EMBEDDED)
            || list().stream().anyMatch(m -> m.name().equalsIgnoreCase(name));
    if (taken) {
      throw new ModelStoreException(
          "There is a model "
              + name
              + " already; it is left alone. Choose another name with --name, or remove that one"
              + " first.");
    }
  }

  private static void requireRuns(
      Staging staging, ModelSource source, OrtOptions options, Progress progress)
      throws ModelException, ModelStoreException {
    Path profile = staging.folder().resolve(InstalledModel.PROFILE);
    try {
      ModelCheck.dryRun(o -> ModelCatalog.open(profile, o), options, progress);
    } catch (ModelException e) {
      if (runsWhereItLies(source, options, progress)) {
        throw new ModelStoreException(
            "The model runs where it lies, but not without the files beside it, expected all of"
                + " its files to be given. Name the files with its weights too, after the ONNX"
                + " files.",
            e);
      }
      throw e;
    }
  }

  private static boolean runsWhereItLies(
      ModelSource source, OrtOptions options, Progress progress) {
    try {
      ModelCheck.dryRun(source::open, options, progress);
      return true;
    } catch (ModelException e) {
      return false;
    }
  }

  /**
   * Removes a model for good. Programs that run it keep it until they end, or on Windows keep it
   * from being removed.
   *
   * @param name capitals do not count
   * @throws ModelStoreException when there is none, it is the embedded one, or the disk refuses
   */
  public void remove(String name) throws ModelStoreException {
    if (name.equalsIgnoreCase(EMBEDDED)) {
      throw new ModelStoreException(
          "The model " + EMBEDDED + " is part of the program and stays. Name an installed one.");
    }
    InstalledModel model = find(name);
    Path doomed = folder.resolve(REMOVED + UUID.randomUUID());
    try {
      Files.move(model.folder(), doomed);
      Folders.sync(folder);
      Folders.delete(doomed);
    } catch (IOException e) {
      throw Trouble.cannot(
          "remove the model " + model.name(),
          e,
          "Close programs that use it and check the permissions of the model folder.");
    }
  }

  /** What killed programs left behind; what is younger may be another program's work. */
  private void removeLeftovers() throws IOException {
    Instant limit = clock.instant().minus(ABANDONED);
    for (Path child : Folders.children(folder)) {
      String name = String.valueOf(child.getFileName());
      boolean abandoned =
          name.startsWith(Staging.PREFIX)
              && Files.getLastModifiedTime(child, LinkOption.NOFOLLOW_LINKS)
                  .toInstant()
                  .isBefore(limit);
      if (abandoned || name.startsWith(REMOVED)) {
        Folders.delete(child);
      }
    }
  }

  ModelStoreException notInstalled(String name, IOException e) {
    return Trouble.cannot(
        "install the model " + name,
        e,
        "Nothing was installed. Free space, or check the permissions of the model folder.");
  }

  @Override
  public String toString() {
    return "models in " + folder;
  }
}
