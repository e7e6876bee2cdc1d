package io.github.voxelclick.edit;

import io.github.voxelclick.distance.AxisPlaces;
import io.github.voxelclick.distance.DistanceField;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Grows and shrinks masks by a distance in mm, exact and Euclidean between voxel centres (to one
 * part in a million), with slices at their real places. Neither reaches across slices between which
 * others are missing; where slices are not neighbours in space, each is treated by itself. A
 * distance below that of neighbouring centres changes nothing.
 *
 * <p>Works through the stack in chunks: memory is bounded by the larger of 64 MB and what three
 * times the distance along the stack takes (4 bytes per voxel of the box round what is set there);
 * time grows with the boxes.
 */
public final class Margin {
  /** What a squared distance may be off by: it is rounded to a float. */
  private static final double ROUNDING = 1e-6;

  /** Voxels of a distance field that is fine to hold. */
  private static final int CHUNK_VOXELS = 1 << 24;

  private final Mask mask;
  private final SortedSet<Integer> occupied;
  private final AxisPlaces columns;
  private final AxisPlaces rows;
  private final AxisPlaces slices;
  private final List<Slab> slabs;
  private final double mm;
  private final long chunkVoxels;
  private final MaskBits out;

  private Margin(Mask mask, VolumeGeometry geometry, double mm, long chunkVoxels) {
    Slab.checkSameGrid(mask, geometry);
    if (!(mm >= 0) || !Double.isFinite(mm)) {
      throw new IllegalArgumentException("a margin of " + mm + " mm");
    }
    this.mask = mask;
    this.occupied = mask.occupiedSlices();
    this.columns = AxisPlaces.of(geometry, SliceAxis.I);
    this.rows = AxisPlaces.of(geometry, SliceAxis.J);
    this.slices = AxisPlaces.of(geometry, SliceAxis.K);
    this.slabs = Slab.measurable(geometry);
    this.mm = mm;
    this.chunkVoxels = chunkVoxels;
    this.out = new MaskBits(mask.size());
  }

  /**
   * The voxels at most so far from one that is set. What lies beyond the grid is cut off.
   *
   * @param geometry of the mask's grid
   * @param mm 0 or more
   */
  public static Mask grow(Mask mask, VolumeGeometry geometry, double mm) {
    return grow(mask, geometry, mm, CHUNK_VOXELS);
  }

  /**
   * The voxels of a mask that are farther than this from every voxel that is not set. The border of
   * the grid, and slices beyond which others are missing, do not count as background: a structure
   * that the field of view cuts does not shrink away from the cut.
   *
   * @param geometry of the mask's grid
   * @param mm 0 or more
   */
  public static Mask shrink(Mask mask, VolumeGeometry geometry, double mm) {
    return shrink(mask, geometry, mm, CHUNK_VOXELS);
  }

  static Mask grow(Mask mask, VolumeGeometry geometry, double mm, long chunkVoxels) {
    Margin margin = new Margin(mask, geometry, mm, chunkVoxels);
    margin.inChunks(margin::growChunk);
    return mask.or(margin.out.toMask());
  }

  static Mask shrink(Mask mask, VolumeGeometry geometry, double mm, long chunkVoxels) {
    Margin margin = new Margin(mask, geometry, mm, chunkVoxels);
    margin.inChunks(margin::shrinkChunk);
    return mask.and(margin.out.toMask());
  }

  /** Works on a few slices. */
  @FunctionalInterface
  private interface ChunkWork {
    /**
     * Draws some slices.
     *
     * @param chunk the slices to draw
     * @param seen columns and rows of the box round what is set on the slices that matter to the
     *     chunk, and these slices
     */
    void draw(Slab chunk, VoxelBox seen);
  }

  private void inChunks(ChunkWork work) {
    for (Slab slab : slabs) {
      Optional<VoxelBox> found = VoxelBox.of(mask, slab.first(), slab.last());
      if (found.isEmpty()) {
        continue;
      }
      int first = reachBelow(found.get().firstK(), slab);
      int last = reachAbove(found.get().lastK(), slab);
      int length = chunkLength(found.get(), slab);
      for (int from = first; from <= last; from += length) {
        Slab chunk = new Slab(from, Math.min(last, from + length - 1));
        Slab seen = new Slab(reachBelow(chunk.first(), slab), reachAbove(chunk.last(), slab));
        VoxelBox.of(mask, occupied.subSet(seen.first(), seen.last() + 1))
            .ifPresent(box -> work.draw(chunk, box.onSlices(seen)));
      }
    }
  }

