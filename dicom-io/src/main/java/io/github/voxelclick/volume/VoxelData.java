package io.github.voxelclick.volume;

/**
 * The stored samples of a volume, one array per slice of constant k, row by row (i fastest). The
 * samples are the only copy of the whole: ImageJ is handed single slices, and nobody writes to
 * these arrays once the volume stands. Safe to read from many threads.
 */
public sealed interface VoxelData {
  /** How many slices there are. */
  int slices();

  /** How many samples each slice has. */
  int voxelsPerSlice();

  /**
   * A stored sample, before any rescale.
   *
   * @param k slice
   * @param offset within the slice, column + row · columns
   */
  double stored(int k, int offset);

  /** Short name of the sample type: u8, s16, u16 or f32. */
  String typeName();

  /**
   * Unsigned 8-bit samples.
   *
   * @param data one array per slice, not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // identity is meant: the samples are never compared
  record U8(byte[][] data) implements VoxelData {
    /** Checks that all slices have one size. */
    public U8 {
      for (byte[] s : data) {
        checkLength(data[0].length, s.length);
      }
    }

    @Override
    public int slices() {
      return data.length;
    }

    @Override
    public int voxelsPerSlice() {
      return data[0].length;
    }

    @Override
    public double stored(int k, int offset) {
      return data[k][offset] & 0xff;
    }

    @Override
    public String typeName() {
      return "u8";
    }
  }

  /**
   * Signed 16-bit samples.
   *
   * @param data one array per slice, not copied
   */
  @SuppressWarnings("ArrayRecordComponent")
  record S16(short[][] data) implements VoxelData {
    /** Checks that all slices have one size. */
    public S16 {
      for (short[] s : data) {
        checkLength(data[0].length, s.length);
      }
    }

    @Override
    public int slices() {
      return data.length;
    }

    @Override
    public int voxelsPerSlice() {
      return data[0].length;
    }

    @Override
    public double stored(int k, int offset) {
      return data[k][offset];
    }

    @Override
    public String typeName() {
      return "s16";
    }
  }

  /**
   * Unsigned 16-bit samples.
   *
   * @param data one array per slice, not copied
   */
  @SuppressWarnings("ArrayRecordComponent")
  record U16(short[][] data) implements VoxelData {
    /** Checks that all slices have one size. */
    public U16 {
      for (short[] s : data) {
        checkLength(data[0].length, s.length);
      }
    }

    @Override
    public int slices() {
      return data.length;
    }

    @Override
    public int voxelsPerSlice() {
      return data[0].length;
    }

    @Override
    public double stored(int k, int offset) {
      return data[k][offset] & 0xffff;
    }

    @Override
    public String typeName() {
      return "u16";
    }
  }

  /**
   * 32-bit float samples.
   *
   * @param data one array per slice, not copied
   */
  @SuppressWarnings("ArrayRecordComponent")
  record F32(float[][] data) implements VoxelData {
    /** Checks that all slices have one size. */
    public F32 {
      for (float[] s : data) {
        checkLength(data[0].length, s.length);
      }
    }

    @Override
    public int slices() {
      return data.length;
    }

    @Override
    public int voxelsPerSlice() {
      return data[0].length;
    }

    @Override
    public double stored(int k, int offset) {
      return data[k][offset];
    }

    @Override
    public String typeName() {
      return "f32";
    }
  }

  private static void checkLength(int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException("a slice has " + found + " samples, not " + expected);
    }
  }
}
