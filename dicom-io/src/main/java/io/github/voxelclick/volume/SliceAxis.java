package io.github.voxelclick.volume;

/**
 * The axis of the grid along which slices are stacked. A slice of constant k has i as column and j
 * as row; of constant j: i and k; of constant i: j and k.
 */
public enum SliceAxis {
  /** Slices of constant i; column j, row k. */
  I,
  /** Slices of constant j; column i, row k. */
  J,
  /** Slices of constant k, those that were acquired; column i, row j. */
  K;

  /** How many columns a slice of this axis has. */
  public int columns(GridSize size) {
    return this == I ? size.j() : size.i();
  }

  /** How many rows a slice of this axis has. */
  public int rows(GridSize size) {
    return this == K ? size.j() : size.k();
  }

  /** How many slices this axis has. */
  public int slices(GridSize size) {
    return switch (this) {
      case I -> size.i();
      case J -> size.j();
      case K -> size.k();
    };
  }
}
