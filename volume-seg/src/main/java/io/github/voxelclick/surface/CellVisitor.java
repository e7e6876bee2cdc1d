package io.github.voxelclick.surface;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;

/** Sees the cells that the surface of a mask runs through: those with corners in and out. */
@FunctionalInterface
public interface CellVisitor {
  /** Code of cells that are wholly outside. */
  int OUTSIDE = 0;

  /** Code of cells that are wholly inside. */
  int INSIDE = 255;

  /**
   * One cell.
   *
   * @param layer which layer
   * @param i its corners are the columns i − 1 and i, of which the first or last may not exist
   * @param j likewise of rows
   * @param code bit dx + 2 dy + 4 dz tells whether the corner is set, dz being 0 below
   */
  void cell(int layer, int i, int j, int code);

  /** Visits all surface cells of a mask, by ascending layer, then j, then i. */
  static void visit(Mask mask, List<CellLayer> layers, CellVisitor visitor, Progress progress) {
    int columns = mask.size().i();
    int rows = mask.size().j();
    SliceMask none = SliceMask.empty(columns, rows);
    for (int n = 0; n < layers.size(); n++) {
      progress.checkCancelled();
      SliceMask below = slice(mask, layers.get(n).below(), none);
      SliceMask above = slice(mask, layers.get(n).above(), none);
      SliceMask either = below.or(above);
      int layer = n;
      either
          .bounds()
          .ifPresent(
              box ->
                  visit(
                      new Slab(below.toBytes((byte) 1), above.toBytes((byte) 1), columns, rows),
                      box,
                      (i, j, code) -> visitor.cell(layer, i, j, code)));
    }
  }

  private static SliceMask slice(Mask mask, int k, SliceMask none) {
    return k == CellLayer.NONE ? none : mask.slice(SlicePlane.k(k));
  }

  private static void visit(Slab slab, SliceMask.Bounds box, LayerVisitor visitor) {
    for (int j = box.minRow(); j <= box.maxRow() + 1; j++) {
      int left = slab.column(box.minColumn() - 1, j);
      for (int i = box.minColumn(); i <= box.maxColumn() + 1; i++) {
        int right = slab.column(i, j);
        int code = left | right << 1;
        if (code != OUTSIDE && code != INSIDE) {
          visitor.cell(i, j, code);
        }
        left = right;
      }
    }
  }

  /** As {@link CellVisitor}, of one layer. */
  @FunctionalInterface
  interface LayerVisitor {
    /**
     * One cell.
     *
     * @param i as in {@link CellVisitor#cell}
     * @param j as there
     * @param code as there
     */
    void cell(int i, int j, int code);
  }

  /**
   * Two slices, a byte a pixel, 1 where set.
   *
   * @param below lower slice
   * @param above upper slice
   * @param columns of both
   * @param rows of both
   */
  @SuppressWarnings("ArrayRecordComponent") // two buffers side by side, never compared
  record Slab(byte[] below, byte[] above, int columns, int rows) {
    /** The four corners of column i, rows j − 1 and j, as bits 0, 2, 4 and 6. */
    int column(int i, int j) {
      if (i < 0 || i >= columns) {
        return 0;
      }
      int code = 0;
      if (j > 0) {
        int at = (j - 1) * columns + i;
        code = below[at] | above[at] << 4;
      }
      if (j < rows) {
        int at = j * columns + i;
        code |= below[at] << 2 | above[at] << 6;
      }
      return code;
    }
  }
}
