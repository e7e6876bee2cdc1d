package io.github.voxelclick.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LooseBoxTest {
  private static final SlicePlane PLANE = SlicePlane.k(4);

  private static SliceMask rectangle(int column, int row, int width, int height) {
    return SliceMask.of(
        200, 90, (c, r) -> c >= column && c < column + width && r >= row && r < row + height);
  }

  @Nested
  class Sides {
    @Test
    void move_outwards_by_up_to_a_tenth_of_their_length_and_never_cut_the_structure() {
      SliceMask truth = rectangle(60, 30, 80, 20);
      Set<Double> lefts = new HashSet<>();
      for (long seed = 0; seed < 200; seed++) {
        BoxPrompt box = LooseBox.of(PLANE, truth, seed, 3);
        assertTrue(box.min().column() >= 52 && box.min().column() <= 60, box.toString());
        assertTrue(box.max().column() >= 139 && box.max().column() <= 147, box.toString());
        assertTrue(box.min().row() >= 28 && box.min().row() <= 30, box.toString());
        assertTrue(box.max().row() >= 49 && box.max().row() <= 51, box.toString());
        lefts.add(box.min().column());
      }
      assertTrue(lefts.size() >= 7, "the jitter takes many values: " + lefts);
    }

    @Test
    void end_at_the_rim_of_the_slice() {
      SliceMask whole = SliceMask.of(200, 90, (c, r) -> true);
      BoxPrompt box = LooseBox.of(PLANE, whole, 5, 1);
      assertEquals(new PlanePoint(0, 0), box.min());
      assertEquals(new PlanePoint(199, 89), box.max());
    }

    @Test
    void keep_a_single_pixel_inside() {
      BoxPrompt box = LooseBox.of(PLANE, rectangle(7, 80, 1, 1), 5, 1);
      assertTrue(box.min().column() <= 7 && box.max().column() >= 7);
      assertTrue(box.min().row() <= 80 && box.max().row() >= 80);
      assertTrue(box.max().column() - box.min().column() <= 2);
    }
  }

  @Test
  void equal_seeds_give_equal_boxes_and_seed_slice_and_value_matter() {
    SliceMask truth = rectangle(40, 20, 120, 50);
    BoxPrompt box = LooseBox.of(PLANE, truth, 11, 3);
    assertEquals(box, LooseBox.of(PLANE, truth, 11, 3));
    assertNotEquals(box, LooseBox.of(PLANE, truth, 12, 3));
    assertNotEquals(box, LooseBox.of(PLANE, truth, 11, 4));
    assertNotEquals(box.min(), LooseBox.of(SlicePlane.k(5), truth, 11, 3).min());
  }

  @Nested
  class Ellipse {
    private final Volume volume =
        TestVolumes.volume(
            new GridSize(200, 90, 5), new VoxelData.U8(new byte[5][18000]), Rescale.IDENTITY, "MR");

    @Test
    void touches_the_four_sides_of_its_box() throws Exception {
      BoxPrompt box = new BoxPrompt(PLANE, new PlanePoint(31, 12), new PlanePoint(150, 61));
      SliceMask ellipse = new BoxEllipse().begin(volume, PLANE).answer(box);
      assertEquals(new SliceMask.Bounds(31, 12, 150, 61), ellipse.bounds().orElseThrow());
      assertEquals(Math.PI / 4 * 120 * 50, ellipse.count(), 25, "the area of an ellipse");
      SliceMask full = rectangle(31, 12, 120, 50);
      assertEquals(
          2 * (Math.PI / 4) / (1 + Math.PI / 4), ellipse.dice(full), 0.003, "against its box");
    }

    @Test
    void is_not_drawn_for_clicks() {
      PointPrompt click = new PointPrompt(PLANE, new PlanePoint(3, 4), true);
      SliceSolver.Dialogue dialogue = new BoxEllipse().begin(volume, PLANE);
      assertThrows(IllegalArgumentException.class, () -> dialogue.answer(click));
    }
  }
}
