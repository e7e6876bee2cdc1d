package io.github.voxelclick.volume;

/**
 * A volume for which there is not enough memory now; there may be later, or on another computer.
 */
public final class MemoryShortageException extends GeometryException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, what was found and expected, what to do
   */
  public MemoryShortageException(String message) {
    super(message);
  }
}
