package io.github.voxelclick.session;

/** How the mask on a slice came about last. Stored by name: do not rename. */
public enum SliceOrigin {
  /** A model answered prompts on this slice. */
  PROMPTED,
  /** A person drew it, or copied it from another slice. */
  DRAWN,
  /** It was carried here from other slices by a model. */
  CARRIED,
  /** It was interpolated between other slices, without a model. */
  INTERPOLATED
}
