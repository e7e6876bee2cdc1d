package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.volume.Segment.Rgb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@org.junit.jupiter.api.Tag("D7")
class CieLabTest {
  @ParameterizedTest
  @CsvSource({
    "0,0,0, 0,32896,32896",
    "255,255,255, 65535,32897,32893",
    "255,0,0, 34886,53484,50172",
    "0,255,0, 57498,10747,54274",
    "0,0,255, 21170,53250,5175",
    "221,130,101, 41661,41167,40792",
    "157,108,162, 34340,40315,27407",
    "12,200,77, 46410,15794,45456"
  })
  void agrees_with_other_programs(int red, int green, int blue, int l, int a, int b) {
    int[] found = CieLab.encode(new Rgb(red, green, blue));
    assertAll(
        () -> assertEquals(l, found[0], 3),
        () -> assertEquals(a, found[1], 3),
        () -> assertEquals(b, found[2], 3));
  }

  @Test
  void every_colour_comes_back() {
    for (int red = 0; red < 256; red += 15) {
      for (int green = 0; green < 256; green += 17) {
        for (int blue = 0; blue < 256; blue += 5) {
          Rgb colour = new Rgb(red, green, blue);
          assertEquals(colour, CieLab.decode(CieLab.encode(colour)));
        }
      }
    }
  }

  @Test
  void colours_beyond_the_screen_are_clipped() {
    assertEquals(255, CieLab.decode(new int[] {65535, 65535, 32896}).red());
    assertEquals(0, CieLab.decode(new int[] {0, 0, 65535}).red());
  }
}
