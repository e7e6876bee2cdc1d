package io.github.voxelclick.surface;

/**
 * What a surface is made for.
 *
 * @param mostTriangles the mesh has no more, at least {@value #LEAST}
 * @param coarser whether a mask with too many triangles is laid on a coarser grid until they fit,
 *     instead of being refused
 * @param smooth whether steps between voxels are smoothed away, the volume kept
 */
public record SurfaceSettings(int mostTriangles, boolean coarser, boolean smooth) {
  /** The least budget that there can be. */
  public static final int LEAST = 1000;

  /** As a file: half a gigabyte as STL, about as much heap while it is made. */
  private static final int MOST_IN_FILE = 10_000_000;

  /** What the software renderer draws in one frame of a smooth rotation, all segments together. */
  private static final int MOST_IN_PREVIEW = 200_000;

  /** Checks the budget. */
  public SurfaceSettings {
    if (mostTriangles < LEAST) {
      throw new IllegalArgumentException("a budget of " + mostTriangles + " triangles");
    }
  }

  /**
   * To look at: smoothed, and coarser where need be.
   *
   * @param segments how many share the budget, at least 1
   */
  public static SurfaceSettings preview(int segments) {
    if (segments < 1) {
      throw new IllegalArgumentException(segments + " segments");
    }
    return new SurfaceSettings(Math.max(MOST_IN_PREVIEW / segments, 5 * LEAST), true, true);
  }

  /** For files: every voxel as it is, or nothing. */
  public static SurfaceSettings exact() {
    return new SurfaceSettings(MOST_IN_FILE, false, false);
  }

  /** The same, smoothed or not. */
  public SurfaceSettings withSmooth(boolean other) {
    return new SurfaceSettings(mostTriangles, coarser, other);
  }
}
