package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.derived.DerivedObject;
import io.github.voxelclick.dicom.derived.Producer;
import java.util.Set;

/**
 * What a SEG says beside its voxels, and how it says them.
 *
 * @param producer program and model
 * @param seriesDescription shown in every viewer, at most 64 characters
 * @param contentLabel (0070,0080), 1 to 16 of A–Z, 0–9, space and underscore
 * @param contentDescription (0070,0081), at most 64 characters, may be empty
 * @param contentCreator (0070,0084), a person's name with {@code ^} between its components, may be
 *     empty
 * @param seriesNumber (0020,0011), or {@link #NEXT_SERIES_NUMBER}
 * @param type how segments are stored; of an edited file, its own type counts
 * @param extras what is done only when asked for
 */
public record SegWriteOptions(
    Producer producer,
    String seriesDescription,
    String contentLabel,
    String contentDescription,
    String contentCreator,
    int seriesNumber,
    SegType type,
    Set<Extra> extras) {
  /** One more than the highest number known in the study, but not below 900. */
  public static final int NEXT_SERIES_NUMBER = DerivedObject.NEXT_SERIES_NUMBER;

  /** What is done only when asked for. */
  public enum Extra {
    /** A frame for every segment on every slice, for readers that expect the full grid. */
    EMPTY_FRAMES,
    /** When no voxel is set, the first segment is written with empty frames, as a result. */
    EMPTY_RESULT,
    /** The data set is deflated: smaller, but few programs read it. */
    DEFLATED
  }

  /** Checks label and number. */
  public SegWriteOptions {
    extras = Set.copyOf(extras);
    if (!contentLabel.matches("[A-Z0-9_ ]{1,16}") || contentLabel.isBlank()) {
      throw new IllegalArgumentException("content label \"" + contentLabel + "\"");
    }
    if (seriesNumber < 0) {
      throw new IllegalArgumentException("series number " + seriesNumber);
    }
  }

  /** Plain settings: BINARY, next series number, nothing extra. */
  public static SegWriteOptions of(Producer producer) {
    return new SegWriteOptions(
        producer,
        "Segmentation",
        "SEGMENTATION",
        "",
        "",
        NEXT_SERIES_NUMBER,
        SegType.BINARY,
        Set.of());
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
        type,
        extras);
  }

  /** The same for another type. */
  public SegWriteOptions withType(SegType other) {
    return new SegWriteOptions(
        producer,
        seriesDescription,
        contentLabel,
        contentDescription,
        contentCreator,
        seriesNumber,
        other,
        extras);
  }

  /** The same with these extras only. */
  public SegWriteOptions with(Extra... asked) {
    return new SegWriteOptions(
        producer,
        seriesDescription,
        contentLabel,
        contentDescription,
        contentCreator,
        seriesNumber,
        type,
        Set.of(asked));
  }

  boolean has(Extra extra) {
    return extras.contains(extra);
  }
}
