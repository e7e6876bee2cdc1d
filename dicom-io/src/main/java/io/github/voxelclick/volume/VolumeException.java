package io.github.voxelclick.volume;

/**
 * The base of every checked failure that data, a model file or a disk can cause. The message says
 * what failed, what was found, what was expected and what to do; it never holds patient data.
 */
public abstract class VolumeException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one sentence or two for the person at the screen
   */
  protected VolumeException(String message) {
    super(message);
  }

  /**
   * @param message one sentence or two for the person at the screen
   * @param cause what happened underneath
   */
  protected VolumeException(String message, Throwable cause) {
    super(message, cause);
  }
}
