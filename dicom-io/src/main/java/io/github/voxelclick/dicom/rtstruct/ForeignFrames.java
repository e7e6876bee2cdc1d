package io.github.voxelclick.dicom.rtstruct;

/** What to do with regions whose Frame of Reference UID is not that of the volume. */
public enum ForeignFrames {
  /** Skip them: nothing says that their coordinates mean the same places. */
  REFUSE,
  /** Take their coordinates for those of the volume, with a warning. */
  ACCEPT
}
