package io.github.voxelclick.onnx;

import io.github.voxelclick.volume.VolumeException;

/** A device that was asked for by name cannot be used here. */
public final class DeviceException extends VolumeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, why, and how to get it, in one line
   */
  public DeviceException(String message) {
    super(message);
  }

  /**
   * @param message what failed, why, and how to get it, in one line
   * @param cause what happened underneath
   */
  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
