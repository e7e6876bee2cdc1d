package io.github.voxelclick.edit;

import io.github.voxelclick.distance.AxisPlaces;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.List;
import java.util.Optional;

/**
 * Shape-based interpolation (Raya and Udupa, 1990): a pixel between two slices is in where the
 * linear blend of its signed distances to the two outlines is not negative. Signed distance is that
 * to the nearest pixel centre on the other side, mm, positive inside; the blend is linear in the
 * place between the slices. Beyond the border of the slice a mask counts as going on as it ends
 * there, so that what the field of view cuts stays cut.
 *
 * <p>Shapes that lie elsewhere have to move, for the blend of distances to shapes that do not
 * overlap is nothing. So:
 *
 * <ul>
 *   <li>Components (8 neighbours) that overlap, with all that overlap those, are blended together
 *       and apart from the rest. Before, each of the two shapes is moved towards the place that
 *       their centroid has by then, by the share 1 − |A∩B| / min(|A|, |B|) of the way: not at all
 *       when one holds the other, which is the method as published, and nearly all the way when
 *       they barely touch. Nothing jumps in between.
 *   <li>Components that overlap nothing are paired, the nearest centroids first, the {@value
 *       ShapeGroups#MOST_PAIRED} largest of either slice; each pair is moved so that both centroids
 *       lie on the line between them, and blended.
 *   <li>What then is without a partner ends on the way: of it remains what lies deeper inside it
 *       than the other slice's mask is far, both weighted as in the blend.
 * </ul>
 *
 * <p>On slices of the axes i and j, rows are slices of the stack at their real places; rows between
 * which others are missing are interpolated apart. Time and memory grow with the boxes round the
 * components, plus one pass over the slice. Immutable.
 */
public final class ShapeInterpolation {
  private final AxisPlaces columns;
  private final AxisPlaces rows;
  private final List<Slab> slabs;

  private ShapeInterpolation(AxisPlaces columns, AxisPlaces rows, List<Slab> slabs) {
    this.columns = columns;
    this.rows = rows;
    this.slabs = slabs;
  }

  /** For slices of an axis of a grid. */
  public static ShapeInterpolation of(VolumeGeometry geometry, SliceAxis axis) {
    AxisPlaces j = AxisPlaces.of(geometry, SliceAxis.J);
    return new ShapeInterpolation(
        axis == SliceAxis.I ? j : AxisPlaces.of(geometry, SliceAxis.I),
        axis == SliceAxis.K ? j : AxisPlaces.of(geometry, SliceAxis.K),
        axis == SliceAxis.K ? List.of(new Slab(0, j.count() - 1)) : Slab.measurable(geometry));
  }

  /**
   * The mask between two slices of evenly spaced pixels.
   *
   * @param a mask of the first slice
   * @param b mask of the second, of the same size
   * @param t place between them: above 0, where a is, below 1, where b is
   * @param columnMm mm between neighbouring columns
   * @param rowMm mm between neighbouring rows
   * @return empty when a or b is
   */
  public static SliceMask between(
      SliceMask a, SliceMask b, double t, double columnMm, double rowMm) {
    return new ShapeInterpolation(
            AxisPlaces.evenly(a.columns(), columnMm),
            AxisPlaces.evenly(a.rows(), rowMm),
            List.of(new Slab(0, a.rows() - 1)))
        .between(a, b, t);
  }

  /**
   * The mask between two slices.
   *
   * @param a mask of the first slice
   * @param b mask of the second
   * @param t place between them: above 0, where a is, below 1, where b is
   * @return empty when a or b is
   */
  public SliceMask between(SliceMask a, SliceMask b, double t) {
    if (!(t > 0 && t < 1)) {
      throw new IllegalArgumentException("place " + t + " is not between 0 and 1");
    }
    for (SliceMask slice : List.of(a, b)) {
      if (slice.columns() != columns.count() || slice.rows() != rows.count()) {
        throw new IllegalArgumentException(
            slice + " is no slice of " + columns.count() + "x" + rows.count());
      }
    }
    SliceBits out = new SliceBits(columns.count(), rows.count());
    for (Slab slab : slabs) {
      Optional<Shape> ofA = Shape.onRows(a, slab);
      Optional<Shape> ofB = Shape.onRows(b, slab);
      if (ofA.isPresent() && ofB.isPresent()) {
        ShapeBlend blend = new ShapeBlend(columns, rows, slab, t, out);
        ShapeGroups groups = new ShapeGroups(columns, rows, ofA.get(), ofB.get());
        groups.overlapping().forEach(blend::overlapping);
        groups.paired().forEach(blend::apart);
        groups.aloneInA().ifPresent(alone -> blend.vanishing(alone, ofB.get(), 1 - t));
        groups.aloneInB().ifPresent(alone -> blend.vanishing(alone, ofA.get(), t));
      }
    }
    return out.toMask();
  }
}
