package io.github.voxelclick.volume;

/** A NIfTI file that cannot be read, or not be trusted. */
public final class NiftiReadException extends VolumeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, what was found and expected, what to do
   */
  public NiftiReadException(String message) {
    super(message);
  }

  /**
   * @param message what failed, what was found and expected, what to do
   * @param cause what happened underneath
   */
  public NiftiReadException(String message, Throwable cause) {
    super(message, cause);
  }
}
