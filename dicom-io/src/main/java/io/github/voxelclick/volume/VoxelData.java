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
   * A stored sample, before any rescale; of a colour voxel, its luminance.
   *
   * @param k slice
   * @param offset within the slice, column + row · columns
   */
  double stored(int k, int offset);

  /** Short name of the sample type: u8, s16, u16, f32, f64 or rgb. */
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

  /**
   * 64-bit float samples, for 32-bit integers and doubles that a 32-bit float would round.
   *
   * @param data one array per slice, not copied
   */
  @SuppressWarnings("ArrayRecordComponent")
  record F64(double[][] data) implements VoxelData {
    /** Checks that all slices have one size. */
    public F64 {
      for (double[] s : data) {
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
      return "f64";
    }
  }

  /**
   * Colours of 8 bits for red, green and blue. What needs one number per voxel, such as a model,
   * sees the luminance.
   *
   * @param data one array per slice: red, green, blue of the first voxel, then of the next; not
   *     copied
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Rgb8(byte[][] data) implements VoxelData {
    private static final int SAMPLES = 3;

    /** Checks that all slices have one size, of whole voxels. */
    public Rgb8 {
      for (byte[] s : data) {
        checkLength(data[0].length, s.length);
      }
      if (data[0].length % SAMPLES != 0) {
        throw new IllegalArgumentException(data[0].length + " samples are no whole RGB voxels");
      }
    }

    @Override
    public int slices() {
      return data.length;
    }

    @Override
    public int voxelsPerSlice() {
      return data[0].length / SAMPLES;
    }

    /** The luminance, 0..255: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). */
    @Override
    public double stored(int k, int offset) {
      int rgb = rgb(k, offset);
      return (299 * (rgb >> 16) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff)) / 1000.0;
    }

    /**
     * The colour of a voxel.
     *
     * @param k slice
     * @param offset within the slice, column + row · columns
     * @return 0xRRGGBB
     */
    public int rgb(int k, int offset) {
      byte[] slice = data[k];
      int at = SAMPLES * offset;
      return (slice[at] & 0xff) << 16 | (slice[at + 1] & 0xff) << 8 | (slice[at + 2] & 0xff);
    }

    @Override
    public String typeName() {
      return "rgb";
    }
  }

  private static void checkLength(int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException("a slice has " + found + " samples, not " + expected);
    }
  }
}
