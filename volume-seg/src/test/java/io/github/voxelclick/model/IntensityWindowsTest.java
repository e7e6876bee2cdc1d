package io.github.voxelclick.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.volume.Display;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Padding;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IntensityWindowsTest {
  private static final Window SOFT = new Window(-160, 240);
  private static final Window LUNG = new Window(-1100, 200);
  private static final Window BONE = new Window(-200, 700);

  /** Columns 0-9 lung, 10-19 tissue, 20-29 bone; stored with CT's usual rescale. */
  private static Volume ct(String modality) {
    GridSize size = new GridSize(30, 21, 4);
    short[][] data = new short[4][30 * 21];
    for (short[] slice : data) {
      for (int n = 0; n < slice.length; n++) {
        int[] hu = {-800, 50, 600};
        slice[n] = (short) (hu[n % 30 / 10] + 1024);
      }
    }
    return TestVolumes.volume(size, new VoxelData.S16(data), new Rescale(1, -1024), modality);
  }

  private static Window choose(Volume volume, Prompt prompt) throws ModelException {
    return new IntensityWindows(volume, MiniatureModels.profile().intensity())
        .choose(Optional.of(prompt));
  }

  private static Prompt click(double column, double row) {
    return new PointPrompt(SlicePlane.k(2), new PlanePoint(column, row), true);
  }

  @Nested
  class Ct {
    @Test
    void follows_the_median_under_the_prompt() throws ModelException {
      assertEquals(LUNG, choose(ct("CT"), click(4, 9)));
      assertEquals(SOFT, choose(ct("CT"), click(15, 20)));
      assertEquals(BONE, choose(ct("CT"), click(26, 0)));
    }

    @Test
    void looks_under_boxes_scribbles_and_masks_too() throws ModelException {
      SlicePlane plane = SlicePlane.k(1);
      assertEquals(
          BONE,
          choose(ct("CT"), new BoxPrompt(plane, new PlanePoint(18, 3), new PlanePoint(29, 12))));
      assertEquals(
          LUNG,
          choose(
              ct("CT"),
              new ScribblePrompt(
                  plane, List.of(new PlanePoint(2, 2), new PlanePoint(6, 15)), true)));
      assertEquals(
          BONE, choose(ct("CT"), new MaskPrompt(plane, SliceMask.of(30, 21, (c, r) -> c > 18))));
    }

    @Test
    void without_prompt_shows_soft_tissue() throws ModelException {
      assertEquals(
          SOFT,
          new IntensityWindows(ct("CT"), MiniatureModels.profile().intensity())
              .choose(Optional.empty()));
    }

    @Test
    void is_recognised_by_its_values_only_when_nobody_says() throws ModelException {
      assertEquals(LUNG, choose(ct(""), click(4, 9)));
      assertEquals(new Window(-800, 600), choose(ct("MR"), click(4, 9)));
    }
  }

  @Nested
  class Other_modalities {
    @Test
    void take_percentiles_of_modality_values() throws ModelException {
      GridSize size = new GridSize(20, 50, 1);
      short[][] data = new short[1][1000];
      for (int n = 0; n < 1000; n++) {
        data[0][n] = (short) n;
      }
      Volume ramp = TestVolumes.volume(size, new VoxelData.S16(data), new Rescale(0.5, 10), "MR");
      Window window = choose(ramp, at0());
      assertEquals(10 + 0.5 * 0.005 * 999, window.low(), 1e-4);
      assertEquals(10 + 0.5 * 0.995 * 999, window.high(), 1e-4);
    }

    private static Prompt at0() {
      return new PointPrompt(SlicePlane.k(0), new PlanePoint(3, 3), true);
    }

    @Test
    @Tag("B22")
    void leave_padding_out() throws ModelException {
      GridSize size = new GridSize(20, 50, 2);
      short[][] data = new short[2][1000];
      for (int n = 0; n < 1000; n++) {
        data[0][n] = (short) (n < 300 ? -2000 : 500);
        data[1][n] = (short) (n < 300 ? -2000 : 700);
      }
      Padding.Range range = new Padding.Range(-2000, -1990);
      Volume plain = TestVolumes.volume(size, new VoxelData.S16(data), Rescale.IDENTITY, "MR");
      Volume padded =
          new Volume(
              plain.geometry(),
              plain.data(),
              plain.rescale(),
              "MR",
              Display.NONE,
              Padding.of(List.of(Optional.of(range), Optional.of(range))));
      assertEquals(-2000, choose(plain, at0()).low());
      assertEquals(new Window(500, 700), choose(padded, at0()));
      assertEquals(-2000, padded.value(new VoxelIndex(0, 0, 0)));
    }

    @Test
    @Tag("B25")
    void count_pictures_in_colour_among_them() throws ModelException {
      byte[][] rgb = new byte[1][3 * 35];
      Arrays.fill(rgb[0], 30, 60, (byte) 200);
      Volume picture =
          TestVolumes.volume(
              new GridSize(5, 7, 1), new VoxelData.Rgb8(rgb), Rescale.IDENTITY, "CT");
      assertEquals(new Window(0, 200), choose(picture, at0()));
    }

    @Test
    void a_constant_or_wholly_undefined_image_still_has_a_window() throws ModelException {
      GridSize size = new GridSize(5, 7, 1);
      float[][] constant = new float[1][35];
      Arrays.fill(constant[0], 3);
      Volume flat = TestVolumes.volume(size, new VoxelData.F32(constant), Rescale.IDENTITY, "PT");
      assertEquals(new Window(3, 4), choose(flat, at0()));
      float[][] nothing = new float[1][35];
      Arrays.fill(nothing[0], Float.NaN);
      Volume undefined =
          TestVolumes.volume(size, new VoxelData.F32(nothing), Rescale.IDENTITY, "PT");
      assertEquals(new Window(0, 1), choose(undefined, at0()));
    }

    @Test
    void large_volumes_are_sampled_across_all_columns() throws ModelException {
      GridSize size = new GridSize(256, 300, 40);
      byte[][] data = new byte[40][256 * 300];
      for (byte[] slice : data) {
        for (int n = 0; n < slice.length; n++) {
          slice[n] = (byte) (n % 256);
        }
      }
      Volume volume = TestVolumes.volume(size, new VoxelData.U8(data), Rescale.IDENTITY, "");
      Window window = choose(volume, at0());
      assertEquals(0.005 * 255, window.low(), 0.6);
      assertEquals(0.995 * 255, window.high(), 0.6);
    }
  }
}
