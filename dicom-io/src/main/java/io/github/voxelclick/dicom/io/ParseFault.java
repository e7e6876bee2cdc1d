package io.github.voxelclick.dicom.io;

import io.github.voxelclick.volume.DicomReadException;
import java.io.IOException;

/** Faults on their way from where they are found to where they are tolerated or reported. */
abstract class ParseFault extends IOException {
  private static final long serialVersionUID = 1;

  private final transient ElementHeader header;

  private ParseFault(ElementHeader header) {
    this.header = header;
  }

  /** What is wrong, without the element. */
  abstract String reason();

  /** The element at fault. */
  ElementHeader header() {
    return header;
  }

  /**
   * The fault as the exception that readers throw.
   *
   * @param path where the element at fault stands
   */
  DicomReadException toReadException(ElementPath path) {
    return new DicomReadException(
        String.format(
            "Cannot read element %s at offset %d: %s.",
            path.name(header.tag()), header.offset(), reason()),
        header.tag(),
        header.offset());
  }

  /** A fault that nothing tolerates. */
  static final class Refusal extends ParseFault {
    private static final long serialVersionUID = 1;

    private final String reason;

    Refusal(ElementHeader header, String reason) {
      super(header);
      this.reason = reason;
    }

    @Override
    String reason() {
      return reason;
    }
  }

  /** A content that reaches over the end of its container, or does not fill it. */
  static final class Mismatch extends ParseFault {
    private static final long serialVersionUID = 1;

    private final long bytes;
    private final String reason;

    private Mismatch(ElementHeader header, long bytes, String reason) {
      super(header);
      this.bytes = bytes;
      this.reason = reason;
    }

    /** A value or an item that is longer than what contains it, by {@code excess} bytes. */
    static Mismatch overshoot(ElementHeader header, long excess) {
      return new Mismatch(
          header,
          excess,
          String.format(
              "its length is %d bytes, %d more than the file or the enclosing item has; the file is"
                  + " truncated or damaged",
              header.length(), excess));
    }

    /** An item or a sequence that ends with what contains it, before its delimiter. */
    static Mismatch undelimited(ElementHeader header) {
      return new Mismatch(
          header,
          0,
          "the file or the enclosing item ends before it is complete; the file is truncated or"
              + " damaged");
    }

    /** Something else where an item was expected, {@code left} bytes before the sequence's end. */
    static Mismatch noItem(ElementHeader header, long left) {
      return new Mismatch(header, left, "an item of a sequence was expected here");
    }

    /** By how much the lengths differ. */
    long bytes() {
      return bytes;
    }

    @Override
    String reason() {
      return reason;
    }
  }
}
