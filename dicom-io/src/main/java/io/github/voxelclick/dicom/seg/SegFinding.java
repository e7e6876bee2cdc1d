package io.github.voxelclick.dicom.seg;

import java.util.Objects;

/**
 * Something wrong with a SEG.
 *
 * @param rule which rule it breaks
 * @param message what was found and expected, without patient data
 */
public record SegFinding(Rule rule, String message) {
  /** What a SEG of ours must fulfil; most of it no public validator looks at. */
  public enum Rule {
    /** Storage class, type, bits and what goes with the type; modality SEG, UTF-8. */
    OBJECT_TYPE,
    /** New and well-formed instance, series and dimension UIDs. */
    IDENTIFIERS,
    /** Patient and study are those of the source. */
    SOURCE_FACTS,
    /** Frame of Reference UID is that of the source. */
    FRAME_OF_REFERENCE,
    /** Rows and Columns are those of the source. */
    IMAGE_SIZE,
    /** Pixel Data have exactly the bytes that the frames need, and nothing in the spare bits. */
    PIXEL_LENGTH,
    /** One per-frame item per frame, at least one frame. */
    FRAME_COUNT,
    /** Segment numbers are 1 to N in order; those of a label map ascend. */
    SEGMENT_NUMBERS,
    /** Segment labels have 1 to 64 characters. */
    SEGMENT_LABEL,
    /** Algorithm type, and name and identification unless manual. */
    SEGMENT_ALGORITHM,
    /** Tracking ID and a well-formed Tracking UID, both. */
    TRACKING,
    /** Codes have value, scheme and meaning. */
    CODE,
    /** Every segment has a frame. */
    SEGMENT_WITHOUT_FRAME,
    /** Pixel spacing is that of the source, thickness and slice distance are there. */
    PIXEL_MEASURES,
    /** Orientation is that of the source. */
    PLANE_ORIENTATION,
    /** Every frame has a position, namely that of the image it derives from. */
    FRAME_POSITION,
    /** Every frame says which image it derives from, and how. */
    FRAME_DERIVATION,
    /** Every frame belongs to a segment that is described. */
    FRAME_SEGMENT,
    /** Every referenced image is one of the source, by instance, class and series. */
    REFERENCED_IMAGE,
    /** Dimension values are segment number and rank of the position, ascending and dense. */
    DIMENSIONS,
    /** No frame without a voxel, unless asked for. */
    EMPTY_FRAME,
    /** Every value of a label map is described, and 0 is the padding value. */
    LABEL,
    /** Segments Overlap tells the truth. */
    SEGMENTS_OVERLAP,
    /** Content Label, Content Creator's Name and the other descriptive attributes. */
    CONTENT,
    /** A value that cannot be understood at all. */
    UNREADABLE
  }

  /** Checks that both parts are there. */
  public SegFinding {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(message, "message");
  }
}
