package io.github.voxelclick.parity;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reader of the golden files; {@code export/parity/resample.py} wrote these arrays. */
class NpzReaderTest {
  private static Map<String, NpyArray> arrays() throws IOException {
    return NpzReader.resource("/parity/resample/arrays.npz");
  }

  @Test
  void every_type_is_read() throws IOException {
    Map<String, NpyArray> a = arrays();
    assertAll(
        () -> assertArrayEquals(new byte[] {0, 1, 2, 100, 127, 126}, a.get("type_uint8").bytes()),
        () ->
            assertArrayEquals(
                new short[] {0, -3, -6, -300, -381, -378}, a.get("type_int16").shorts()),
        () -> assertArrayEquals(new int[] {0, 1, 2, 100, 127, 126}, a.get("type_int32").ints()),
        () -> assertArrayEquals(new long[] {0, 1, 2, 100, 127, 126}, a.get("type_int64").longs()),
        () ->
            assertArrayEquals(new float[] {0, 1, 2, 100, 127, 126}, a.get("type_float32").floats()),
        () ->
            assertArrayEquals(
                new double[] {0, 1 / 3.0, 2 / 3.0, 100 / 3.0, 127 / 3.0, 42},
                a.get("type_float64").doubles()),
        () ->
            assertArrayEquals(
                new boolean[] {false, true, true, true, true, true},
                a.get("type_bool").booleans()));
  }

  @Test
  void shapes_are_read() throws IOException {
    Map<String, NpyArray> a = arrays();
    assertEquals(List.of(2, 3), a.get("type_float32").shape());
    assertEquals(List.of(2), a.get("type_packed").shape());
    assertEquals(List.of(), a.get("type_scalar").shape());
    assertArrayEquals(new float[] {2.5f}, a.get("type_scalar").floats());
  }

  @Test
  void packed_bits_are_unpacked() throws IOException {
    boolean[] bits = {true, false, false, true, true, true, false, true, false, true, true};
    NpyArray packed = arrays().get("type_packed");
    assertArrayEquals(bits, packed.unpackedBits(11));
    assertThrows(IllegalArgumentException.class, () -> packed.unpackedBits(17));
  }

  @Test
  void values_of_another_type_are_refused() throws IOException {
    NpyArray floats = arrays().get("type_float32");
    assertThrows(IllegalStateException.class, floats::doubles);
    assertThrows(IllegalStateException.class, floats::bytes);
  }

  @Test
  void what_is_no_archive_of_arrays_is_refused() {
    assertThrows(IOException.class, () -> NpzReader.npy(new byte[100]));
    assertThrows(IOException.class, () -> NpzReader.resource("/parity/missing.npz"));
  }
}
