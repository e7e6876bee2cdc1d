package io.github.voxelclick.volume;

/**
 * A session's journal that cannot be opened, written, compacted or removed. What it had
 * acknowledged before stays as it was.
 */
public final class JournalException extends VolumeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, what was found and expected, what to do
   */
  public JournalException(String message) {
    super(message);
  }

  /**
   * @param message what failed, what was found and expected, what to do
   * @param cause what happened underneath
   */
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
