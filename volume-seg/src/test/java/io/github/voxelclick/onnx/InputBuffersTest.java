package io.github.voxelclick.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.voxelclick.model.TensorType;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InputBuffersTest {
  private final InputBuffers inputs = new InputBuffers();

  private TensorBuffer.Shaped floats(String name, long rows, float... values) {
    return inputs.fill(name, TensorType.FLOAT32, values, rows, values.length / rows);
  }

  @Test
  void a_smaller_tensor_takes_the_same_memory() {
    TensorBuffer first = floats("image", 2, 1, 2, 3, 4, 5, 6).buffer();
    TensorBuffer.Shaped second = floats("image", 1, 7, 8);
    assertSame(first, second.buffer());
    assertEquals(List.of(1L, 2L), second.shape());
    float[] read = new float[2];
    second.buffer().get(0, read);
    assertArrayEquals(new float[] {7, 8}, read);
  }

  @Test
  void a_larger_one_another_type_and_another_name_get_their_own() {
    TensorBuffer first = floats("image", 1, 1, 2).buffer();
    assertNotSame(first, floats("points", 1, 1, 2).buffer());
    assertNotSame(first, floats("image", 1, 1, 2, 3).buffer());
    TensorBuffer whole = inputs.fill("image", TensorType.INT64, new float[] {5, 6}, 2).buffer();
    assertEquals(TensorType.INT64, whole.type());
    assertEquals(6, whole.first(2).getLong(8));
  }

  @Test
  void shape_and_numbers_must_agree() {
    float[] four = new float[4];
    assertThrows(
        IllegalArgumentException.class, () -> inputs.fill("a", TensorType.FLOAT32, four, 1, 3));
    assertThrows(
        IllegalArgumentException.class, () -> inputs.fill("a", TensorType.FLOAT32, four, 5));
  }

  @Test
  void an_empty_tensor_is_one() {
    assertEquals(
        List.of(1L, 0L, 4L),
        inputs.fill("none", TensorType.FLOAT32, new float[0], 1, 0, 4).shape());
  }
}
