package io.github.voxelclick.model;

import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Window;
import java.util.Objects;

/**
 * What an embedding was made of, within one volume.
 *
 * @param plane the slice
 * @param window the modality values shown from 0 to 1
 * @param modelSha256 the model that looked
 */
public record EmbeddingKey(SlicePlane plane, Window window, String modelSha256) {
  /** Checks that nothing is missing. */
  public EmbeddingKey {
    Objects.requireNonNull(plane, "plane");
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(modelSha256, "modelSha256");
  }
}
