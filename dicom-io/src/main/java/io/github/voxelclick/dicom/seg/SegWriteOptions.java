package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.derived.DerivedObject;
import io.github.voxelclick.dicom.derived.Producer;
import java.util.Map;
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
 * @param algorithms how segments were calculated, by the number that the segmentation gives them;
 *     of those without an entry, by the producer's model
 */
public record SegWriteOptions(
    Producer producer,
    String seriesDescription,
    String contentLabel,
    String contentDescription,
    String contentCreator,
    int seriesNumber,
    SegType type,
    Set<Extra> extras,
    Map<Integer, SegmentAlgorithm> algorithms) {
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
    algorithms = Map.copyOf(algorithms);
    if (!contentLabel.matches("[A-Z0-9_ ]{1,16}") || contentLabel.isBlank()) {
      throw new IllegalArgumentException("content label \"" + contentLabel + "\"");
    }
    if (seriesNumber < 0) {
      throw new IllegalArgumentException("series number " + seriesNumber);
    }
  }

  /**
   * Plain settings: BINARY, next series number, nothing extra, created by the producer's reader.
   */
  public static SegWriteOptions of(Producer producer) {
    return new SegWriteOptions(
        producer,
        "Segmentation",
        "SEGMENTATION",
        "",
        producer.reader(),
        NEXT_SERIES_NUMBER,
        SegType.BINARY,
        Set.of(),
        Map.of());
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
        extras,
        algorithms);
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
        extras,
        algorithms);
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
        Set.of(asked),
        algorithms);
  }

  /** The same with what is known of how segments were calculated, by their numbers. */
  public SegWriteOptions withAlgorithms(Map<Integer, SegmentAlgorithm> known) {
    return new SegWriteOptions(
        producer,
        seriesDescription,
        contentLabel,
        contentDescription,
        contentCreator,
        seriesNumber,
        type,
        extras,
        known);
  }

  boolean has(Extra extra) {
    return extras.contains(extra);
  }
}
