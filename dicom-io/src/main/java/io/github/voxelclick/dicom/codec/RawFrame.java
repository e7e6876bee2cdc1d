package io.github.voxelclick.dicom.codec;

/**
 * The stored values of one frame, row by row, the samples of a colour pixel side by side. Integers
 * are masked to Bits Stored and sign-extended, so that a sample is the stored value itself. Whoever
 * gets a frame owns it.
 */
public sealed interface RawFrame {
  /** Number of samples: rows · columns · samples per pixel. */
  int size();

  /** The stored value of a sample, exactly. */
  double sample(int index);

  /**
   * Integers of Bits Allocated 1 to 8.
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
    public double sample(int index) {
      return signed ? data[index] : data[index] & 0xFF;
    }
  }

  /**
   * Integers of Bits Allocated 16.
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
    public double sample(int index) {
      return signed ? data[index] : data[index] & 0xFFFF;
    }
  }

  /**
   * Integers of Bits Allocated 32.
   *
   * @param data one int per sample, not copied
   * @param signed whether an int is −2³¹..2³¹−1 rather than 0..2³²−1
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Ints(int[] data, boolean signed) implements RawFrame {
    @Override
    public int size() {
      return data.length;
    }

    @Override
    public double sample(int index) {
      return signed ? data[index] : Integer.toUnsignedLong(data[index]);
    }
  }

  /**
   * Samples of Float Pixel Data (7FE0,0008).
   *
   * @param data one float per sample, not copied
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Floats(float[] data) implements RawFrame {
    @Override
    public int size() {
      return data.length;
    }

    @Override
    public double sample(int index) {
      return data[index];
    }
  }

  /**
   * Samples of Double Float Pixel Data (7FE0,0009).
   *
   * @param data one double per sample, not copied
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Doubles(double[] data) implements RawFrame {
    @Override
    public int size() {
      return data.length;
    }

    @Override
    public double sample(int index) {
      return data[index];
    }
  }
}
