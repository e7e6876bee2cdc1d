package io.github.voxelclick.surface;

import io.github.voxelclick.volume.VolumeException;

/** A surface that cannot be made or written. */
public final class SurfaceException extends VolumeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, what was found and expected, what to do
   */
  public SurfaceException(String message) {
    super(message);
  }

  /**
   * @param message what failed, what was found and expected, what to do
   * @param cause what happened underneath
   */
  public SurfaceException(String message, Throwable cause) {
    super(message, cause);
  }
}
