package io.github.voxelclick.dicom.seg;

/**
 * What a reader of segmentations is allowed.
 *
 * @param threshold from which fraction on a voxel of a FRACTIONAL segmentation belongs to its
 *     segment, above 0, at most 1
 * @param placeByOrder whether frames that say nothing about their place may be laid onto the slices
 *     in their order; a person must have agreed
 * @param anyFrameOfReference whether positions are taken as they are although the segmentation has
 *     another frame of reference than the volume; a person must have agreed
 */
public record SegReadOptions(double threshold, boolean placeByOrder, boolean anyFrameOfReference) {
  /** At least half a voxel, and nothing that a person must agree to. */
  public static final SegReadOptions DEFAULT = new SegReadOptions(0.5, false, false);

  /** Checks the threshold. */
  public SegReadOptions {
    if (!(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold " + threshold + " is not above 0 and up to 1");
    }
  }

  /** The same with another threshold. */
  public SegReadOptions withThreshold(double fraction) {
    return new SegReadOptions(fraction, placeByOrder, anyFrameOfReference);
  }

  /** The same, with frames laid onto slices in their order where they say nothing else. */
  public SegReadOptions withPlaceByOrder() {
    return new SegReadOptions(threshold, true, anyFrameOfReference);
  }

  /** The same, for segmentations with another frame of reference, too. */
  public SegReadOptions withAnyFrameOfReference() {
    return new SegReadOptions(threshold, placeByOrder, true);
  }
}
