package io.github.voxelclick.plugin.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ij.gui.ImageRoi;
import io.github.voxelclick.plugin.view.Layer;
import io.github.voxelclick.plugin.view.OverlayContent;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MaskRoiTest {
  private static final GridSize SIZE = new GridSize(11, 7, 3);
  private static final Segment.Rgb RED = new Segment.Rgb(255, 0, 0);

  /** No flip or exchange of axes maps this onto itself. */
  private static final SliceMask LETTER =
      SliceMask.of(11, 7, (i, j) -> (i == 2 && j >= 1 && j <= 5) || (j == 1 && i >= 2 && i <= 5));

  private static final Mask MASK = Mask.empty(SIZE).withSlice(SlicePlane.k(1), LETTER);

  private static BufferedImage paint(MaskRoi roi, int k, Rectangle source, int magnification) {
    BufferedImage canvas =
        new BufferedImage(
            source.width * magnification,
            source.height * magnification,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = canvas.createGraphics();
    roi.paint(g, k, source, magnification);
    g.dispose();
    return canvas;
  }

  private static MaskRoi roi(Prompt... prompts) {
    return new MaskRoi(
        OverlayContent.of(SIZE, List.of(new Layer(1, MASK, RED, List.of(prompts)))),
        Optional.empty());
  }

  private static void assertShows(SliceMask expected, BufferedImage canvas, Rectangle source) {
    int m = canvas.getWidth() / source.width;
    for (int j = source.y; j < source.y + source.height; j++) {
      for (int i = source.x; i < source.x + source.width; i++) {
        for (int corner : new int[] {0, m - 1}) {
          Color c =
              new Color(canvas.getRGB((i - source.x) * m + corner, (j - source.y) * m + corner));
          assertEquals(expected.get(i, j), c.getRed() > 0, "pixel " + i + "," + j);
        }
      }
    }
  }

  @Test
  void every_pixel_of_the_mask_covers_its_whole_cell_and_no_other() {
    Rectangle all = new Rectangle(11, 7);
    assertShows(LETTER, paint(roi(), 1, all, 4), all);
  }

  @Test
  void a_zoomed_part_shows_the_same_pixels() {
    Rectangle part = new Rectangle(1, 1, 6, 3);
    assertShows(LETTER, paint(roi(), 1, part, 5), part);
  }

  @Test
  void other_slices_show_nothing() {
    Rectangle all = new Rectangle(11, 7);
    assertShows(SliceMask.empty(11, 7), paint(roi(), 0, all, 2), all);
    assertShows(SliceMask.empty(11, 7), paint(roi(), 2, all, 2), all);
  }

  @Test
  void a_new_mask_and_a_new_slice_replace_the_picture() {
    MaskRoi roi = roi();
    Rectangle all = new Rectangle(11, 7);
    paint(roi, 1, all, 2);
    SliceMask dot = SliceMask.of(11, 7, (i, j) -> i == 9 && j == 2);
    roi.show(
        OverlayContent.of(
            SIZE, List.of(new Layer(1, MASK.withSlice(SlicePlane.k(2), dot), RED, List.of()))));
    assertShows(dot, paint(roi, 2, all, 2), all);
    assertShows(LETTER, paint(roi, 1, all, 2), all);
  }

  @Test
  void a_click_is_marked_at_the_centre_of_its_pixel_on_its_slice_only() {
    MaskRoi roi =
        roi(
            new PointPrompt(SlicePlane.k(0), new PlanePoint(7, 4), true),
            new PointPrompt(SlicePlane.k(2), new PlanePoint(3, 2), false));
    Rectangle all = new Rectangle(11, 7);
    BufferedImage positive = paint(roi, 0, all, 10);
    Color plus = new Color(positive.getRGB(75, 45));
    assertEquals(Math.max(plus.getGreen(), 150), plus.getGreen(), "green " + plus);
    assertEquals(0, positive.getRGB(35, 25) & 0xffffff);
    Color minus = new Color(paint(roi, 2, all, 10).getRGB(35, 25));
    assertEquals(Math.max(minus.getRed(), 150), minus.getRed(), "red " + minus);
  }

  @Test
  void it_cannot_be_hit_by_the_mouse() {
    assertFalse(roi().contains(2, 3));
  }

  @Test
  void a_clone_is_a_plain_picture_that_follows_no_session() {
    MaskRoi roi = roi();
    Object clone = roi.clone();
    assertInstanceOf(ImageRoi.class, clone);
    assertNotEquals(MaskRoi.class, clone.getClass());
  }
}
