package io.github.voxelclick.plugin.task;

import io.github.voxelclick.volume.VolumeException;

/** A job cannot be done as it was asked for. */
public final class JobException extends VolumeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, what was found and expected, what to do
   */
  public JobException(String message) {
    super(message);
  }

  /**
   * @param message what failed, what was found and expected, what to do
   * @param cause what happened underneath
   */
  public JobException(String message, Throwable cause) {
    super(message, cause);
  }
}
