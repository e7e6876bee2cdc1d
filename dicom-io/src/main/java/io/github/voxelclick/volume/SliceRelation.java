package io.github.voxelclick.volume;

/** What neighbouring slices of constant k are to each other. */
public enum SliceRelation {
  /** Parallel planes, one beside the other in the patient: the grid is a volume. */
  SPATIAL,
  /** Pictures of one view, one after the other, as the frames of an ultrasound loop. */
  TEMPORAL,
  /** Pictures that have nothing to do with each other but their size, as pages of a book. */
  UNRELATED
}
