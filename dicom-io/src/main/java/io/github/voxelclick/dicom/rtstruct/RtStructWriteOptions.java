package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.dicom.derived.DerivedObject;
import io.github.voxelclick.dicom.derived.Producer;

/**
 * What an RT Structure Set says beside its contours.
 *
 * @param producer program and model
 * @param seriesDescription shown in every viewer, at most 64 characters
 * @param label Structure Set Label (3006,0002), 1 to 16 characters without a backslash
 * @param seriesNumber (0020,0011), or {@link #NEXT_SERIES_NUMBER}
 */
public record RtStructWriteOptions(
    Producer producer, String seriesDescription, String label, int seriesNumber) {
  /** One more than the highest number known in the study, but not below 900. */
  public static final int NEXT_SERIES_NUMBER = DerivedObject.NEXT_SERIES_NUMBER;

  private static final int MAX_LABEL = 16;

  /** Checks the label and the number. */
  public RtStructWriteOptions {
    if (label.isBlank() || label.length() > MAX_LABEL || label.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("structure set label \"" + label + "\"");
    }
    if (seriesNumber < 0) {
      throw new IllegalArgumentException("series number " + seriesNumber);
    }
  }

  /** Plain settings. */
  public static RtStructWriteOptions of(Producer producer) {
    return new RtStructWriteOptions(producer, "Contours", "CONTOURS", NEXT_SERIES_NUMBER);
  }
}
