package io.github.voxelclick.surface;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A mask on blocks of its grid's voxels; a block is set when at least half of it is. Slices are
 * taken together only where all are evenly spaced and none is missing.
 */
final class CoarseGrid {
  private final Mask finest;
  private final VolumeGeometry finestGeometry;
  private final Mask mask;
  private final VolumeGeometry geometry;
  private final int[] block;

  private CoarseGrid(
      Mask finest, VolumeGeometry finestGeometry, Mask mask, VolumeGeometry geometry, int[] block) {
    this.finest = finest;
    this.finestGeometry = finestGeometry;
    this.mask = mask;
    this.geometry = geometry;
    this.block = block;
  }

  /** The mask itself. */
  static CoarseGrid finest(Mask mask, VolumeGeometry geometry) {
    return new CoarseGrid(mask, geometry, mask, geometry, new int[] {1, 1, 1});
  }

  Mask mask() {
    return mask;
  }

  VolumeGeometry geometry() {
    return geometry;
  }

  int columns() {
    return block[0];
  }

  int rows() {
    return block[1];
  }

  int slices() {
    return block[2];
  }

  /**
   * The first mask on larger blocks, as near to cubes as they can be.
   *
   * @param factor about how much smaller the surface's triangles have to be in number; above 1
   */
  CoarseGrid coarser(double factor, Progress progress) throws GeometryException {
    int[] larger = block.clone();
    // Triangles go with the area, voxels with the volume.
    double voxels = Math.pow(factor, 1.5) * block[0] * block[1] * block[2];
    do {
      larger[shortest(larger)]++;
    } while ((double) larger[0] * larger[1] * larger[2] < voxels && !isOneVoxel(larger));
    GridSize size =
        new GridSize(
            blocks(finest.size().i(), larger[0]),
            blocks(finest.size().j(), larger[1]),
            blocks(finest.size().k(), larger[2]));
    return new CoarseGrid(
        finest, finestGeometry, mask(size, larger, progress), geometry(size, larger), larger);
  }

  /** The axis along which blocks of this size are shortest in mm. */
  private int shortest(int[] of) {
    double[] spacing = finestGeometry.spacingMm();
    int best = -1;
    for (int axis = 0; axis < (isEven() ? 3 : 2); axis++) {
      if (of[axis] < count(axis)
          && (best < 0 || spacing[axis] * of[axis] < spacing[best] * of[best])) {
        best = axis;
      }
    }
    if (best < 0) {
      throw new IllegalStateException("no larger blocks in " + finest.size());
    }
    return best;
  }

  private boolean isOneVoxel(int[] larger) {
    return larger[0] >= count(0) && larger[1] >= count(1) && (!isEven() || larger[2] >= count(2));
  }

  private int count(int axis) {
    GridSize size = finest.size();
    return axis == 0 ? size.i() : axis == 1 ? size.j() : size.k();
  }

  private boolean isEven() {
    return finestGeometry.isRegular() && gaps().isEmpty();
  }

  private Set<Integer> gaps() {
    Set<Integer> gaps = new TreeSet<>();
    for (int k = 0; k < finest.size().k() - 1; k++) {
      if (finestGeometry.gapAfter(k)) {
        gaps.add(k);
      }
    }
    return gaps;
  }

  private static int blocks(int count, int block) {
    return (count + block - 1) / block;
  }

  private Mask mask(GridSize size, int[] larger, Progress progress) {
    Map<Integer, SliceMask> slices = new HashMap<>();
    long voxels = (long) larger[0] * larger[1] * larger[2];
    int[] set = new int[size.i() * size.j()];
    for (int k = 0; k < size.k(); k++) {
      progress.checkCancelled();
      boolean any = false;
      for (int n = k * larger[2]; n < Math.min((k + 1) * larger[2], finest.size().k()); n++) {
        SliceMask slice = finest.slice(SlicePlane.k(n));
        any |= !slice.isEmpty();
        slice.forEachSet(
            at ->
                set[
                    at % slice.columns() / larger[0]
                        + size.i() * (at / slice.columns() / larger[1])]++);
      }
      if (any) {
        slices.put(
            k, SliceMask.of(size.i(), size.j(), (i, j) -> 2L * set[j * size.i() + i] >= voxels));
        Arrays.fill(set, 0);
      }
    }
    return Mask.of(size, slices);
  }

  private VolumeGeometry geometry(GridSize size, int[] larger) throws GeometryException {
    Affine fine = finestGeometry.indexToLps();
    WorldPoint i = fine.step(0).times(larger[0]);
    WorldPoint j = fine.step(1).times(larger[1]);
    double middleI = (larger[0] - 1) / 2.0;
    double middleJ = (larger[1] - 1) / 2.0;
    if (finestGeometry.isRegular()) {
      WorldPoint origin = fine.toWorld(new VoxelPoint(middleI, middleJ, (larger[2] - 1) / 2.0));
      return VolumeGeometry.regular(
              size,
              Affine.ofColumns(i, j, fine.step(2).times(larger[2]), origin),
              finestGeometry.frameOfReferenceUid())
          .withGapsAfter(gaps());
    }
    List<WorldPoint> places = new ArrayList<>();
    for (int k = 0; k < size.k(); k++) {
      places.add(finestGeometry.toWorld(new VoxelPoint(middleI, middleJ, k)));
    }
    return VolumeGeometry.ofSlices(size, i, j, places, finestGeometry.frameOfReferenceUid())
        .withGapsAfter(gaps());
  }
}
