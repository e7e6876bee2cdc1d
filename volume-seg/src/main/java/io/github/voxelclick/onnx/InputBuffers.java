package io.github.voxelclick.onnx;

import io.github.voxelclick.model.TensorType;
import java.util.HashMap;
import java.util.Map;

/**
 * A model's inputs by name, in memory that is kept from one run to the next and grows to the
 * largest that was needed. Not thread-safe: whoever owns it lets one run at a time fill and use it.
 */
public final class InputBuffers {
  private final Map<String, TensorBuffer> kept = new HashMap<>();

  /**
   * Fills an input.
   *
   * @param values converted to the type, row by row; as many as the shape says
   * @return a tensor whose numbers stay until the input is filled again
   */
  public TensorBuffer.Shaped fill(String name, TensorType type, float[] values, long... shape) {
    TensorBuffer buffer = kept.get(name);
    if (buffer == null || buffer.capacity() < values.length || buffer.type() != type) {
      buffer = TensorBuffer.allocate(type, values.length);
      kept.put(name, buffer);
    }
    buffer.put(0, values);
    TensorBuffer.Shaped shaped = buffer.shaped(shape);
    if (shaped.count() != values.length) {
      throw new IllegalArgumentException(values.length + " numbers for " + shaped.shape());
    }
    return shaped;
  }
}
