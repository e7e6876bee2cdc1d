package io.github.voxelclick.volume;

/** Slices or grids that do not make one trustworthy volume, or that do not fit each other. */
public class GeometryException extends VolumeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, what was found and expected, what to do
   */
  public GeometryException(String message) {
    super(message);
  }

  /**
   * @param message what failed, what was found and expected, what to do
   * @param cause what happened underneath
   */
  public GeometryException(String message, Throwable cause) {
    super(message, cause);
  }
}
