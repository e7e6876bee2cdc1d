package io.github.voxelclick.dicom.io;

import io.github.voxelclick.volume.DicomReadException;
import java.io.IOException;

/** Faults on their way from where they are found to where they are tolerated or reported. */
abstract class ParseFault extends IOException {
  private static final long serialVersionUID = 1;

  /** The fault as the exception that readers throw. */
  abstract DicomReadException toReadException();

  /** A fault that nothing tolerates. */
  static final class Refusal extends ParseFault {
    private static final long serialVersionUID = 1;

    private final DicomReadException exception;

    Refusal(DicomReadException exception) {
      this.exception = exception;
    }

    /** A refusal that names the element and its place. */
    static Refusal of(ElementHeader header, String reason) {
      return new Refusal(
          new DicomReadException(
              String.format(
                  "Cannot read element %s at offset %d: %s.",
                  ReadWarnings.name(header.tag()), header.offset(), reason),
              header.tag(),
              header.offset()));
    }

    @Override
    DicomReadException toReadException() {
      return exception;
    }
  }

  /** A content that reaches over the end of its container. */
  static final class Overshoot extends ParseFault {
    private static final long serialVersionUID = 1;

    private final transient ElementHeader header;
    private final long excess;

    /**
     * @param header the content's; its length is 0 or undefined where only a delimiter is missing
     * @param excess bytes over the end
     */
    Overshoot(ElementHeader header, long excess) {
      this.header = header;
      this.excess = excess;
    }

    long excess() {
      return excess;
    }

    @Override
    DicomReadException toReadException() {
      String reason =
          header.length() <= 0
              ? "the file or the enclosing item ends before it is complete; the file is truncated"
                  + " or damaged"
              : String.format(
                  "its length is %d bytes, %d more than the file or the enclosing item has; the"
                      + " file is truncated or damaged",
                  header.length(), excess);
      return Refusal.of(header, reason).toReadException();
    }
  }
}