  /** How many slices at a time: what fits, and no less than what must be seen beside them. */
  private int chunkLength(VoxelBox box, Slab slab) {
    int halo = 0;
    for (int k = slab.first(); k <= slab.last(); k++) {
      halo = Math.max(halo, reachAbove(k, slab) - k);
    }
    long area = (long) grown(box).columns() * grown(box).rows();
    return (int)
        Math.min(box.slices() + 2L * halo, Math.max(halo + 1, chunkVoxels / area - 2L * halo));
  }

  /** The first slice of the slab within the distance of a slice. */
  private int reachBelow(int k, Slab slab) {
    return Math.max(slab.first(), slices.firstFrom(slices.at(k) - mm * (1 + ROUNDING)));
  }

  private int reachAbove(int k, Slab slab) {
    return Math.min(slab.last(), slices.lastUpTo(slices.at(k) + mm * (1 + ROUNDING)));
  }

  /** The box with the distance more of columns and rows, cut at the grid. */
  private VoxelBox grown(VoxelBox box) {
    double reach = mm * (1 + ROUNDING);
    return new VoxelBox(
        columns.firstFrom(columns.at(box.firstI()) - reach),
        columns.lastUpTo(columns.at(box.lastI()) + reach),
        rows.firstFrom(rows.at(box.firstJ()) - reach),
        rows.lastUpTo(rows.at(box.lastJ()) + reach),
        box.firstK(),
        box.lastK());
  }

  private void growChunk(Slab chunk, VoxelBox seen) {
    VoxelBox box = grown(seen);
    float[] squared = squared(box, true);
    draw(chunk, box, n -> squared[n] <= mm * mm * (1 + ROUNDING));
  }

  private void shrinkChunk(Slab chunk, VoxelBox seen) {
    // The nearest background is never farther than one voxel out of the box round what is set.
    VoxelBox box =
        new VoxelBox(
            Math.max(0, seen.firstI() - 1),
            Math.min(columns.count() - 1, seen.lastI() + 1),
            Math.max(0, seen.firstJ() - 1),
            Math.min(rows.count() - 1, seen.lastJ() + 1),
            seen.firstK(),
            seen.lastK());
    float[] squared = squared(box, false);
    draw(chunk, box, n -> squared[n] > mm * mm * (1 + ROUNDING));
  }

  /** Squared mm to the nearest voxel of the box that is set, or that is not. */
  private float[] squared(VoxelBox box, boolean set) {
    SliceMask[] stack = new SliceMask[box.slices()];
    for (int k = 0; k < stack.length; k++) {
      stack[k] = mask.slice(SlicePlane.k(box.firstK() + k));
    }
    return DistanceField.squaredMm(
        columns.range(box.firstI(), box.lastI()),
        rows.range(box.firstJ(), box.lastJ()),
        slices.range(box.firstK(), box.lastK()),
        (i, j, k) -> stack[k].get(box.firstI() + i, box.firstJ() + j) == set);
  }

  /** Whether a voxel of a box is drawn. */
  @FunctionalInterface
  private interface OffsetTest {
    /**
     * Whether it is.
     *
     * @param offset of the voxel in the box, i fastest, then j, then k
     */
    boolean test(int offset);
  }

  private void draw(Slab chunk, VoxelBox box, OffsetTest test) {
    for (int k = chunk.first(); k <= chunk.last(); k++) {
      SliceBits bits = out.slice(k);
      int n = (k - box.firstK()) * box.rows() * box.columns();
      for (int j = box.firstJ(); j <= box.lastJ(); j++) {
        for (int i = box.firstI(); i <= box.lastI(); i++, n++) {
          if (test.test(n)) {
            bits.set(i, j);
          }
        }
      }
    }
  }
}
