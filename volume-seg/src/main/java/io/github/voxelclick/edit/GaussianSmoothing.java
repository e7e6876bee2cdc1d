package io.github.voxelclick.edit;

import io.github.voxelclick.distance.AxisPlaces;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Rounds off the surface of a mask. */
public final class GaussianSmoothing {
  /** Means that miss the half by rounding alone count as the half. */
  private static final double HALF = 0.5 - 1e-6;

  private final Mask mask;
  private final VoxelBox box;
  private final GaussianTaps across;
  private final GaussianTaps down;

  private GaussianSmoothing(Mask mask, VoxelBox box, GaussianTaps across, GaussianTaps down) {
    this.mask = mask;
    this.box = box;
    this.across = across;
    this.down = down;
  }

  /**
   * The voxels of the mask's bounding box where the Gaussian mean of the mask is at least a half.
   * Flat surfaces stay where they are; parts thinner than about 1.35 sigma (plates), 2.35 sigma
   * (rods) or 3.1 sigma (balls) vanish, and gaps as narrow close.
   *
   * <p>Beyond the border of the grid, and beyond slices behind which others are missing, the mask
   * counts as going on as it ends there, so that what the field of view cuts does not shrink away
   * from the cut. Where slices are not neighbours in space, each is smoothed by itself. Uneven
   * slices weigh as much as they are thick. The Gaussian ends at 4 sigma.
   *
   * <p>Time grows with the voxels of the box, slab by slab, times the Gaussian's voxels along each
   * axis; memory with the box's slices that one Gaussian spans, 4 bytes per voxel.
   *
   * @param geometry of the mask's grid
   * @param sigmaMm standard deviation, mm along every axis; 0 changes nothing
   */
  public static Mask smoothed(Mask mask, VolumeGeometry geometry, double sigmaMm) {
    Slab.checkSameGrid(mask, geometry);
    if (!(sigmaMm >= 0) || !Double.isFinite(sigmaMm)) {
      throw new IllegalArgumentException("a Gaussian of " + sigmaMm + " mm");
    }
    if (sigmaMm == 0 || mask.isEmpty()) {
      return mask;
    }
    GaussianTaps across = new GaussianTaps(AxisPlaces.of(geometry, SliceAxis.I), i -> 1, sigmaMm);
    GaussianTaps down = new GaussianTaps(AxisPlaces.of(geometry, SliceAxis.J), j -> 1, sigmaMm);
    AxisPlaces slices = AxisPlaces.of(geometry, SliceAxis.K);
    MaskBits out = new MaskBits(mask.size());
    for (Slab slab : Slab.measurable(geometry)) {
      Optional<VoxelBox> box = VoxelBox.of(mask, slab.first(), slab.last());
      if (box.isPresent()) {
        GaussianSmoothing smoothing = new GaussianSmoothing(mask, box.get(), across, down);
        if (slab.isSingle()) {
          smoothing.drawSlice(slab.first(), out);
        } else {
          GaussianTaps along =
              new GaussianTaps(
                  slices.part(slab.first(), slab.last()),
                  k -> geometry.voxelVolumeMm3(slab.first() + k),
                  sigmaMm);
          smoothing.drawSlab(slab.first(), along, out);
        }
      }
    }
    return out.toMask();
  }

  private void drawSlice(int k, MaskBits out) {
    float[] mean = plane(k);
    double[] sums = new double[mean.length];
    add(mean, 1, sums);
    draw(k, sums, out);
  }

  private void drawSlab(int firstOfSlab, GaussianTaps along, MaskBits out) {
    NavigableMap<Integer, float[]> planes = new TreeMap<>();
    for (int k = box.firstK(); k <= box.lastK(); k++) {
      int first = firstOfSlab + along.first(k - firstOfSlab);
      double[] weights = along.weights(k - firstOfSlab);
      planes.headMap(first, false).clear();
      double[] sums = new double[box.columns() * box.rows()];
      for (int n = 0; n < weights.length; n++) {
        int source = first + n;
        if (source >= box.firstK() && source <= box.lastK()) {
          add(planes.computeIfAbsent(source, this::plane), weights[n], sums);
        }
      }
      draw(k, sums, out);
    }
  }

  /** Adds a plane; one of a slice without any voxel has no values. */
  private static void add(float[] plane, double weight, double[] sums) {
    for (int n = 0; n < plane.length; n++) {
      sums[n] += weight * plane[n];
    }
  }

  private void draw(int k, double[] means, MaskBits out) {
    SliceBits bits = out.slice(k);
    for (int j = box.firstJ(), n = 0; j <= box.lastJ(); j++) {
      for (int i = box.firstI(); i <= box.lastI(); i++, n++) {
        if (means[n] >= HALF) {
          bits.set(i, j);
        }
      }
    }
  }

  /** The means within one slice, row by row of the box; none when nothing is set on it. */
  private float[] plane(int k) {
    SliceMask slice = mask.slice(SlicePlane.k(k));
    if (slice.isEmpty()) {
      return new float[0];
    }
    int width = box.columns();
    double[] narrow = new double[width * box.rows()];
    for (int j = 0; j < box.rows(); j++) {
      alongRow(slice, box.firstJ() + j, narrow, j * width);
    }
    float[] means = new float[narrow.length];
    double[] row = new double[width];
    for (int j = 0; j < box.rows(); j++) {
      Arrays.fill(row, 0);
      int first = down.first(box.firstJ() + j);
      double[] weights = down.weights(box.firstJ() + j);
      for (int n = 0; n < weights.length; n++) {
        int source = first + n - box.firstJ();
        if (source >= 0 && source < box.rows()) {
          for (int i = 0; i < width; i++) {
            row[i] += weights[n] * narrow[source * width + i];
          }
        }
      }
      for (int i = 0; i < width; i++) {
        means[j * width + i] = (float) row[i];
      }
    }
    return means;
  }

  private void alongRow(SliceMask slice, int row, double[] out, int to) {
    double[] line = new double[box.columns()];
    boolean any = false;
    for (int i = 0; i < line.length; i++) {
      boolean set = slice.get(box.firstI() + i, row);
      line[i] = set ? 1 : 0;
      any |= set;
    }
    for (int i = 0; any && i < line.length; i++) {
      int first = across.first(box.firstI() + i) - box.firstI();
      double[] weights = across.weights(box.firstI() + i);
      double sum = 0;
      for (int n = Math.max(0, -first); n < weights.length && first + n < line.length; n++) {
        sum += weights[n] * line[first + n];
      }
      out[to + i] = sum;
    }
  }
}
