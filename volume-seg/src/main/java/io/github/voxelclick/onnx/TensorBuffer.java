package io.github.voxelclick.onnx;

import ai.onnxruntime.platform.Fp16Conversions;
import io.github.voxelclick.model.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Memory that a model reads or writes without a copy, float32 unless another type is asked for.
 * Reuse it: allocation is slow, and its memory comes back only when the garbage collector finds it.
 * Not thread-safe; nobody may touch it while a run uses it.
 */
public final class TensorBuffer {
  private final TensorType type;
  private final int capacity;
  private final ByteBuffer bytes;

  /** The same memory as floats; used for float32 alone. */
  private final FloatBuffer floats;

  private TensorBuffer(TensorType type, int capacity, ByteBuffer bytes) {
    this.type = type;
    this.capacity = capacity;
    this.bytes = bytes;
    this.floats = bytes.asFloatBuffer();
  }

  /** Memory for this many float32 numbers, zeros at first. */
  public static TensorBuffer allocate(int floats) {
    return allocate(TensorType.FLOAT32, floats);
  }

  /**
   * Memory for this many elements, zeros at first. The one place where direct memory is allocated:
   * in any other byte order than the machine's own, a model would silently read garbage.
   */
  public static TensorBuffer allocate(TensorType type, int elements) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(Math.multiplyExact(elements, type.bytes()));
    return new TensorBuffer(type, elements, bytes.order(ByteOrder.nativeOrder()));
  }

  /** Element type. */
  public TensorType type() {
    return type;
  }

  /** How many elements fit. */
  public int capacity() {
    return capacity;
  }

  /**
   * Writes numbers from a position on, converted to the type: whole numbers lose their fraction, a
   * truth value is true unless 0.
   */
  public void put(int position, float[] source) {
    if (type == TensorType.FLOAT32) {
      floats.put(position, source);
      return;
    }
    Objects.checkFromIndexSize(position, source.length, capacity);
    for (int n = 0; n < source.length; n++) {
      put((position + n) * type.bytes(), source[n]);
    }
  }

  private void put(int at, float value) {
    switch (type) {
      case FLOAT32 -> bytes.putFloat(at, value);
      case FLOAT16 -> bytes.putShort(at, Fp16Conversions.floatToFp16(value));
      case INT64 -> bytes.putLong(at, (long) value);
      case INT32 -> bytes.putInt(at, (int) value);
      case INT16 -> bytes.putShort(at, (short) value);
      case UINT8 -> bytes.put(at, (byte) (int) value);
      case BOOL -> bytes.put(at, (byte) (value == 0 ? 0 : 1));
    }
  }

  /**
   * Reads float32 numbers from a position on until the target is full.
   *
   * @throws IllegalStateException when this memory is of another type
   */
  public void get(int position, float[] target) {
    if (type != TensorType.FLOAT32) {
      throw new IllegalStateException("reading floats from " + type);
    }
    floats.get(position, target);
  }

  /** This memory as a tensor of a run; its first elements, row by row. */
  public Shaped shaped(long... shape) {
    return new Shaped(this, Arrays.stream(shape).boxed().toList());
  }

  /** The first elements for ONNX Runtime, sharing the memory. */
  ByteBuffer first(int count) {
    return bytes.slice(0, count * type.bytes()).order(ByteOrder.nativeOrder());
  }

  /**
   * Memory seen as a tensor.
   *
   * @param buffer the memory
   * @param shape sizes of the dimensions; with one of size 0 it is an empty tensor
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
        if (d < 0) {
          throw new IllegalArgumentException("dimension " + d + " in " + shape);
        }
        n = Math.multiplyExact(n, d);
      }
      return Math.toIntExact(n);
    }
  }
}
