package io.github.voxelclick.plugin.convert;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import java.util.ArrayList;
import java.util.List;

/** Masks on another grid, by the nearest voxel. Stateless. */
final class GridResampler {
  private static final int OUTSIDE = -1;

  private GridResampler() {}

  /** A voxel belongs to a segment when the voxel of the old grid that holds its centre does. */
  static Segmentation nearest(Segmentation segmentation, VolumeGeometry to) {
    VolumeGeometry from = segmentation.geometry();
    GridSize size = to.size();
    List<SliceMask[]> old = new ArrayList<>();
    List<Mask> resampled = new ArrayList<>();
    for (Segmentation.Entry entry : segmentation.entries()) {
      SliceMask[] slices = new SliceMask[from.size().k()];
      for (int k = 0; k < slices.length; k++) {
        slices[k] = entry.mask().slice(SlicePlane.k(k));
      }
      old.add(slices);
      resampled.add(Mask.empty(size));
    }
    for (int k = 0; k < size.k(); k++) {
      long[] partners = partners(from, to, k);
      int row = from.size().i();
      for (int n = 0; n < old.size(); n++) {
        SliceMask[] slices = old.get(n);
        SliceMask bits =
            SliceMask.of(
                size.i(),
                size.j(),
                (i, j) -> {
                  long at = partners[j * size.i() + i];
                  return at != OUTSIDE && isSet(slices, at, row);
                });
        resampled.set(n, resampled.get(n).withSlice(SlicePlane.k(k), bits));
      }
    }
    List<Segmentation.Entry> entries = new ArrayList<>();
    for (int n = 0; n < resampled.size(); n++) {
      entries.add(
          new Segmentation.Entry(segmentation.entries().get(n).segment(), resampled.get(n)));
    }
    return new Segmentation(to, entries);
  }

  private static boolean isSet(SliceMask[] slices, long at, int columns) {
    int perSlice = columns * slices[0].rows();
    int inSlice = (int) (at % perSlice);
    return slices[(int) (at / perSlice)].get(inSlice % columns, inSlice / columns);
  }

  /** For each pixel of slice k the voxel of the old grid, counted through the whole grid. */
  private static long[] partners(VolumeGeometry from, VolumeGeometry to, int k) {
    GridSize size = to.size();
    long[] partners = new long[size.voxelsPerSlice()];
    int at = 0;
    for (int j = 0; j < size.j(); j++) {
      for (int i = 0; i < size.i(); i++) {
        VoxelIndex v = from.toVoxel(to.toWorld(new VoxelIndex(i, j, k).centre())).nearest();
        partners[at++] =
            from.size().contains(v)
                ? ((long) v.k() * from.size().j() + v.j()) * from.size().i() + v.i()
                : OUTSIDE;
      }
    }
    return partners;
  }
}
