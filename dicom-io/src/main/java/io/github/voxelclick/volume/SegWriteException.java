package io.github.voxelclick.volume;

/** A segmentation that could not be written; whatever stood at the target is untouched. */
public final class SegWriteException extends VolumeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, what was found and expected, what to do
   */
  public SegWriteException(String message) {
    super(message);
  }

  /**
   * @param message what failed, what was found and expected, what to do
   * @param cause what happened underneath
   */
  public SegWriteException(String message, Throwable cause) {
    super(message, cause);
  }
}
