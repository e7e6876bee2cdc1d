package io.github.voxelclick.volume;

/** A model file that cannot be loaded, does not fit its profile, or fails while it runs. */
public final class ModelException extends VolumeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, what was found and expected, what to do
   */
  public ModelException(String message) {
    super(message);
  }

  /**
   * @param message what failed, what was found and expected, what to do
   * @param cause what happened underneath
   */
  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
