package io.github.voxelclick.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Float32 memory that a model reads or writes without a copy. Reuse it: allocation is slow, and its
 * memory comes back only when the garbage collector finds it. Not thread-safe; nobody may touch it
 * while a run uses it.
 */
public final class TensorBuffer {
  private final FloatBuffer floats;

  private TensorBuffer(FloatBuffer floats) {
    this.floats = floats;
  }

  /**
   * Memory for this many floats, zeros at first. The one place where direct memory is allocated: in
   * any other byte order than the machine's own, a model would silently read garbage.
   */
  public static TensorBuffer allocate(int floats) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES));
    return new TensorBuffer(bytes.order(ByteOrder.nativeOrder()).asFloatBuffer());
  }

  /** How many floats fit. */
  public int capacity() {
    return floats.capacity();
  }

  /** Writes floats from a position on. */
  public void put(int position, float[] source) {
    floats.put(position, source);
  }

  /** Reads floats from a position on until the target is full. */
  public void get(int position, float[] target) {
    floats.get(position, target);
  }

  /** This memory as a tensor of a run; its first floats, row by row. */
  public Shaped shaped(long... shape) {
    return new Shaped(this, Arrays.stream(shape).boxed().toList());
  }

  /** The first floats for ONNX Runtime, sharing the memory. */
  FloatBuffer first(int count) {
    return floats.slice(0, count);
  }

  /**
   * Memory seen as a tensor.
   *
   * @param buffer the memory
   * @param shape sizes of the dimensions, each at least 1
   */
  public record Shaped(TensorBuffer buffer, List<Long> shape) {
    /** Checks that the memory is large enough. */
    public Shaped {
      shape = List.copyOf(shape);
      if (count(shape) > buffer.capacity()) {
        throw new IllegalArgumentException(shape + " does not fit " + buffer.capacity());
      }
    }

    int count() {
      return count(shape);
    }

    private static int count(List<Long> shape) {
      long n = 1;
      for (long d : shape) {
        if (d < 1) {
          throw new IllegalArgumentException("dimension " + d + " in " + shape);
        }
        n = Math.multiplyExact(n, d);
      }
      return Math.toIntExact(n);
    }
  }
}
