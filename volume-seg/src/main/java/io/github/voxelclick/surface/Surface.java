package io.github.voxelclick.surface;

/**
 * A mesh and how true to the mask it is.
 *
 * @param mesh closed; without triangles for an empty mask
 * @param columns how many columns of the mask were taken together, 1 for a mesh of the mask itself
 * @param rows likewise rows
 * @param slices likewise slices
 */
public record Surface(Mesh mesh, int columns, int rows, int slices) {
  /** Whether the mesh is that of a coarser mask. */
  public boolean isCoarse() {
    return columns > 1 || rows > 1 || slices > 1;
  }
}
