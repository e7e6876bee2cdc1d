package io.github.voxelclick.session;

/**
 * What becomes of voxels that an action adds to a segment and that others hold. Voxels that the
 * segment held before stay. Locked segments and confirmed slices never change, whatever is chosen.
 * Stored by name: do not rename.
 */
public enum Overlap {
  /** They belong to both: a tumour lies in its organ. */
  ALLOWED,
  /** They are not added: what others hold is not this structure. */
  SPARE_OTHERS,
  /** The others lose them, but for what is locked or confirmed there, which is spared. */
  REPLACE_OTHERS
}
