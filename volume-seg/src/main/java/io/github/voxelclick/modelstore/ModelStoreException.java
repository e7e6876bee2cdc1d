package io.github.voxelclick.modelstore;

import io.github.voxelclick.volume.VolumeException;

/** A model cannot be installed, found, removed or packed. */
public final class ModelStoreException extends VolumeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, what was found and expected, what to do
   */
  public ModelStoreException(String message) {
    super(message);
  }

  /**
   * @param message what failed, what was found and expected, what to do
   * @param cause what happened underneath
   */
  public ModelStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
