package io.github.voxelclick.dicom.codec;

/**
 * The stored values of one frame, row by row, the samples of a colour pixel side by side. Masked to
 * Bits Stored and sign-extended, so that a sample is the stored value itself. Whoever gets a frame
 * owns it.
 */
public sealed interface RawFrame {
  /** Number of samples: rows · columns · samples per pixel. */
  int size();

  /** The stored value of a sample: −128..255 or −32768..65535 by depth and sign. */
  int sample(int index);

  /** Whether the samples are two's complement. */
  boolean signed();

  /** The samples as 16 bits, not copied if they have that depth; read unsigned if not signed. */
  short[] toShorts();

  /**
   * Samples of Bits Allocated 8.
   *
   * @param data one byte per sample, not copied
   * @param signed whether a byte is −128..127 rather than 0..255
   */
  @SuppressWarnings("ArrayRecordComponent") // identity is meant: frames are never compared
  record Bytes(byte[] data, boolean signed) implements RawFrame {
    @Override
    public int size() {
      return data.length;
    }

    @Override
    public int sample(int index) {
      return signed ? data[index] : data[index] & 0xFF;
    }

    @Override
    public short[] toShorts() {
      short[] shorts = new short[data.length];
      for (int i = 0; i < shorts.length; i++) {
        shorts[i] = (short) sample(i);
      }
      return shorts;
    }
  }

  /**
   * Samples of Bits Allocated 16.
   *
   * @param data one short per sample, not copied
   * @param signed whether a short is −32768..32767 rather than 0..65535
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Shorts(short[] data, boolean signed) implements RawFrame {
    @Override
    public int size() {
      return data.length;
    }

    @Override
    public int sample(int index) {
      return signed ? data[index] : data[index] & 0xFFFF;
    }

    @Override
    public short[] toShorts() {
      return data;
    }
  }
}
