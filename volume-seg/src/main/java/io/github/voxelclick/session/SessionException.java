package io.github.voxelclick.session;

import io.github.voxelclick.volume.VolumeException;

/** An edit that a session refuses, such as one of a locked segment; nothing has changed then. */
public final class SessionException extends VolumeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, what was found and expected, what to do
   */
  public SessionException(String message) {
    super(message);
  }

  /**
   * @param message what failed, what was found and expected, what to do
   * @param cause what happened underneath
   */
  public SessionException(String message, Throwable cause) {
    super(message, cause);
  }
}
