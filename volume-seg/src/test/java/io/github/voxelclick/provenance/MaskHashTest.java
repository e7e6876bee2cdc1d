package io.github.voxelclick.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MaskHashTest {
  private static boolean isSet(int i, int j, int k) {
    return (i * 5 + j * 3 + k * 7) % 4 == 0 && k != 1;
  }

  private static Mask mask(GridSize size) {
    Mask mask = Mask.empty(size);
    for (int slice = 0; slice < size.k(); slice++) {
      int k = slice;
      mask =
          mask.withSlice(
              SlicePlane.k(k), SliceMask.of(size.i(), size.j(), (i, j) -> isSet(i, j, k)));
    }
    return mask;
  }

  @ParameterizedTest
  @CsvSource({"9,7,5", "8,8,3", "64,1,2", "13,11,4", "1,1,1"})
  void is_that_of_the_bits_one_by_one(int columns, int rows, int slices) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        (columns + " " + rows + " " + slices + "\n").getBytes(StandardCharsets.US_ASCII));
    for (int k = 0; k < slices; k++) {
      int gathered = 0;
      int bits = 0;
      for (int j = 0; j < rows; j++) {
        for (int i = 0; i < columns; i++) {
          gathered |= (isSet(i, j, k) ? 1 : 0) << bits;
          bits++;
          if (bits == 8) {
            bytes.write(gathered);
            gathered = 0;
            bits = 0;
          }
        }
      }
      if (bits > 0) {
        bytes.write(gathered);
      }
    }
    String expected =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    assertEquals(expected, MaskHash.of(mask(new GridSize(columns, rows, slices))));
  }

  /** By numpy, with the line of docs/provenance.md. */
  @Test
  void is_what_numpy_makes_of_the_same_voxels() {
    assertEquals(
        "afcfba06949a01c679f052f145ee7d7574e60b5c07e414dbbe33b284226d9520",
        MaskHash.of(mask(new GridSize(9, 7, 5))));
  }

  @Test
  void tells_grids_and_voxels_apart() {
    String empty = MaskHash.of(Mask.empty(new GridSize(9, 7, 5)));
    assertNotEquals(empty, MaskHash.of(Mask.empty(new GridSize(7, 9, 5))));
    Mask one =
        Mask.empty(new GridSize(9, 7, 5))
            .withSlice(SlicePlane.k(4), SliceMask.of(9, 7, (i, j) -> i == 8 && j == 6));
    assertNotEquals(empty, MaskHash.of(one));
  }
}
