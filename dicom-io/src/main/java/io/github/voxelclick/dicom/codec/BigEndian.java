package io.github.voxelclick.dicom.codec;

/** Big-endian numbers, as codestreams hold them. */
final class BigEndian {
  private BigEndian() {}

  static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  static long u32(byte[] bytes, int at) {
    return (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
  }
}
