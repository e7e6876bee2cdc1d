package io.github.voxelclick.volume;

/**
 * A DICOM file that cannot be read, or not be trusted. Where the fault lies at one element, {@link
 * #tag()} and {@link #offset()} say which.
 */
public final class DicomReadException extends VolumeException {
  private static final long serialVersionUID = 1L;

  /** Value of {@link #offset()} when the place in the file is not known. */
  public static final long UNKNOWN_OFFSET = -1;

  private final int tag;
  private final long offset;

  /**
   * @param message what failed, what was found and expected, what to do
   */
  public DicomReadException(String message) {
    this(message, 0, UNKNOWN_OFFSET, null);
  }

  /**
   * @param message what failed, what was found and expected, what to do
   * @param cause what happened underneath
   */
  public DicomReadException(String message, Throwable cause) {
    this(message, 0, UNKNOWN_OFFSET, cause);
  }

  /**
   * @param message what failed, what was found and expected, what to do
   * @param tag the element at fault, 0 when none
   * @param offset byte position in the file, {@link #UNKNOWN_OFFSET} when unknown
   */
  public DicomReadException(String message, int tag, long offset) {
    this(message, tag, offset, null);
  }

  private DicomReadException(String message, int tag, long offset, Throwable cause) {
    super(message, cause);
    this.tag = tag;
    this.offset = offset;
  }

  /** The tag of the element at fault, 0 when none is named. */
  public int tag() {
    return tag;
  }

  /** Byte position in the file, {@link #UNKNOWN_OFFSET} when unknown. */
  public long offset() {
    return offset;
  }
}
