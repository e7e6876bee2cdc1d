package io.github.voxelclick.edit;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.BitSet;
import java.util.Optional;

/**
 * Fills what a mask encloses. What reaches the border of the grid, or slices beyond which others
 * are missing, is open and stays as it is: nobody knows whether it closes behind. Memory and time
 * grow with the box round what is set, slab by slab, and the runs in it.
 */
public final class Holes {
  private Holes() {}

  /**
   * Fills cavities: background that is not connected by shared sides (6 neighbours) to the border
   * of the mask's bounding box. A slice that hangs together with no other is filled as a plane, as
   * by {@link #filledOnSlices}; so are all slices where they are unrelated.
   *
   * @param geometry of the mask's grid: where slices are missing
   * @return the mask and its cavities; slices without any are shared
   */
  public static Mask filled(Mask mask, VolumeGeometry geometry) {
    Slab.checkSameGrid(mask, geometry);
    MaskBits holes = new MaskBits(mask.size());
    for (Slab slab : Slab.connected(geometry)) {
      Optional<VoxelBox> found = VoxelBox.of(mask, slab.first(), slab.last());
      if (found.isPresent()) {
        VoxelBox box = found.get();
        Runs runs = new Runs(box.window(), false, false);
        for (int k = box.firstK(); k <= box.lastK(); k++) {
          runs.add(k, mask.slice(SlicePlane.k(k)), k > box.firstK());
        }
        BitSet open = openGroups(runs);
        for (int run = 0; run < runs.count(); run++) {
          int k = runs.slice(run);
          if (!slab.isSingle() && (k == box.firstK() || k == box.lastK())) {
            open.set(runs.root(run));
          }
        }
        for (int run = 0; run < runs.count(); run++) {
          if (!open.get(runs.root(run))) {
            holes.slice(runs.slice(run)).setRun(runs.row(run), runs.start(run), runs.end(run));
          }
        }
      }
    }
    return mask.or(holes.toMask());
  }

  /**
   * Fills holes slice by slice: background that is not connected by shared sides (4 neighbours) to
   * the border of the bounding box of what is set on the slice. On slices of the axes i and j, rows
   * are slices of the stack: a hole never reaches across rows between which others are missing.
   *
   * @param geometry of the mask's grid
   * @param axis whose slices to fill
   * @return the mask and its holes; slices of constant k without any are shared
   */
  public static Mask filledOnSlices(Mask mask, VolumeGeometry geometry, SliceAxis axis) {
    Slab.checkSameGrid(mask, geometry);
    MaskBits holes = new MaskBits(mask.size());
    if (axis == SliceAxis.K) {
      for (int k : mask.occupiedSlices()) {
        forEachHole(
            mask.slice(SlicePlane.k(k)),
            (row, start, end) -> holes.slice(k).setRun(row, start, end));
      }
    } else {
      for (Slab slab : Slab.connected(geometry)) {
        VoxelBox.of(mask, slab.first(), slab.last()).ifPresent(b -> across(mask, b, axis, holes));
      }
    }
    return mask.or(holes.toMask());
  }

  /** The holes on the slices of axis i or j of a box; rows are its slices of constant k. */
  private static void across(Mask mask, VoxelBox box, SliceAxis axis, MaskBits holes) {
    SliceMask[] stack = new SliceMask[box.slices()];
    for (int n = 0; n < stack.length; n++) {
      stack[n] = mask.slice(SlicePlane.k(box.firstK() + n));
    }
    boolean alongJ = axis == SliceAxis.I;
    int firstColumn = alongJ ? box.firstJ() : box.firstI();
    int columns = alongJ ? box.rows() : box.columns();
    int last = alongJ ? box.lastI() : box.lastJ();
    for (int at = alongJ ? box.firstI() : box.firstJ(); at <= last; at++) {
      int plane = at;
      SliceMask slice =
          SliceMask.of(
              columns,
              stack.length,
              (c, r) ->
                  alongJ
                      ? stack[r].get(plane, firstColumn + c)
                      : stack[r].get(firstColumn + c, plane));
      forEachHole(
          slice,
          (row, start, end) -> {
            SliceBits bits = holes.slice(box.firstK() + row);
            for (int c = firstColumn + start; c < firstColumn + end; c++) {
              bits.set(alongJ ? plane : c, alongJ ? c : plane);
            }
          });
    }
  }

  /** Takes a run of pixels. */
  @FunctionalInterface
  private interface RunVisitor {
    /** Columns from {@code start} to before {@code end}. */
    void visit(int row, int start, int end);
  }

  private static void forEachHole(SliceMask slice, RunVisitor visitor) {
    Optional<SliceMask.Bounds> bounds = slice.bounds();
    if (bounds.isEmpty()) {
      return;
    }
    Runs runs = Runs.of(slice, bounds.get(), false, false);
    BitSet open = openGroups(runs);
    for (int run = 0; run < runs.count(); run++) {
      if (!open.get(runs.root(run))) {
        visitor.visit(runs.row(run), runs.start(run), runs.end(run));
      }
    }
  }

  /** By first run the groups that reach the sides of the window. */
  private static BitSet openGroups(Runs runs) {
    BitSet open = new BitSet(runs.count());
    for (int run = 0; run < runs.count(); run++) {
      if (runs.touchesWindow(run)) {
        open.set(runs.root(run));
      }
    }
    return open;
  }
}
