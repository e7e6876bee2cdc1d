package io.github.voxelclick.plugin.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.Display;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PetUnit;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.Window;
import io.github.voxelclick.volume.WorldPoint;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WindowPresetsTest {
  private static final int COUNT = 11 * 9 * 7;

  private static Volume volume(
      VoxelData data, String modality, Display display, Optional<PetUnit> pet) {
    try {
      VolumeGeometry g =
          VolumeGeometry.regular(
              new GridSize(11, 9, 7),
              Affine.ofColumns(
                  new WorldPoint(0.7, 0, 0),
                  new WorldPoint(0, 1.1, 0),
                  new WorldPoint(0, 0, 2.5),
                  new WorldPoint(0, 0, 0)),
              Optional.empty());
      return new Volume(g, data, new Rescale(2, -10), modality, display, Optional.empty(), pet);
    } catch (GeometryException e) {
      throw new AssertionError(e);
    }
  }

  private static VoxelData data(double... values) {
    double[][] slices = new double[7][99];
    for (int n = 0; n < COUNT; n++) {
      slices[n / 99][n % 99] = values[n % values.length];
    }
    return new VoxelData.F64(slices);
  }

  private static Volume mr(double... values) {
    return volume(data(values), "MR", Display.NONE, Optional.empty());
  }

  private static List<Window> windows(Volume v) {
    return WindowPresets.of(v).stream().map(DisplayPreset::window).toList();
  }

  @Test
  void a_ct_has_those_of_its_file_first_then_those_of_the_organs() {
    DisplayPreset own = DisplayPreset.of(new Window(-5, 60));
    Volume ct = volume(data(1, 2), "CT", new Display(List.of(own), false), Optional.empty());
    List<DisplayPreset> all = WindowPresets.of(ct);
    assertEquals(own, all.get(0));
    assertEquals(
        List.of(
            new Window(0, 80),
            new Window(-1350, 150),
            new Window(-500, 1300),
            new Window(-150, 250),
            new Window(-45, 105)),
        windows(ct).subList(1, 6));
    assertEquals(7, all.size());
    assertEquals(6, all.stream().skip(1).map(DisplayPreset::name).distinct().count());
  }

  @Test
  void suv_becomes_the_values_of_the_file() {
    PetUnit unit = PetUnit.of("Bq/ml", 0.0005);
    Volume pet = volume(data(1, 2), "PT", Display.NONE, Optional.of(unit));
    assertEquals(new Window(0, 10_000), windows(pet).get(0));
    assertEquals(4, windows(pet).size());
    Volume unknown =
        volume(data(1), "PT", Display.NONE, Optional.of(PetUnit.withoutSuv("", "No dose.")));
    assertEquals(1, windows(unknown).size());
  }

  @Test
  void the_automatic_window_leaves_single_bright_voxels_out() {
    double[] ramp = new double[COUNT];
    Arrays.setAll(ramp, n -> n % 100);
    ramp[17] = 1e7;
    ramp[18] = Double.NaN;
    ramp[19] = Double.NEGATIVE_INFINITY;
    Window w = windows(mr(ramp)).get(0);
    assertEquals(-10, w.low(), 2);
    assertEquals(188, w.high(), 4);
  }

  @Test
  void what_has_one_value_or_none_has_a_window_all_the_same() {
    for (double value : new double[] {0, -3, 1e300, Double.MAX_VALUE / 4, Double.NaN}) {
      Window w = windows(mr(value)).get(0);
      assertTrue(w.low() < w.high(), w + "");
    }
  }

  @Test
  void few_bright_voxels_on_nothing_are_seen() {
    double[] values = new double[COUNT];
    values[300] = 50;
    assertEquals(new Window(-10, 90), windows(mr(values)).get(0));
  }

  @Test
  void colour_is_shown_as_it_is() {
    VoxelData rgb = new VoxelData.Rgb8(new byte[7][3 * 99]);
    assertEquals(
        List.of(new Window(0, 255)), windows(volume(rgb, "CT", Display.NONE, Optional.empty())));
  }
}
