package io.github.voxelclick.dicom.seg;

/** Where a frame of a segmentation lies with respect to the grid of a volume. */
sealed interface FramePlace permits PlaneFit, FramePlace.Outside, FramePlace.OffGrid {
  /** On the grid continued, but where the volume has no slice: beyond its ends or in a gap. */
  record Outside() implements FramePlace {}

  /**
   * In another direction, with other pixels, or between slices.
   *
   * @param why what differs, as a sentence
   */
  record OffGrid(String why) implements FramePlace {}
}
