package io.github.voxelclick.plugin.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.Segmentation.Entry;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.Color;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LabelImagesTest {
  private static List<ImagePlus> images(Segmentation segmentation) throws GeometryException {
    return LabelImages.of(segmentation, SavedShapes.volume(), "case", Progress.none()).images();
  }

  /** Every pixel has the number of the segment whose mask has the voxel. */
  private static void assertShows(Segmentation segmentation, ImagePlus image) {
    for (int k = 0; k < SavedShapes.SIZE.k(); k++) {
      for (int j = 0; j < SavedShapes.SIZE.j(); j++) {
        for (int i = 0; i < SavedShapes.SIZE.i(); i++) {
          int expected = 0;
          for (Entry e : segmentation.entries()) {
            if (e.mask().get(new VoxelIndex(i, j, k))) {
              expected = e.segment().number();
            }
          }
          assertEquals(
              expected, image.getStack().getProcessor(k + 1).get(i, j), i + "," + j + "," + k);
        }
      }
    }
  }

  private static Color painted(ImagePlus image, int slice, int i, int j) {
    image.setSlice(slice);
    return new Color(image.getProcessor().getBufferedImage().getRGB(i, j));
  }

  private static Color colour(Segment segment) {
    Segment.Rgb c = segment.colour();
    return new Color(c.red(), c.green(), c.blue());
  }

  @Test
  void every_pixel_is_the_number_of_its_segment_in_the_segments_colour() throws Exception {
    Segment liver = SavedShapes.segment(2, "Liver");
    Segment cyst = SavedShapes.segment(255, "Cyst");
    Segmentation both =
        SavedShapes.segmentation(
            new Entry(liver, SavedShapes.ringMask()), new Entry(cyst, SavedShapes.restMask()));
    List<ImagePlus> images = images(both);
    assertEquals(1, images.size());
    ImagePlus image = images.get(0);
    assertEquals("case", image.getTitle());
    assertEquals(8, image.getBitDepth());
    assertArrayEquals(new int[] {13, 9, 1, 4, 1}, image.getDimensions());
    assertShows(both, image);
    assertEquals(colour(liver), painted(image, 2, 1, 2));
    assertEquals(colour(cyst), painted(image, 2, 12, 0));
    assertEquals(Color.BLACK, painted(image, 2, 0, 0));
    assertTrue(((String) image.getProperty("Info")).contains("2: Liver"));
  }

  @Test
  void large_numbers_make_a_16_bit_image_without_loss() throws Exception {
    Segmentation both =
        SavedShapes.segmentation(
            new Entry(SavedShapes.segment(256, "a"), SavedShapes.ringMask()),
            new Entry(SavedShapes.segment(65_535, "b"), SavedShapes.restMask()));
    ImagePlus image = images(both).get(0);
    assertEquals(16, image.getBitDepth());
    assertShows(both, image);
    assertEquals(colour(both.entries().get(1).segment()), painted(image, 2, 12, 0));
    assertEquals(Color.BLACK, painted(image, 2, 0, 0));
  }

  @Test
  void the_background_is_black_even_if_numbers_are_too_many_for_the_colours() throws Exception {
    Segmentation both =
        SavedShapes.segmentation(
            new Entry(SavedShapes.segment(1, "a"), SavedShapes.ringMask()),
            new Entry(SavedShapes.segment(60_000, "b"), SavedShapes.restMask()));
    ImagePlus image = images(both).get(0);
    assertShows(both, image);
    assertEquals(Color.BLACK, painted(image, 2, 0, 0));
  }

  @Test
  void spacing_and_slice_labels_are_those_of_the_volume_and_values_are_plain() throws Exception {
    ImagePlus image =
        images(
                SavedShapes.segmentation(
                    new Entry(SavedShapes.segment(1, "a"), SavedShapes.ringMask())))
            .get(0);
    double[] spacing = SavedShapes.volume().geometry().spacingMm();
    assertEquals(spacing[0], image.getCalibration().pixelWidth, 1e-12);
    assertEquals(spacing[1], image.getCalibration().pixelHeight, 1e-12);
    assertEquals(spacing[2], image.getCalibration().pixelDepth, 1e-12);
    assertEquals("mm", image.getCalibration().getUnit());
    assertEquals(1.0, image.getCalibration().getCValue(1), 0);
    assertTrue(image.getStack().getSliceLabel(2).startsWith("k=1 ("));
  }

  @Test
  void segments_that_overlap_get_an_image_each_and_lose_no_voxel() throws Exception {
    Entry a = new Entry(SavedShapes.segment(1, "Liver"), SavedShapes.ringMask());
    Entry b =
        new Entry(
            SavedShapes.segment(2, "Cyst"), SavedShapes.restMask().or(SavedShapes.ringMask()));
    Entry none = new Entry(SavedShapes.segment(3, "Empty"), Mask.empty(SavedShapes.SIZE));
    List<ImagePlus> images = images(SavedShapes.segmentation(a, b, none));
    assertEquals(
        List.of("case - Liver", "case - Cyst"), images.stream().map(ImagePlus::getTitle).toList());
    assertShows(SavedShapes.segmentation(a), images.get(0));
    assertShows(SavedShapes.segmentation(b), images.get(1));
  }

  @Test
  void nothing_segmented_makes_no_image() throws Exception {
    assertEquals(
        List.of(),
        images(
            SavedShapes.segmentation(
                new Entry(SavedShapes.segment(3, "Empty"), Mask.empty(SavedShapes.SIZE)))));
  }

  @Test
  void making_them_can_be_cancelled() {
    Progress cancelled =
        new Progress() {
          @Override
          public void update(int done, int total) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    Segmentation one =
        SavedShapes.segmentation(new Entry(SavedShapes.segment(1, "a"), SavedShapes.ringMask()));
    assertThrows(
        CancellationException.class,
        () -> LabelImages.of(one, SavedShapes.volume(), "case", cancelled));
    assertThrows(CancellationException.class, () -> SegmentRois.of(one, cancelled));
  }
}
