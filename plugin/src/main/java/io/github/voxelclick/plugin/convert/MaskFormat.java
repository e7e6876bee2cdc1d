package io.github.voxelclick.plugin.convert;

/** What masks can be written as. */
public enum MaskFormat {
  /** DICOM Segmentation, BINARY. */
  SEG,
  /** RT Structure Set. */
  RTSTRUCT,
  /** NIfTI label image with its table of labels. */
  NIFTI
}
