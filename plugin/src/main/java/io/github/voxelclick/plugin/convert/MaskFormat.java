package io.github.voxelclick.plugin.convert;

/** What masks can be written as. */
public enum MaskFormat {
  /** DICOM Segmentation, BINARY. */
  SEG,
  /** DICOM Label Map Segmentation: segments keep their numbers and cannot overlap. */
  LABELMAP,
  /** RT Structure Set. */
  RTSTRUCT,
  /** NIfTI label image with its table of labels. */
  NIFTI
}
