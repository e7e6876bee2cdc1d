package io.github.voxelclick.onnx;

import java.util.Arrays;

/**
 * What a graph gave: plain Java memory.
 *
 * @param values row by row; the holder's own
 * @param shape sizes of the dimensions
 */
@SuppressWarnings("ArrayRecordComponent") // identity is meant: answers are never compared
public record FloatTensor(float[] values, long[] shape) {
  /** Size of a dimension, counted from the last (0). */
  public int fromLast(int dimension) {
    return Math.toIntExact(shape[shape.length - 1 - dimension]);
  }

  @Override
  public String toString() {
    return "float32 " + Arrays.toString(shape);
  }
}
