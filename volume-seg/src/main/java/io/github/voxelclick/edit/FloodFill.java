package io.github.voxelclick.edit;

import io.github.voxelclick.volume.SliceMask;
import java.util.Optional;

/** Finds what a click into the background of a slice would fill. */
public final class FloodFill {
  private FloodFill() {}

  /**
   * The pixels that are not set and are connected by shared sides (4 neighbours) to a given one,
   * whether or not they reach the border of the slice. Memory and time grow with the slice's rows
   * and runs.
   *
   * @param column of the pixel to start from, on the slice
   * @param row of that pixel
   * @return empty when the pixel is set
   * @throws IllegalArgumentException when the pixel lies outside
   */
  public static SliceMask region(SliceMask mask, int column, int row) {
    if (mask.get(column, row)) {
      return SliceMask.empty(mask.columns(), mask.rows());
    }
    SliceMask.Bounds all = new SliceMask.Bounds(0, 0, mask.columns() - 1, mask.rows() - 1);
    Runs runs = Runs.of(mask, all, false, false);
    return group(mask, runs, runs.root(runs.at(column, row)));
  }

  /**
   * As {@link #region}, of a region that the mask encloses.
   *
   * @return no slice when the pixel is set, or when the region reaches the border of the slice:
   *     then the outline has a gap and filling would flood the slice
   * @throws IllegalArgumentException when the pixel lies outside
   */
  public static Optional<SliceMask> enclosed(SliceMask mask, int column, int row) {
    Optional<SliceMask.Bounds> bounds = mask.bounds();
    if (mask.get(column, row) || bounds.isEmpty()) {
      return Optional.empty();
    }
    Runs runs = Runs.of(mask, bounds.get(), false, false);
    int start = runs.at(column, row);
    if (start < 0) {
      return Optional.empty();
    }
    int root = runs.root(start);
    for (int run = 0; run < runs.count(); run++) {
      if (runs.touchesWindow(run) && runs.root(run) == root) {
        return Optional.empty();
      }
    }
    return Optional.of(group(mask, runs, root));
  }

  private static SliceMask group(SliceMask mask, Runs runs, int root) {
    SliceBits bits = new SliceBits(mask.columns(), mask.rows());
    for (int run = 0; run < runs.count(); run++) {
      if (runs.root(run) == root) {
        bits.setRun(runs.row(run), runs.start(run), runs.end(run));
      }
    }
    return bits.toMask();
  }
}
