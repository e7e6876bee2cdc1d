package io.github.voxelclick.model;

import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;
import java.util.Objects;

/**
 * A slice as an encoder gets it.
 *
 * @param plane which slice
 * @param grid its pixels
 * @param values modality values (for CT in HU), [rows × columns], row by row; not copied, so nobody
 *     may write to them afterwards
 * @param window the modality values shown from 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // identity is meant: images are never compared
public record SliceImage(SlicePlane plane, SliceGrid grid, float[] values, Window window) {
  private static final int WHITE = 255;

  /** Checks that values and grid agree. */
  public SliceImage {
    Objects.requireNonNull(plane, "plane");
    Objects.requireNonNull(window, "window");
    if (values.length != grid.pixels()) {
      throw new IllegalArgumentException(values.length + " values for " + grid);
    }
  }

  /** A slice of a volume. */
  public static SliceImage of(Volume volume, SlicePlane plane, Window window) {
    return new SliceImage(plane, SliceGrid.of(volume, plane.axis()), volume.slice(plane), window);
  }

  /**
   * The slice as 8-bit grey levels: what the window shows from 0 to 255, the fraction dropped, as
   * NumPy's conversion does. NaN is black.
   *
   * @return [rows × columns], row by row, unsigned
   */
  public byte[] grey() {
    byte[] grey = new byte[values.length];
    double low = window.low();
    for (int n = 0; n < grey.length; n++) {
      double part = (values[n] - low) / (window.high() - low) * WHITE;
      grey[n] = (byte) (int) (part > 0 ? Math.min(part, WHITE) : 0);
    }
    return grey;
  }
}
