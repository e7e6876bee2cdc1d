package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.volume.SliceMask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedBitsTest {
  private static byte[] pack(List<SliceMask> frames) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackedBits.Packer packer = new PackedBits.Packer(out);
    for (SliceMask frame : frames) {
      packer.add(frame);
    }
    packer.finish();
    return out.toByteArray();
  }

  @Test
  @Tag("D4")
  void two_frames_of_nine_pixels_share_a_byte() throws IOException {
    SliceMask full = SliceMask.of(3, 3, (c, r) -> true);
    SliceMask last = SliceMask.of(3, 3, (c, r) -> c == 2 && r == 2);
    assertArrayEquals(new byte[] {(byte) 0xFF, 1, 2, 0}, pack(List.of(full, last)));
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,11",
    "1,3,5",
    "5,7,4",
    "7,5,9",
    "8,8,3",
    "13,5,6",
    "9,7,7",
    "255,257,3",
    "64,2,3"
  })
  void every_pixel_is_the_bit_that_the_standard_names(int columns, int rows, int frames)
      throws IOException {
    SplittableRandom random = new SplittableRandom(columns * 1000L + rows);
    List<SliceMask> masks = new ArrayList<>();
    for (int f = 0; f < frames; f++) {
      masks.add(SliceMask.of(columns, rows, (c, r) -> random.nextBoolean()));
    }
    byte[] packed = pack(masks);
    long exact = PackedBits.length(frames, rows, columns);
    assertEquals((frames * rows * columns + 7) / 8, exact);
    assertEquals(exact + exact % 2, packed.length);
    for (int f = 0; f < frames; f++) {
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          int bit = f * rows * columns + r * columns + c;
          assertEquals(masks.get(f).get(c, r), (packed[bit >> 3] >> (bit & 7) & 1) == 1);
        }
      }
      int first = f * rows * columns;
      int end = (first + rows * columns + 7) / 8;
      byte[] part = Arrays.copyOfRange(packed, first / 8, end);
      assertEquals(masks.get(f), PackedBits.unpack(part, first % 8, rows, columns));
    }
  }

  @Test
  void lengths_beyond_four_gibibytes_are_counted_right() {
    assertEquals(4294967296L, PackedBits.length(131072, 512, 512));
  }
}
