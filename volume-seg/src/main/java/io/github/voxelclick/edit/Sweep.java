package io.github.voxelclick.edit;

import io.github.voxelclick.distance.AxisPlaces;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import java.util.List;

/**
 * A ball swept along a polyline, in mm. It never reaches across slices between which others are
 * missing: a leg of the line from one slab to another paints at its two ends alone. Where slices
 * are not neighbours in space, each point paints on its nearest slice only.
 */
final class Sweep {
  /** What rounding may add to a squared distance, as a share of the squared radius. */
  private static final double ROUNDING = 1e-9;

  private static final int MOST_PIECES = 1 << 16;

  private final AxisPlaces columns;
  private final AxisPlaces rows;
  private final AxisPlaces slices;
  private final List<Slab> slabs;
  private final boolean flat;
  private final double radiusMm;

  /** Takes a voxel that is painted, possibly more than once. */
  @FunctionalInterface
  interface VoxelSink {
    /** The voxel is painted. */
    void paint(int i, int j, int k);
  }

  /** A point in mm along the axes. */
  private record Place(double x, double y, double z) {}

  Sweep(VolumeGeometry geometry, double radiusMm) {
    if (!(radiusMm > 0) || !Double.isFinite(radiusMm)) {
      throw new IllegalArgumentException("a brush of radius " + radiusMm + " mm");
    }
    this.columns = AxisPlaces.of(geometry, SliceAxis.I);
    this.rows = AxisPlaces.of(geometry, SliceAxis.J);
    this.slices = AxisPlaces.of(geometry, SliceAxis.K);
    this.slabs = Slab.measurable(geometry);
    this.flat = geometry.relation() != SliceRelation.SPATIAL;
    this.radiusMm = radiusMm;
  }

  /** Paints along a path, inside a box of the grid. */
  void along(List<VoxelPoint> path, VoxelBox within, VoxelSink sink) {
    for (int n = 0; n < path.size(); n++) {
      VoxelPoint to = path.get(n);
      if (!Double.isFinite(to.i()) || !Double.isFinite(to.j()) || !Double.isFinite(to.k())) {
        throw new IllegalArgumentException("a path through " + to);
      }
      VoxelPoint from = n == 0 ? to : path.get(n - 1);
      Slab slab = slab(to);
      if (slab(from).equals(slab)) {
        leg(from, to, slab, within, sink);
      } else {
        leg(to, to, slab, within, sink);
      }
    }
  }

  /** The slab of the nearest slice. */
  private Slab slab(VoxelPoint p) {
    double nearest = Math.min(Math.max(Math.floor(p.k() + 0.5), 0), slices.count() - 1);
    int low = 0;
    int high = slabs.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (slabs.get(middle).last() < nearest) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return slabs.get(low);
  }

  private void leg(VoxelPoint from, VoxelPoint to, Slab slab, VoxelBox within, VoxelSink sink) {
    if (flat && !(to.k() >= -0.5 && to.k() < slices.count() - 0.5)) {
      return; // above or below all slices, and how far nobody knows
    }
    Place a = place(from, slab);
    Place b = place(to, slab);
    double length = Math.sqrt(square(b.x - a.x) + square(b.y - a.y) + square(b.z - a.z));
    // Boxes round short pieces hold few voxels that are not painted.
    double steps = Math.ceil(length / (2 * radiusMm + columns.at(1)));
    int pieces = (int) Math.min(Math.max(1, steps), MOST_PIECES);
    for (int n = 0; n < pieces; n++) {
      VoxelBox box =
          box(part(a, b, n / (double) pieces), part(a, b, (n + 1) / (double) pieces), slab, within);
      paint(a, b, box, sink);
    }
  }

  private Place place(VoxelPoint p, Slab slab) {
    double z = flat ? slices.at(slab.first()) : slices.at(p.k());
    return new Place(columns.at(p.i()), rows.at(p.j()), z);
  }

  private static Place part(Place a, Place b, double share) {
    return new Place(
        a.x + share * (b.x - a.x), a.y + share * (b.y - a.y), a.z + share * (b.z - a.z));
  }

  private static double square(double a) {
    return a * a;
  }

  /** The voxels of the slab and the limits that may lie near a piece of a leg. */
  private VoxelBox box(Place a, Place b, Slab slab, VoxelBox limits) {
    double reach = radiusMm * (1 + ROUNDING);
    int firstK = Math.max(slab.first(), limits.firstK());
    int lastK = Math.min(slab.last(), limits.lastK());
    return new VoxelBox(
        Math.max(limits.firstI(), columns.firstFrom(Math.min(a.x, b.x) - reach)),
        Math.min(limits.lastI(), columns.lastUpTo(Math.max(a.x, b.x) + reach)),
        Math.max(limits.firstJ(), rows.firstFrom(Math.min(a.y, b.y) - reach)),
        Math.min(limits.lastJ(), rows.lastUpTo(Math.max(a.y, b.y) + reach)),
        Math.max(firstK, slices.firstFrom(Math.min(a.z, b.z) - reach)),
        Math.min(lastK, slices.lastUpTo(Math.max(a.z, b.z) + reach)));
  }

  /** Paints the voxels of a box that lie within the radius of a leg. */
  private void paint(Place a, Place b, VoxelBox box, VoxelSink sink) {
    if (box.firstI() > box.lastI()) {
      return;
    }
    double[] acrossMm = columns.range(box.firstI(), box.lastI());
    double legX = b.x - a.x;
    double legY = b.y - a.y;
    double legZ = b.z - a.z;
    double length2 = legX * legX + legY * legY + legZ * legZ;
    double most = radiusMm * radiusMm * (1 + ROUNDING);
    for (int k = box.firstK(); k <= box.lastK(); k++) {
      double z = slices.at(k) - a.z;
      for (int j = box.firstJ(); j <= box.lastJ(); j++) {
        double y = rows.at(j) - a.y;
        for (int i = box.firstI(); i <= box.lastI(); i++) {
          double x = acrossMm[i - box.firstI()] - a.x;
          double share = length2 == 0 ? 0 : (x * legX + y * legY + z * legZ) / length2;
          double t = Math.min(Math.max(share, 0), 1);
          if (square(x - t * legX) + square(y - t * legY) + square(z - t * legZ) <= most) {
            sink.paint(i, j, k);
          }
        }
      }
    }
  }
}
