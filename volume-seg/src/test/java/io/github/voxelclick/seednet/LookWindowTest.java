package io.github.voxelclick.seednet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.voxelclick.model.ModelTransform;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LookWindowTest {
  @Nested
  class On_square_pixels {
    private final LookWindow.Maker maker =
        new LookWindow.Maker(new SliceGrid(93, 71, 0.8, 0.8), 24, 1.15);

    @Test
    void the_whole_slice_is_the_square_round_it() {
      assertEquals(new LookWindow(new PlanePoint(46, 35), 93, 93), maker.whole());
      assertEquals(
          new LookWindow(new PlanePoint(3, 4), 46.5, 46.5),
          maker.around(new PlanePoint(3, 4), 0.5));
    }

    @Test
    void mask_and_points_are_held_with_a_margin() {
      SliceMask mask = SliceMask.of(93, 71, (c, r) -> c >= 10 && c <= 29 && r >= 5 && r <= 14);
      LookWindow window = maker.around(Optional.of(mask), List.of(new PlanePoint(20, 44)), 1.6);
      assertEquals(new LookWindow(new PlanePoint(19.5, 24.5), 64, 64), window);
    }

    @Test
    void no_window_is_too_small_or_too_large() {
      SliceMask all = SliceMask.of(93, 71, (c, r) -> true);
      assertEquals(1.15 * 93, maker.around(Optional.of(all), List.of(), 2.4).width(), 1e-9);
      LookWindow point = maker.around(Optional.empty(), List.of(new PlanePoint(1, 2)), 2.4);
      assertEquals(new LookWindow(new PlanePoint(1, 2), 24, 24), point);
      assertThrows(
          IllegalArgumentException.class,
          () -> maker.around(Optional.of(SliceMask.empty(93, 71)), List.of(), 2));
    }
  }

  @Nested
  class On_oblong_pixels {
    /** 4.0 mm columns, 6.4 mm rows: 240 mm wide, 256 mm high. */
    private final LookWindow.Maker maker =
        new LookWindow.Maker(new SliceGrid(60, 40, 4.0, 6.4), 24, 1.15);

    @Test
    void windows_are_square_in_millimetres() {
      assertEquals(new LookWindow(new PlanePoint(29.5, 19.5), 64, 40), maker.whole());
      LookWindow window =
          maker.around(Optional.empty(), List.of(new PlanePoint(5, 3), new PlanePoint(7, 23)), 1.5);
      assertEquals((20 * 1.6 + 1) * 1.5, window.width(), 1e-9);
      assertEquals(window.width() * 4.0, window.height() * 6.4, 1e-9);
      ModelTransform t = window.transform(128);
      assertEquals(window.width() / 128, t.columnStep(), 1e-12);
      assertEquals(window.height() / 128, t.rowStep(), 1e-12);
      assertEquals(new PlanePoint(63.5, 63.5), t.toModel(new PlanePoint(6, 13)));
    }
  }
}
