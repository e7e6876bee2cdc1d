package io.github.voxelclick.plugin.batch;

import io.github.voxelclick.volume.VolumeException;

/** Jobs are misspelt, or would do harm: nothing of them was begun. */
public final class JobRefusedException extends VolumeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong where, what was expected, what to do
   */
  public JobRefusedException(String message) {
    super(message);
  }

  /**
   * @param message what is wrong where, what was expected, what to do
   * @param cause what happened underneath
   */
  public JobRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
