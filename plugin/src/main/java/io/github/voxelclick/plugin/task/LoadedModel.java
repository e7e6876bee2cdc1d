package io.github.voxelclick.plugin.task;

import io.github.voxelclick.dicom.derived.Producer;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.ModelException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model that was opened, and the name of its file.
 *
 * @param model owned by whoever opened it
 * @param fileName without folder, for what is saved
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

  /** Who made what is saved with this model. */
  public Producer producer() {
    return new Producer(Version.text(), Installation.id(), fileName, model.sha256());
  }

  @Override
  public void close() {
    model.close();
  }
}
