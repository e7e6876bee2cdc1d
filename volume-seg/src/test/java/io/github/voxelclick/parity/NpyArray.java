package io.github.voxelclick.parity;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One NumPy array, in C order. Its values come out as copies, and only as the type they have. */
public final class NpyArray {
  private static final Pattern DTYPE = Pattern.compile("'descr': '([^']+)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order': True");
  private static final Pattern SHAPE = Pattern.compile("'shape': \\(([^)]*)\\)");

  private final String dtype;
  private final int[] shape;
  private final ByteBuffer data;

  /**
   * Takes an array from the dictionary of a {@code .npy} file and what follows it.
   *
   * @param data in its own order, at the first value
   */
  NpyArray(String header, ByteBuffer data) {
    dtype = find(DTYPE, header);
    if (FORTRAN.matcher(header).find()) {
      throw new IllegalArgumentException("Fortran order is not read: " + header);
    }
    shape =
        Arrays.stream(find(SHAPE, header).split(","))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    this.data = data;
    if (data.remaining() != size() * width(dtype)) {
      throw new IllegalArgumentException(
          data.remaining() + " bytes do not fit the header: " + header);
    }
  }

  private static String find(Pattern pattern, String header) {
    Matcher found = pattern.matcher(header);
    if (!found.find()) {
      throw new IllegalArgumentException("No " + pattern + " in the header: " + header);
    }
    return found.group(1);
  }

  private static int width(String dtype) {
    return switch (dtype) {
      case "|u1", "|i1", "|b1" -> 1;
      case "<i2" -> Short.BYTES;
      case "<i4", "<f4" -> Integer.BYTES;
      case "<i8", "<f8" -> Long.BYTES;
      default -> throw new IllegalArgumentException("No reader for arrays of " + dtype);
    };
  }

  /** Length of each dimension, the slowest first. */
  public List<Integer> shape() {
    return Arrays.stream(shape).boxed().toList();
  }

  /** How many values there are. */
  public int size() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  private ByteBuffer as(String type) {
    if (!dtype.equals(type)) {
      throw new IllegalStateException("The array holds " + dtype + ", not " + type);
    }
    return data.duplicate().order(data.order());
  }

  /** Values of a uint8 array. */
  public byte[] bytes() {
    byte[] values = new byte[size()];
    as("|u1").get(values);
    return values;
  }

  /** Values of an int16 array. */
  public short[] shorts() {
    short[] values = new short[size()];
    as("<i2").asShortBuffer().get(values);
    return values;
  }

  /** Values of an int32 array. */
  public int[] ints() {
    int[] values = new int[size()];
    as("<i4").asIntBuffer().get(values);
    return values;
  }

  /** Values of an int64 array. */
  public long[] longs() {
    long[] values = new long[size()];
    as("<i8").asLongBuffer().get(values);
    return values;
  }

  /** Values of a float32 array. */
  public float[] floats() {
    float[] values = new float[size()];
    as("<f4").asFloatBuffer().get(values);
    return values;
  }

  /** Values of a float64 array. */
  public double[] doubles() {
    double[] values = new double[size()];
    as("<f8").asDoubleBuffer().get(values);
    return values;
  }

  /** Values of a bool array. */
  public boolean[] booleans() {
    ByteBuffer bytes = as("|b1");
    boolean[] values = new boolean[size()];
    for (int n = 0; n < values.length; n++) {
      values[n] = bytes.get() != 0;
    }
    return values;
  }

  /**
   * The bits that {@code numpy.packbits} packed into a uint8 array, the highest bit of a byte
   * first.
   *
   * @param count how many bits there were
   */
  public boolean[] unpackedBits(int count) {
    byte[] packed = bytes();
    if (packed.length != (count + 7) / 8) {
      throw new IllegalArgumentException(packed.length + " bytes do not hold " + count + " bits");
    }
    boolean[] values = new boolean[count];
    for (int n = 0; n < count; n++) {
      values[n] = (packed[n / 8] >> (7 - n % 8) & 1) != 0;
    }
    return values;
  }
}
