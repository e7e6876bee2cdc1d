package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.NiftiReadException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * The raw fields of a NIfTI-1, NIfTI-2 or Analyze 7.5 header. Only size and mark are checked.
 * Immutable.
 */
final class NiftiFields {
  /** Bytes of the first field, {@code sizeof_hdr}, which tells version and byte order. */
  static final int SIZE_BYTES = 4;

  /** Where the samples of a header are. */
  enum Form {
    /** Behind the header, in the same file. */
    SINGLE,
    /** In the other file of a pair. */
    PAIR,
    /** As {@link #PAIR}, but the header is the older Analyze 7.5, which knows no orientation. */
    ANALYZE
  }

  private final NiftiVersion version;
  private final Form form;
  private final byte[] bytes;
  private final ByteBuffer in;

  private NiftiFields(NiftiVersion version, ByteOrder order, byte[] header, boolean headerFile)
      throws NiftiReadException {
    this.version = version;
    bytes = header;
    in = ByteBuffer.wrap(bytes).order(order);
    form = formOf(headerFile);
  }

  /** Bytes of the header that begins with these four; empty when none does. */
  static Optional<Integer> headerBytes(byte[] start) {
    return order(start).map(order -> ByteBuffer.wrap(start).order(order).getInt(0));
  }

  private static Optional<ByteOrder> order(byte[] start) {
    ByteBuffer in = ByteBuffer.wrap(start);
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      if (NiftiVersion.ofHeaderBytes(in.order(order).getInt(0)).isPresent()) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }

  /**
   * Takes a header.
   *
   * @param start at least all its bytes
   * @param headerFile whether the name of the file says that it holds a header only, which alone
   *     may be Analyze 7.5
   * @throws NiftiReadException when it is none
   */
  static NiftiFields of(byte[] start, boolean headerFile) throws NiftiReadException {
    ByteOrder order =
        order(start)
            .orElseThrow(
                () ->
                    new NiftiReadException(
                        "This is no NIfTI file: its first number is "
                            + ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt(0)
                            + ", expected 348 or 540."));
    int size = ByteBuffer.wrap(start).order(order).getInt(0);
    NiftiVersion version = NiftiVersion.ofHeaderBytes(size).orElseThrow();
    return new NiftiFields(version, order, Arrays.copyOf(start, size), headerFile);
  }

  private Form formOf(boolean headerFile) throws NiftiReadException {
    String mark = version.mark();
    for (int n = 0; n < mark.length(); n++) {
      if (n != 1 && magic(n) != mark.charAt(n)) {
        if (version == NiftiVersion.ONE && headerFile) {
          return Form.ANALYZE;
        }
        throw new NiftiReadException(
            "The file has the header of NIfTI or Analyze 7.5 but not the mark of a NIfTI file (n"
                + (version == NiftiVersion.ONE ? "+1" : "+2 and a line end")
                + "). It is damaged, or an Analyze header whose name should end in .hdr.");
      }
    }
    return switch (magic(1)) {
      case '+' -> Form.SINGLE;
      case 'i' -> Form.PAIR;
      default -> throw new NiftiReadException("The mark of the NIfTI file is damaged.");
    };
  }

  private char magic(int n) {
    return (char) (int) number(HeaderField.MAGIC, n);
  }

  NiftiVersion version() {
    return version;
  }

  Form form() {
    return form;
  }

  ByteOrder order() {
    return in.order();
  }

  /** A copy of all bytes. */
  byte[] toBytes() {
    return bytes.clone();
  }

  /** The one number of a field. */
  double number(HeaderField field) {
    return number(field, 0);
  }

  /** Number {@code n} of a field, from 0. */
  double number(HeaderField field, int n) {
    return field.get(in, version, n);
  }

  /** {@code dim[n]}, n from 0 to 7. */
  long dim(int n) {
    return (long) number(HeaderField.DIM, n);
  }

  /** {@code pixdim[n]} as nibabel repairs it: a zero counts as 1, a negative step as positive. */
  double pixdim(int n) {
    double step = Math.abs(number(HeaderField.PIXDIM, n));
    return step == 0 ? 1 : step;
  }

  /** {@code qfac}: -1 when stored so, else 1. */
  double handedness() {
    return number(HeaderField.PIXDIM, 0) == -1 ? -1 : 1;
  }

  /** {@code xyzt_units}: space in the lower three bits, time in the next three. */
  int units() {
    return form == Form.ANALYZE ? 0 : (int) number(HeaderField.XYZT_UNITS);
  }

  int qformCode() {
    return form == Form.ANALYZE ? 0 : (int) number(HeaderField.QFORM_CODE);
  }

  int sformCode() {
    return form == Form.ANALYZE ? 0 : (int) number(HeaderField.SFORM_CODE);
  }
}
