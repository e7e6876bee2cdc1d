package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.derived.DerivedObject;
import io.github.voxelclick.dicom.derived.Producer;

/**
 * What a SEG says beside its voxels.
 *
 * @param producer program and model
 * @param seriesDescription shown in every viewer, at most 64 characters
 * @param contentLabel (0070,0080), 1 to 16 of A–Z, 0–9, space and underscore
 * @param contentDescription (0070,0081), at most 64 characters, may be empty
 * @param contentCreator (0070,0084), a person's name with {@code ^} between its components, may be
 *     empty
 * @param seriesNumber (0020,0011), or {@link #NEXT_SERIES_NUMBER}
 * @param includeEmptyFrames whether every segment gets a frame on every slice, for readers that
 *     expect the full grid; else only frames with a voxel are written
 */
public record SegWriteOptions(
    Producer producer,
    String seriesDescription,
    String contentLabel,
    String contentDescription,
    String contentCreator,
    int seriesNumber,
    boolean includeEmptyFrames) {
  /** One more than the highest number known in the study, but not below 900. */
  public static final int NEXT_SERIES_NUMBER = DerivedObject.NEXT_SERIES_NUMBER;

  /** Checks label and number. */
  public SegWriteOptions {
    if (!contentLabel.matches("[A-Z0-9_ ]{1,16}") || contentLabel.isBlank()) {
      throw new IllegalArgumentException("content label \"" + contentLabel + "\"");
    }
    if (seriesNumber < 0) {
      throw new IllegalArgumentException("series number " + seriesNumber);
    }
  }

  /** Plain settings: next series number, no empty frames. */
  public static SegWriteOptions of(Producer producer) {
    return new SegWriteOptions(
        producer, "Segmentation", "SEGMENTATION", "", "", NEXT_SERIES_NUMBER, false);
  }

  /** The same with another Series Description. */
  public SegWriteOptions withSeriesDescription(String text) {
    return new SegWriteOptions(
        producer,
        text,
        contentLabel,
        contentDescription,
        contentCreator,
        seriesNumber,
        includeEmptyFrames);
  }

  /** The same with or without empty frames. */
  public SegWriteOptions withEmptyFrames(boolean include) {
    return new SegWriteOptions(
        producer,
        seriesDescription,
        contentLabel,
        contentDescription,
        contentCreator,
        seriesNumber,
        include);
  }
}
