package io.github.voxelclick.modelstore;

import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Downloads and installs models of a catalogue. An interrupted download lies in the model folder
 * under {@code .download-NAME} until the same model is asked for again. Immutable.
 */
public final class ModelGetter {
  private static final String PREFIX = ".download-";
  private static final String LOCK = ".lock";

  private final ModelStore store;
  private final Downloader downloader;

  /** Gets models into a store. */
  public ModelGetter(ModelStore store) {
    this(store, Downloader.create(store.disk()));
  }

  ModelGetter(ModelStore store, Downloader downloader) {
    this.store = store;
    this.downloader = downloader;
  }

  /**
   * Downloads a model, checks sizes and hashes, runs it once, and installs it.
   *
   * @param entry whose licence the person has accepted
   * @param progress asked whether to go on; cancelled, nothing is installed and what has come is
   *     kept
   * @throws ModelStoreException when it cannot be downloaded, is not what the catalogue says, is
   *     installed already, or the disk refuses; nothing is installed then
   * @throws ModelException when it does not run
   */
  public InstalledModel get(CatalogueEntry entry, OrtOptions options, Progress progress)
      throws ModelStoreException, ModelException {
    if (!entry.isDownloadable()) {
      throw new ModelStoreException(
          "The catalogue knows no file of "
              + entry.name()
              + " that is ready to run, with its size and hash. "
              + entry.export().orElse("See " + entry.project() + " for how to get one."));
    }
    store.requireNew(entry.name());
    Path folder = store.folder().resolve(PREFIX + entry.name());
    try {
      Files.createDirectories(folder);
      FileChannel channel = lock(entry, folder);
      try {
        fetch(entry, folder, progress);
        return install(entry, folder, options, progress);
      } finally {
        channel.close(); // first, since Windows removes no file that is open
        forgetIfDone(folder);
      }
    } catch (IOException e) {
      throw store.notInstalled(entry.name(), e);
    }
  }

  /** Held as long as the channel is open, so that two programs do not write into one file. */
  private static FileChannel lock(CatalogueEntry entry, Path folder)
      throws IOException, ModelStoreException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException inThisProgram) {
      System.getLogger(ModelGetter.class.getName())
          .log(System.Logger.Level.DEBUG, "locked by this program", inThisProgram);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new ModelStoreException(
        "The model " + entry.name() + " is being downloaded already. Wait for that to end.");
  }

  private void fetch(CatalogueEntry entry, Path folder, Progress progress)
      throws IOException, ModelStoreException {
    removeStrangers(entry, folder);
    long missing = entry.bytes();
    for (Path file : Folders.children(folder)) {
      missing -= Files.size(file);
    }
    long room = Files.getFileStore(folder).getUsableSpace();
    if (room < missing) {
      throw new ModelStoreException(
          "There is no room for "
              + entry.name()
              + ": the model folder's disk has "
              + room
              + " bytes free, expected "
              + missing
              + ". Free some, or name another folder with VOXELCLICK_MODELS.");
    }
    ByteProgress bytes = new ByteProgress(progress, entry.bytes());
    for (CatalogueEntry.Download download : entry.files()) {
      downloader.get(download, folder, bytes, progress);
    }
  }

  /** What an older catalogue called otherwise would lie there for ever. */
  private static void removeStrangers(CatalogueEntry entry, Path folder) throws IOException {
    Set<String> known = new HashSet<>(Set.of(LOCK));
    for (CatalogueEntry.Download download : entry.files()) {
      String name = download.file().name();
      known.addAll(List.of(name, name + ".part", name + ".part.etag"));
    }
    for (Path file : Folders.children(folder)) {
      if (!known.contains(String.valueOf(file.getFileName()))) {
        Folders.delete(file);
      }
    }
  }

  private InstalledModel install(
      CatalogueEntry entry, Path folder, OrtOptions options, Progress progress)
      throws ModelStoreException, ModelException {
    List<ModelFile> files = entry.files().stream().map(CatalogueEntry.Download::file).toList();
    Provenance about =
        new Provenance(
            entry.title() + ", " + entry.project(),
            entry.licence().map(l -> l.name() + " (" + l.covers() + ")"),
            entry.licence().flatMap(CatalogueEntry.Licence::nonCommercial));
    return store.addDownloaded(
        entry.name(), folder, files, entry.profile(), about, options, progress);
  }

  /** Removes the folder unless something in it is still of use. */
  private static void forgetIfDone(Path folder) throws IOException {
    Optional<Path> useful =
        Folders.children(folder).stream()
            .filter(f -> !String.valueOf(f.getFileName()).equals(LOCK))
            .findFirst();
    if (useful.isEmpty()) {
      Folders.delete(folder);
    }
  }
}
