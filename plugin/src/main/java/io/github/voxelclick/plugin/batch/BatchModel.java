package io.github.voxelclick.plugin.batch;

import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.volume.VolumeException;
import java.util.Optional;

/** The model of all jobs, opened when the first job needs it and closed once. Not thread-safe. */
public final class BatchModel implements AutoCloseable {
  /** Opens a model. */
  @FunctionalInterface
  public interface Opener {
    /** The model, which the {@link BatchModel} then owns. */
    LoadedModel open() throws VolumeException;
  }

  private final String sha256;
  private final Opener opener;
  private final boolean owned;
  private Optional<LoadedModel> loaded = Optional.empty();

  private BatchModel(String sha256, Opener opener, boolean owned) {
    this.sha256 = sha256;
    this.opener = opener;
    this.owned = owned;
  }

  /**
   * A model that is not open yet.
   *
   * @param sha256 what its SHA-256 will be
   */
  public static BatchModel lazily(String sha256, Opener opener) {
    return new BatchModel(sha256, opener, true);
  }

  /** A model that is open, and that whoever opened it closes. */
  public static BatchModel of(LoadedModel model) {
    return new BatchModel(model.model().sha256(), () -> model, false);
  }

  /** SHA-256 of the ONNX file, 64 lower-case hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** The open model. */
  LoadedModel open() throws VolumeException {
    if (loaded.isEmpty()) {
      loaded = Optional.of(opener.open());
    }
    return loaded.get();
  }

  @Override
  public void close() {
    if (owned) {
      loaded.ifPresent(LoadedModel::close);
    }
  }
}
