package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of an entropy-coded segment of JPEG-LS, most significant first. After a byte FF the next
 * byte has only seven bits: its first one is a stuffed 0 (ITU-T T.87 §A.1). Not thread-safe.
 */
final class JpegLsBits {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** With so many bits at hand nearly every code can be read without looking again. */
  private static final int ENOUGH = 32;

  /** A segment may be padded to a whole byte, and by a stuffed byte after an FF. */
  private static final int MOST_PADDING = 15;

  private final byte[] bytes;
  private final int end;
  private int at;

  /** Bits not taken yet, from the top; what follows the valid ones is 0 or what comes next. */
  private long cache;

  private int valid;

  /**
   * @param from first byte of the segment
   * @param end behind its last byte, where a marker stands
   */
  JpegLsBits(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** Takes bytes until no more fit or the segment ends. */
  private void fill() {
    if (at + Long.BYTES <= end) {
      long next = (long) LONGS.get(bytes, at);
      if (!hasStuffing(next)) {
        cache |= next >>> valid;
        int taken = (Long.SIZE - valid) >> 3;
        at += taken;
        valid += 8 * taken;
        return;
      }
    }
    while (valid <= Long.SIZE - 8 && at < end) {
      int next = bytes[at++] & 0xFF;
      cache |= (long) next << (Long.SIZE - 8 - valid);
      // The stuffed 0 of the next byte will fall on the last bit of this one.
      valid += next == 0xFF ? 7 : 8;
    }
  }

  /** Whether one of the eight bytes is FF. */
  private static boolean hasStuffing(long eight) {
    long inverse = ~eight;
    return ((inverse - 0x0101010101010101L) & eight & 0x8080808080808080L) != 0;
  }

  private void require(int count) throws DicomReadException {
    if (valid < count) {
      fill();
      if (valid < count) {
        throw new DicomReadException(
            "Cannot decode a JPEG-LS frame: its data end before its samples do; it is truncated or"
                + " damaged.");
      }
    }
  }

  /** Takes one bit. */
  boolean bit() throws DicomReadException {
    require(1);
    boolean set = cache < 0;
    drop(1);
    return set;
  }

  /**
   * Takes a number.
   *
   * @param count its bits, 0..32
   */
  int number(int count) throws DicomReadException {
    require(count);
    int value = (int) (cache >>> 1 >>> (Long.SIZE - 1 - count));
    drop(count);
    return value;
  }

  private void drop(int count) {
    cache <<= count;
    valid -= count;
  }

  /**
   * Takes a number of limited Golomb code (T.87 §A.5.3).
   *
   * @param k bits behind the unary part, 0..16
   * @param limit most bits of the code
   * @param escapeBits bits of a number that is too large for its code
   */
  int golomb(int k, int limit, int escapeBits) throws DicomReadException {
    if (valid < ENOUGH) {
      fill();
    }
    int zeros = Long.numberOfLeadingZeros(cache);
    int length = zeros + 1 + k;
    int longest = limit - escapeBits - 1;
    if (length <= valid && zeros < longest) {
      int value = zeros << k | (int) (cache << zeros << 1 >>> 1 >>> (Long.SIZE - 1 - k));
      drop(length);
      return value;
    }
    return longGolomb(k, longest, escapeBits);
  }

  /** The same for codes that reach beyond the bits at hand or are escaped. */
  private int longGolomb(int k, int longest, int escapeBits) throws DicomReadException {
    int zeros = 0;
    while (zeros < longest && !bit()) {
      zeros++;
    }
    if (zeros < longest) {
      return zeros << k | number(k);
    }
    if (!bit()) {
      throw new DicomReadException(
          "Cannot decode a JPEG-LS frame: a code is longer than allowed; it is damaged.");
    }
    return number(escapeBits) + 1;
  }

  /**
   * Checks that the segment holds nothing but padding behind the bits that were taken.
   *
   * @throws DicomReadException if more is left: then something was decoded wrongly before
   */
  void requireEnd() throws DicomReadException {
    if (valid + 8L * (end - at) > MOST_PADDING) {
      throw new DicomReadException(
          "Cannot decode a JPEG-LS frame: data are left behind its last sample; it is damaged.");
    }
  }
}
