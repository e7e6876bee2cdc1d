package io.github.voxelclick.plugin.task;

import io.github.voxelclick.dicom.derived.Producer;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model that was opened, and the name of its file.
 *
 * @param model owned by whoever opened it
 * @param fileName without folder, or the name under which it is installed, for what is saved
 */
public record LoadedModel(SegmentationModel model, String fileName) implements AutoCloseable {
  /**
   * Opens a model.
   *
   * @param file an ONNX file with its profile beside it; empty for the embedded one
   * @throws ModelException when it cannot be read or run, or does not fit its profile
   */
  public static LoadedModel open(Optional<Path> file) throws ModelException {
    OrtOptions options = OrtOptions.defaults();
    if (file.isPresent()) {
      return new LoadedModel(
          ModelCatalog.open(file.get(), options), String.valueOf(file.get().getFileName()));
    }
    SegmentationModel embedded = ModelCatalog.openEmbedded(options);
    return new LoadedModel(embedded, embedded.profile().id() + ".onnx");
  }

  /**
   * Opens a model as people name it.
   *
   * @param text an installed model's name, or a path as for {@link #open}; a file that is there
   *     counts before a name. Empty for the embedded one
   * @throws VolumeException when there is none of that name, it is damaged, or cannot be run
   */
  public static LoadedModel named(Optional<String> text) throws VolumeException {
    if (text.isEmpty() || text.get().equalsIgnoreCase(ModelStore.EMBEDDED)) {
      return open(Optional.empty());
    }
    Path path = InputPath.of(text.get());
    if (Files.isRegularFile(path) || !ModelStore.isName(text.get())) {
      return open(Optional.of(path));
    }
    InstalledModel model = Models.store(Optional.empty()).findSound(text.get());
    return new LoadedModel(ModelCatalog.open(model.profile(), OrtOptions.defaults()), model.name());
  }

  /** Who made what is saved with this model. */
  public Producer producer() {
    return new Producer(Version.text(), Installation.id(), fileName, model.sha256());
  }

  @Override
  public void close() {
    model.close();
  }
}
