package io.github.voxelclick.plugin.task;

import io.github.voxelclick.edit.BallBrush;
import io.github.voxelclick.edit.DiscBrush;
import io.github.voxelclick.edit.FloodFill;
import io.github.voxelclick.edit.PolygonFill;
import io.github.voxelclick.session.ActionKind;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the drawing tools enter into a session, whether a mouse or a macro line moves them. Each
 * call is one undo step and gives false when nothing changed. Errors as of {@link
 * io.github.voxelclick.session.SegmentTools}; on any thread.
 *
 * @param session of the image
 * @param segment number of the segment that is drawn
 * @param overlap what becomes of voxels that other segments hold
 */
public record Drawing(SegmentationSession session, int segment, Overlap overlap) {
  private VolumeGeometry geometry() {
    return session.volume().geometry();
  }

  /**
   * A brush was drawn over a slice.
   *
   * @param path continuous pixels of the slice, at least one point
   * @param radiusMm above 0
   * @param ball whether it reaches into the neighbouring slices
   * @param paint whether it paints, or erases
   */
  public boolean stroke(
      SlicePlane plane, List<PlanePoint> path, double radiusMm, boolean ball, boolean paint)
      throws SessionException {
    if (ball) {
      Mask stamp = BallBrush.stroke(geometry(), thinned(plane, path, radiusMm), radiusMm);
      return session.tools().drawVoxels(segment, stamp, paint, overlap);
    }
    SliceMask stamp = DiscBrush.stroke(geometry(), plane, path, radiusMm);
    return draw(paint ? ActionKind.BRUSH : ActionKind.ERASE, plane, stamp, paint);
  }

  private double distanceMm(VoxelPoint a, VoxelPoint b) {
    return geometry().toWorld(a).minus(geometry().toWorld(b)).length();
  }

  /** Points that lie close together add nothing but time: a ball's surface is coarser than that. */
  private List<VoxelPoint> thinned(SlicePlane plane, List<PlanePoint> path, double radiusMm) {
    List<VoxelPoint> kept = new ArrayList<>();
    for (int n = 0; n < path.size(); n++) {
      VoxelPoint p = plane.toVoxel(path.get(n));
      boolean far = kept.isEmpty() || distanceMm(kept.get(kept.size() - 1), p) > radiusMm / 4;
      if (far || n == path.size() - 1) {
        kept.add(p);
      }
    }
    return kept;
  }

  /**
   * A polygon was closed.
   *
   * @param corners continuous pixels of the slice, at least three
   * @param paint whether its inside becomes part of the segment, or no longer is
   */
  public boolean polygon(SlicePlane plane, List<PlanePoint> corners, boolean paint)
      throws SessionException {
    GridSize size = geometry().size();
    SliceMask inside =
        PolygonFill.evenOdd(plane.axis().columns(size), plane.axis().rows(size), corners);
    return draw(ActionKind.POLYGON, plane, inside, paint);
  }

  /**
   * Fills the hole at a pixel, or takes away the piece there.
   *
   * @param column of the slice
   * @param row of the slice
   * @return empty when neither a hole nor a piece is there
   */
  public Optional<Boolean> fill(SlicePlane plane, int column, int row) throws SessionException {
    SliceMask before = session.state().present(segment).mask().slice(plane);
    if (before.get(column, row)) {
      SliceMask piece = FloodFill.region(complement(before), column, row);
      return Optional.of(draw(ActionKind.FILL, plane, piece, false));
    }
    Optional<SliceMask> hole = FloodFill.enclosed(before, column, row);
    return hole.isPresent()
        ? Optional.of(draw(ActionKind.FILL, plane, hole.get(), true))
        : Optional.empty();
  }

  private static SliceMask complement(SliceMask mask) {
    return SliceMask.of(mask.columns(), mask.rows(), (c, r) -> !mask.get(c, r));
  }

  private boolean draw(ActionKind kind, SlicePlane plane, SliceMask stamp, boolean paint)
      throws SessionException {
    return session.tools().draw(kind, segment, plane, stamp, paint, overlap);
  }
}
