package io.github.voxelclick.plugin.task;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.VoxelPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The same voxels in another order: converters from DICOM to NIfTI may turn the axes of a grid
 * round or exchange them. Where each voxel of one grid is exactly one of the other, a mask is
 * carried over without resampling. Immutable.
 */
public final class GridMatch {
  /** How far a voxel may lie from its partner, in voxels. */
  public static final double TOLERANCE = 0.1;

  private final VolumeGeometry from;
  private final VolumeGeometry to;

  /** Index in {@code from} of voxel (0, 0, 0) of {@code to}, and the steps along its i, j, k. */
  private final VoxelIndex origin;

  private final VoxelIndex[] steps;

  private GridMatch(VolumeGeometry from, VolumeGeometry to, VoxelIndex origin, VoxelIndex[] steps) {
    this.from = from;
    this.to = to;
    this.origin = origin;
    this.steps = steps;
  }

  /**
   * Matches two grids.
   *
   * @param from the grid that masks are on
   * @param to the grid that they are wanted on
   * @throws GeometryException when the grids are not the same voxels, with what was found
   */
  public static GridMatch of(VolumeGeometry from, VolumeGeometry to) throws GeometryException {
    GridSize size = to.size();
    VoxelIndex origin = partner(from, to, new VoxelIndex(0, 0, 0));
    VoxelIndex[] steps = {
      step(from, to, origin, new VoxelIndex(size.i() - 1, 0, 0), size.i() - 1),
      step(from, to, origin, new VoxelIndex(0, size.j() - 1, 0), size.j() - 1),
      step(from, to, origin, new VoxelIndex(0, 0, size.k() - 1), size.k() - 1)
    };
    GridMatch match = new GridMatch(from, to, origin, steps);
    match.requireSameVoxels();
    return match;
  }

  /** The voxel of {@code from} under a voxel of {@code to}. */
  private static VoxelIndex partner(VolumeGeometry from, VolumeGeometry to, VoxelIndex v)
      throws GeometryException {
    VoxelPoint p = from.toVoxel(to.toWorld(v.centre()));
    VoxelIndex nearest = p.nearest();
    double off =
        Math.max(
            Math.abs(p.i() - nearest.i()),
            Math.max(Math.abs(p.j() - nearest.j()), Math.abs(p.k() - nearest.k())));
    if (off > TOLERANCE || !from.size().contains(nearest)) {
      throw new GeometryException(
          String.format(
              java.util.Locale.ROOT,
              "The image and its reference series are not the same voxels: voxel (%d, %d, %d) of"
                  + " the series lies at (%.2f, %.2f, %.2f) of the image, whose size is %s. Give as"
                  + " --reference the series that the image was converted from.",
              v.i(),
              v.j(),
              v.k(),
              p.i(),
              p.j(),
              p.k(),
              from.size()));
    }
    return nearest;
  }

  private static VoxelIndex step(
      VolumeGeometry from, VolumeGeometry to, VoxelIndex origin, VoxelIndex end, int count)
      throws GeometryException {
    if (count == 0) {
      return new VoxelIndex(0, 0, 0);
    }
    VoxelIndex far = partner(from, to, end);
    return new VoxelIndex(
        (far.i() - origin.i()) / count,
        (far.j() - origin.j()) / count,
        (far.k() - origin.k()) / count);
  }

  private void requireSameVoxels() throws GeometryException {
    if (from.size().voxels() != to.size().voxels()) {
      throw new GeometryException(
          "The image and its reference series are not the same voxels: the image has "
              + from.size()
              + ", the series "
              + to.size()
              + ". Give as --reference the series that the image was converted from.");
    }
    GridSize size = to.size();
    for (int k = 0; k < size.k(); k++) { // every slice: uneven ones may differ in the middle only
      for (int j : new int[] {0, size.j() - 1}) {
        for (int i : new int[] {0, size.i() - 1}) {
          VoxelIndex v = new VoxelIndex(i, j, k);
          if (!partner(from, to, v).equals(source(i, j, k))) {
            throw new GeometryException(
                "The image and its reference series are not the same voxels: they differ at voxel "
                    + v
                    + " of the series. Give as --reference the series that the image was converted"
                    + " from.");
          }
        }
      }
    }
  }

  private VoxelIndex source(int i, int j, int k) {
    return new VoxelIndex(
        origin.i() + i * steps[0].i() + j * steps[1].i() + k * steps[2].i(),
        origin.j() + i * steps[0].j() + j * steps[1].j() + k * steps[2].j(),
        origin.k() + i * steps[0].k() + j * steps[1].k() + k * steps[2].k());
  }

  /** The same segmentation on the other grid. */
  public Segmentation carry(Segmentation segmentation) {
    List<Segmentation.Entry> entries = new ArrayList<>();
    for (Segmentation.Entry e : segmentation.entries()) {
      entries.add(new Segmentation.Entry(e.segment(), isIdentity() ? e.mask() : carry(e.mask())));
    }
    return new Segmentation(to, entries);
  }

  private boolean isIdentity() {
    return to.size().equals(from.size())
        && source(0, 0, 0).equals(new VoxelIndex(0, 0, 0))
        && source(1, 2, 3).equals(new VoxelIndex(1, 2, 3));
  }

  private Mask carry(Mask mask) {
    GridSize size = to.size();
    Mask carried = Mask.empty(size);
    if (mask.isEmpty()) {
      return carried;
    }
    SliceMask[] slices = new SliceMask[mask.size().k()];
    for (int k = 0; k < slices.length; k++) {
      slices[k] = mask.slice(SlicePlane.k(k));
    }
    for (int slice = 0; slice < size.k(); slice++) {
      int k = slice;
      carried =
          carried.withSlice(
              SlicePlane.k(k),
              SliceMask.of(
                  size.i(),
                  size.j(),
                  (i, j) -> {
                    VoxelIndex v = source(i, j, k);
                    return slices[v.k()].get(v.i(), v.j());
                  }));
    }
    return carried;
  }
}
