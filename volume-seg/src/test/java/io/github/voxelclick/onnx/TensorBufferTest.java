package io.github.voxelclick.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.voxelclick.model.TensorType;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TensorBufferTest {
  private static ByteBuffer bytes(TensorType type, float... values) {
    TensorBuffer buffer = TensorBuffer.allocate(type, values.length);
    buffer.put(0, values);
    return buffer.first(values.length);
  }

  @Test
  void numbers_are_converted_to_the_graphs_types() {
    assertEquals(-3, bytes(TensorType.INT64, 2, -3.9f).getLong(8));
    assertEquals(70_000, bytes(TensorType.INT32, 2, 70_000).getInt(4));
    assertEquals(-7, bytes(TensorType.INT16, -7).getShort(0));
    assertEquals(200, bytes(TensorType.UINT8, 1, 200).get(1) & 0xff);
    assertEquals(1, bytes(TensorType.BOOL, 0, 0.5f).get(1));
    assertEquals(0x3e00, bytes(TensorType.FLOAT16, 1.5f).getShort(0));
    assertEquals(1.5f, bytes(TensorType.FLOAT32, 1.5f).getFloat(0));
  }

  @Test
  void numbers_are_written_where_they_belong_and_read_back() {
    TensorBuffer buffer = TensorBuffer.allocate(5);
    buffer.put(2, new float[] {3, 4});
    float[] read = new float[5];
    buffer.get(0, read);
    assertArrayEquals(new float[] {0, 0, 3, 4, 0}, read);
    assertEquals(List.of(1L, 5L), buffer.shaped(1, 5).shape());
  }

  @Test
  void what_does_not_fit_is_refused() {
    TensorBuffer whole = TensorBuffer.allocate(TensorType.INT64, 3);
    assertThrows(IndexOutOfBoundsException.class, () -> whole.put(2, new float[2]));
    assertThrows(IllegalArgumentException.class, () -> whole.shaped(2, 2));
    assertThrows(IllegalArgumentException.class, () -> whole.shaped(-1));
    assertThrows(IllegalStateException.class, () -> whole.get(0, new float[1]));
  }
}
