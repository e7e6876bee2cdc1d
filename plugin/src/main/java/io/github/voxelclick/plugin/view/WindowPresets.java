package io.github.voxelclick.plugin.view;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.ToneCurve;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ways to show a volume that a person can choose from. Stateless. */
public final class WindowPresets {
  /** Voxels that the automatic window looks at, spread over the volume. */
  private static final int SAMPLES = 100_000;

  /** Per cent of the values below and above the automatic window. */
  private static final double TAIL = 0.5;

  /** Highest SUV by body weight of the windows of PET, white. */
  private static final int[] SUV = {5, 10, 20};

  private WindowPresets() {}

  /**
   * The presets of a volume: first those that its source proposes, then those of its modality (CT:
   * brain, lung, bone, abdomen, liver; PET: SUV, where they can be calculated), at last one made
   * from the values themselves. A volume in colour has one, which changes nothing.
   *
   * @return at least one; names in the language of the user, empty where the source gives none
   */
  public static List<DisplayPreset> of(Volume volume) {
    if (volume.data() instanceof VoxelData.Rgb8) {
      return List.of(preset(Texts.get("views.preset.colour"), new Window(0, 255)));
    }
    List<DisplayPreset> all = new ArrayList<>(volume.display().presets());
    if (volume.modality().equals("CT")) {
      // Centre and width as radiology teaches them; hospitals differ a little.
      all.add(ct("brain", 40, 80));
      all.add(ct("lung", -600, 1500));
      all.add(ct("bone", 400, 1800));
      all.add(ct("abdomen", 50, 400));
      all.add(ct("liver", 30, 150));
    }
    volume.pet().stream()
        .flatMapToDouble(unit -> unit.suvFactor().stream())
        .forEach(factor -> addSuv(all, factor));
    all.add(preset(Texts.get("views.preset.automatic"), automatic(volume)));
    return List.copyOf(all);
  }

  private static DisplayPreset ct(String name, double centre, double width) {
    return preset(Texts.get("views.preset." + name), Window.ofCentreWidth(centre, width));
  }

  private static void addSuv(List<DisplayPreset> all, double factor) {
    for (int suv : SUV) {
      double high = suv / factor;
      if (high > 0 && Double.isFinite(high)) {
        all.add(preset(Texts.get("views.preset.suv", suv), new Window(0, high)));
      }
    }
  }

  private static DisplayPreset preset(String name, Window window) {
    return new DisplayPreset(name, window, ToneCurve.LINEAR);
  }

  /** All but the darkest and brightest values, padding and what is no number left out. */
  private static Window automatic(Volume volume) {
    double[] sorted = sorted(volume);
    if (sorted.length == 0) {
      return new Window(0, 1);
    }
    double low = sorted[(int) (TAIL / 100 * (sorted.length - 1))];
    double high = sorted[(int) Math.ceil((1 - TAIL / 100) * (sorted.length - 1))];
    if (low == high) { // little but background: what there is beside it counts
      low = sorted[0];
      high = sorted[sorted.length - 1];
    }
    if (low == high) {
      double half = Math.max(0.5, Math.ulp(low));
      return new Window(
          Math.max(-Double.MAX_VALUE, low - half), Math.min(Double.MAX_VALUE, high + half));
    }
    return new Window(low, high);
  }

  private static double[] sorted(Volume volume) {
    GridSize size = volume.size();
    long step = Math.max(1, size.voxels() / SAMPLES);
    if (step > 1 && step % 2 == 0) {
      step++; // or a grid of even sizes would give the same columns over and over
    }
    double[] values = new double[(int) (size.voxels() / step) + 1];
    int n = 0;
    int perSlice = size.voxelsPerSlice();
    for (long at = 0; at < size.voxels(); at += step) {
      int k = (int) (at / perSlice);
      int offset = (int) (at % perSlice);
      double value = volume.rescale().apply(volume.data().stored(k, offset));
      if (Double.isFinite(value) && !volume.isPadding(k, offset)) {
        values[n++] = value;
      }
    }
    double[] kept = Arrays.copyOf(values, n);
    Arrays.sort(kept);
    return kept;
  }
}
