package io.github.voxelclick.dicom.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Byte order of binary values. */
final class ByteOrders {
  private ByteOrders() {}

  /** A copy with each complete group of {@code unitSize} bytes reversed. */
  static byte[] swapped(byte[] bytes, int unitSize) {
    byte[] result = bytes.clone();
    for (int start = 0; start + unitSize <= bytes.length; start += unitSize) {
      for (int i = 0; i < unitSize; i++) {
        result[start + i] = bytes[start + unitSize - 1 - i];
      }
    }
    return result;
  }

  static ByteBuffer wrap(byte[] bytes, boolean bigEndian) {
    return ByteBuffer.wrap(bytes).order(order(bigEndian));
  }

  static ByteOrder order(boolean bigEndian) {
    return bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }
}
