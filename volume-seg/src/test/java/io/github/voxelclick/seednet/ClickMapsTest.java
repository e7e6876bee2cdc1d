package io.github.voxelclick.seednet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.model.ModelTransform;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClickMapsTest {
  private static final int SIDE = 12;

  /** Slice pixel (4, 3) on input pixel (6.5, 5.5); two slice columns and one row per pixel. */
  private final ClickMaps maps =
      new ClickMaps(new ModelTransform(new PlanePoint(4, 3), new PlanePoint(6.5, 5.5), 2, 1), SIDE);

  private final float[] channel = new float[SIDE * SIDE];

  private String drawn() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        text.append(channel[row * SIDE + column] == 1 ? '#' : '.');
      }
      text.append('\n');
    }
    return text.toString();
  }

  @Test
  void a_click_is_a_disk_and_halves_round_up() {
    maps.drawDisk(channel, new PlanePoint(4, 3), 3);
    assertEquals(
        """
        ............
        ............
        ............
        .......#....
        .....#####..
        .....#####..
        ....#######.
        .....#####..
        .....#####..
        .......#....
        ............
        ............
        """,
        drawn());
  }

  @Test
  void what_falls_outside_is_cut_off() {
    maps.drawDisk(channel, new PlanePoint(-10, -4), 3);
    maps.drawDisk(channel, new PlanePoint(1000, 3), 3);
    // (-10, -4) lies on input pixel (-0.5, -1.5), rounded to (0, -1).
    assertEquals(
        "###.........\n".repeat(2) + "#...........\n" + "............\n".repeat(9), drawn());
  }

  @Test
  void a_scribble_leaves_no_gap() {
    maps.drawLine(channel, List.of(new PlanePoint(-7, 0), new PlanePoint(11, 6)), 0);
    int count = 0;
    for (int column = 1; column <= 10; column++) {
      boolean any = false;
      for (int row = 0; row < SIDE; row++) {
        any |= channel[row * SIDE + column] == 1;
        count += (int) channel[row * SIDE + column];
      }
      assertEquals(true, any, "column " + column);
    }
    assertEquals(1, channel[3 * SIDE + 1]);
    assertEquals(1, channel[9 * SIDE + 10]);
    assertEquals(true, count >= 10 && count <= 20);
  }

  @Test
  void a_box_is_zero_inside_with_its_corners_and_one_outside() {
    maps.drawOutside(
        channel, new BoxPrompt(SlicePlane.k(0), new PlanePoint(1, 0), new PlanePoint(5, 4)));
    // Columns 1 and 5 lie on 5 and 7, rows 0 and 4 on 2.5 and 6.5, which round up.
    assertEquals(
        "############\n".repeat(3) + "#####...####\n".repeat(5) + "############\n".repeat(4),
        drawn());
  }

  @Test
  void a_box_beyond_the_window_leaves_it_all_outside() {
    maps.drawOutside(
        channel, new BoxPrompt(SlicePlane.k(0), new PlanePoint(90, 0), new PlanePoint(99, 4)));
    assertEquals("############\n".repeat(SIDE), drawn());
  }
}
