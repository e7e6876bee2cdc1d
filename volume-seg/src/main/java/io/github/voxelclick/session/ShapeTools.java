package io.github.voxelclick.session;

import io.github.voxelclick.edit.Components;
import io.github.voxelclick.edit.GaussianSmoothing;
import io.github.voxelclick.edit.Holes;
import io.github.voxelclick.edit.Margin;
import io.github.voxelclick.edit.Threshold;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.Map;

/**
 * What changes the shape of a whole segment at once. Each is one undo step, spares confirmed slices
 * and answers prompts that wait first, so it blocks and belongs on a background thread; each gives
 * false when nothing changed. Errors and threads as of {@link SegmentTools#edit}.
 */
public final class ShapeTools {
  private final SegmentTools tools;
  private final SegmentationSession session;

  ShapeTools(SegmentationSession session, SegmentTools tools) {
    this.session = session;
    this.tools = tools;
  }

  private VolumeGeometry geometry() {
    return session.volume().geometry();
  }

  /**
   * Smooths the surface, see {@link GaussianSmoothing}.
   *
   * @param sigmaMm standard deviation, mm
   */
  public boolean smooth(int segment, double sigmaMm, Overlap overlap, Progress progress)
      throws VolumeException {
    return tools.edit(
        ActionKind.SMOOTH,
        segment,
        Map.of("sigmaMm", Double.toString(sigmaMm)),
        overlap,
        (mask, p) -> GaussianSmoothing.smoothed(mask, geometry(), sigmaMm),
        progress);
  }

  /** Removes all components but the largest, see {@link Components#keepLargest}. */
  public boolean keepLargest(int segment, Progress progress) throws VolumeException {
    return tools.edit(
        ActionKind.KEEP_LARGEST,
        segment,
        Map.of(),
        Overlap.ALLOWED,
        (mask, p) -> Components.keepLargest(mask, geometry()),
        progress);
  }

  /** Fills cavities, see {@link Holes#filled}. */
  public boolean fillHoles(int segment, Overlap overlap, Progress progress) throws VolumeException {
    return tools.edit(
        ActionKind.FILL_HOLES,
        segment,
        Map.of(),
        overlap,
        (mask, p) -> Holes.filled(mask, geometry()),
        progress);
  }

  /**
   * Removes voxels outside a range, see {@link Threshold}.
   *
   * @param low modality value, for CT in HU
   * @param high not below {@code low}
   */
  public boolean threshold(int segment, double low, double high, Progress progress)
      throws VolumeException {
    return tools.edit(
        ActionKind.THRESHOLD,
        segment,
        Map.of("low", Double.toString(low), "high", Double.toString(high)),
        Overlap.ALLOWED,
        (mask, p) -> Threshold.within(mask, session.volume(), low, high),
        progress);
  }

  /**
   * Moves the surface outwards, see {@link Margin#grow}.
   *
   * @param mm 0 or more
   */
  public boolean grow(int segment, double mm, Overlap overlap, Progress progress)
      throws VolumeException {
    return tools.edit(
        ActionKind.GROW,
        segment,
        Map.of("mm", Double.toString(mm)),
        overlap,
        (mask, p) -> Margin.grow(mask, geometry(), mm),
        progress);
  }

  /**
   * Moves the surface inwards, see {@link Margin#shrink}.
   *
   * @param mm 0 or more
   */
  public boolean shrink(int segment, double mm, Progress progress) throws VolumeException {
    return tools.edit(
        ActionKind.SHRINK,
        segment,
        Map.of("mm", Double.toString(mm)),
        Overlap.ALLOWED,
        (mask, p) -> Margin.shrink(mask, geometry(), mm),
        progress);
  }
}
