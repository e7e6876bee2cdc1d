package io.github.voxelclick.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.voxelclick.model.IntensityRecipe;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegionGrowingTest {
  private static final String[] PICTURE = {
    "aa.bb", "a..bc", "a.a.b", "..aab",
  };

  /** Letters a, b, c stand for 0, 100 and 108 of a range of 0 to 1000 at 0.5 and 99.5 per cent. */
  private static Volume volume() {
    return volume(PICTURE);
  }

  private static Volume volume(String... picture) {
    float[][] data = new float[1][20];
    for (int n = 0; n < 20; n++) {
      data[0][n] =
          switch (picture[n / 5].charAt(n % 5)) {
            case 'a' -> 0;
            case 'b' -> 500;
            case 'c' -> 540;
            default -> 1000;
          };
    }
    return TestVolumes.volume(
        new GridSize(5, 4, 1), new VoxelData.F32(data), Rescale.IDENTITY, "MR");
  }

  private static RegionGrowing wand(double tolerance) throws ModelException {
    return wand(new RegionGrowing.Settings(tolerance, false, false));
  }

  private static RegionGrowing wand(RegionGrowing.Settings settings) throws ModelException {
    return new RegionGrowing(volume(), MiniatureModels.profile().intensity(), settings);
  }

  private static PointPrompt click(int column, int row, boolean positive) {
    return new PointPrompt(SlicePlane.k(0), new PlanePoint(column, row), positive);
  }

  private static SliceMask picture(String... rows) {
    return SliceMask.of(5, 4, (c, r) -> rows[r].charAt(c) == '#');
  }

  @Test
  void takes_connected_similar_pixels_and_gives_those_of_negative_clicks_back()
      throws ModelException {
    SliceSolver.Dialogue wand = wand(0.1).begin(volume(), SlicePlane.k(0));
    assertEquals(picture("##...", "#....", "#....", "....."), wand.answer(click(0, 2, true)));
    assertEquals(
        picture("##.##", "#..##", "#...#", "....#"),
        wand.answer(click(4, 3, true)),
        "0.04 apart joins, the corner alone does not");
    assertEquals(
        picture("##.##", "#..##", "#...#", "....#"),
        wand.answer(click(3, 0, false)),
        "its region holds a positive click");
  }

  @Test
  void gives_the_region_of_a_negative_click_back() throws ModelException {
    // Half the range joins b with all else, but a only with a and b.
    SliceSolver.Dialogue wand = wand(0.5).begin(volume(), SlicePlane.k(0));
    SliceMask all = picture("#####", "#####", "#####", "#####");
    assertEquals(all, wand.answer(click(3, 0, true)));
    assertEquals(picture("..###", ".####", ".####", "#####"), wand.answer(click(0, 0, false)));
    assertEquals(all, wand.answer(click(0, 1, true)), "a positive click there takes it back");
  }

  @Test
  void answers_no_boxes() throws ModelException {
    SliceSolver.Dialogue wand = wand(0.1).begin(volume(), SlicePlane.k(0));
    BoxPrompt box = new BoxPrompt(SlicePlane.k(0), new PlanePoint(0, 0), new PlanePoint(1, 1));
    assertThrows(IllegalArgumentException.class, () -> wand.answer(box));
  }

  @Test
  void fills_holes_but_not_bays_when_set_to() throws ModelException {
    Volume holed = volume(".....", ".a.b.", "..a..", "....a");
    IntensityRecipe recipe = MiniatureModels.profile().intensity();
    PointPrompt corner = click(0, 0, true);
    SliceMask open =
        new RegionGrowing(holed, recipe, new RegionGrowing.Settings(0.1, false, false))
            .begin(holed, SlicePlane.k(0))
            .answer(corner);
    assertEquals(picture("#####", "#.#.#", "##.##", "####."), open);
    SliceMask filled =
        new RegionGrowing(holed, recipe, new RegionGrowing.Settings(0.1, false, true))
            .begin(holed, SlicePlane.k(0))
            .answer(corner);
    assertEquals(picture("#####", "#####", "#####", "####."), filled);
  }

  @Test
  void has_64_settings_for_an_oracle_and_refuses_impossible_ones() {
    List<RegionGrowing.Settings> all = RegionGrowing.Settings.all();
    assertEquals(64, Set.copyOf(all).size());
    assertEquals(0.025, all.get(0).tolerance());
    assertEquals(0.4, all.get(63).tolerance(), 1e-12);
    assertThrows(
        IllegalArgumentException.class, () -> new RegionGrowing.Settings(1.01, false, false));
    assertThrows(
        IllegalArgumentException.class, () -> new RegionGrowing.Settings(-0.1, false, false));
  }
}
