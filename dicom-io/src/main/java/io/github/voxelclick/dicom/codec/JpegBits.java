package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The entropy-coded data of a scan as bits: stuffed bytes taken out, cut at the restart markers.
 * Reading goes over the bits with a look ahead, then tells how many were used.
 */
final class JpegBits {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int PREFIX = 0xFF;
  private static final int STUFFED = 0;
  private static final int RESTART_FIRST = 0xD0;

  private final byte[] data;

  /** Ends of the intervals, bytes. */
  private int[] ends = new int[1];

  private int intervals;
  private int interval;
  private long position;
  private long end;

  /**
   * Takes the data of a scan.
   *
   * @throws DicomReadException if restart markers are missing
   */
  JpegBits(JpegCodestream codestream, JpegCodestream.Segment scan) throws DicomReadException {
    byte[] bytes = codestream.bytes();
    data = new byte[scan.end() - scan.to() + Long.BYTES];
    int length = 0;
    for (int at = scan.to(); at < scan.end(); at++) {
      byte value = bytes[at];
      if (value == (byte) PREFIX) {
        int next = at + 1 < scan.end() ? bytes[at + 1] & 0xFF : PREFIX;
        if (next == PREFIX) {
          continue; // may fill the space before a marker
        }
        at++;
        if (next != STUFFED) {
          checkRestart(next);
          endInterval(length);
          continue;
        }
      }
      data[length++] = value;
    }
    endInterval(length);
    end = 8L * ends[0];
  }

  /** Restart markers are numbered from 0 to 7 again and again. */
  private void checkRestart(int marker) throws DicomReadException {
    if (marker != RESTART_FIRST + intervals % 8) {
      throw JpegCodestream.damaged("a restart marker is missing");
    }
  }

  private void endInterval(int length) {
    if (intervals == ends.length) {
      ends = Arrays.copyOf(ends, 2 * intervals);
    }
    ends[intervals++] = length;
  }

  /** Goes to the data behind the next restart marker. */
  void nextInterval() throws DicomReadException {
    checkWithin(position);
    if (interval + 1 == intervals) {
      throw JpegCodestream.damaged("restart markers are missing");
    }
    position = 8L * ends[interval];
    interval++;
    end = 8L * ends[interval];
  }

  /** The next 57 bits or more, from the most significant one on; behind the data's end anything. */
  long ahead() throws DicomReadException {
    return ahead(position);
  }

  /** As {@link #ahead()}, from a position that the caller keeps. */
  long ahead(long bit) throws DicomReadException {
    checkWithin(bit);
    return (long) LONG.get(data, (int) (bit >>> 3)) << (bit & 7);
  }

  /** The bit that comes next: a caller that keeps it in a local variable reads faster. */
  long position() {
    return position;
  }

  /** Moves to a bit. */
  void position(long bit) {
    position = bit;
  }

  /** Moves over bits. */
  void skip(int bits) {
    position += bits;
  }

  /** Takes 0 to 32 bits. */
  int take(int bits) throws DicomReadException {
    int taken = (int) (ahead() >>> 1 >>> (63 - bits));
    position += bits;
    return taken;
  }

  /**
   * Checks that no more bits were used than there are.
   *
   * @throws DicomReadException if the data ended early
   */
  void checkWithin(long bit) throws DicomReadException {
    if (bit > end) {
      throw JpegCodestream.damaged("its data end before the image does");
    }
  }
}
