package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.derived.Codes;
import io.github.voxelclick.dicom.derived.Producer;
import io.github.voxelclick.volume.CodedConcept;
import java.util.Objects;

/**
 * How a segment that was not drawn by hand was calculated, as Segmentation Algorithm Identification
 * Sequence (0062,0007) tells it beside name and version (PS3.3 table 10-19). Immutable.
 *
 * @param family a term of CID 7162
 * @param parameters Algorithm Parameters (0066,0032): free text, written up to its 10240th
 *     character, may be empty
 */
public record SegmentAlgorithm(CodedConcept family, String parameters) {
  /** Checks that nothing is missing. */
  public SegmentAlgorithm {
    Objects.requireNonNull(family, "family");
    Objects.requireNonNull(parameters, "parameters");
  }

  /** By a model of artificial intelligence. */
  public static SegmentAlgorithm learned(String parameters) {
    return new SegmentAlgorithm(Codes.ARTIFICIAL_INTELLIGENCE, parameters);
  }

  /** By what a person had calculated of shapes alone, such as interpolation between slices. */
  public static SegmentAlgorithm ofShapes(String parameters) {
    return new SegmentAlgorithm(Codes.MORPHOLOGICAL_OPERATIONS, parameters);
  }

  /** What a producer says of segments that nothing else is known of. */
  static SegmentAlgorithm of(Producer producer) {
    return learned(producer.modelFile().isEmpty() ? "" : "model " + producer.modelText());
  }
}
