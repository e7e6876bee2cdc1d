package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;

/**
 * The grey of every stored value under one preset. Samples of 8 and 16 bits have a table of all
 * that they can be, so that a pixel costs one look-up. Immutable.
 */
final class GreyTable {
  /** Steps through the window for samples that are no whole numbers. */
  private static final int STEPS = 4096;

  /** 0xRRGGBB by stored value as an unsigned number; empty for other samples. */
  private final int[] byStored;

  /** 0xRRGGBB by step through the window. */
  private final int[] bySteps;

  private final double factor;
  private final double offset;

  private GreyTable(int[] byStored, int[] bySteps, double factor, double offset) {
    this.byStored = byStored;
    this.bySteps = bySteps;
    this.factor = factor;
    this.offset = offset;
  }

  /** The table of a volume and the way it is to be shown. */
  static GreyTable of(Volume volume, DisplayPreset preset) {
    Rescale rescale = volume.rescale();
    boolean inverted = volume.display().inverted();
    int[] stored = new int[values(volume.data())];
    boolean signed = volume.data() instanceof VoxelData.S16;
    for (int n = 0; n < stored.length; n++) {
      double value = rescale.apply(signed ? (short) n : n);
      stored[n] = grey(preset, inverted, preset.window().normalise(value));
    }
    int[] steps = new int[STEPS + 1];
    for (int n = 0; n <= STEPS; n++) {
      steps[n] = grey(preset, inverted, (double) n / STEPS);
    }
    double width = preset.window().high() - preset.window().low();
    return new GreyTable(
        stored,
        steps,
        STEPS * rescale.slope() / width,
        STEPS * (rescale.intercept() - preset.window().low()) / width);
  }

  private static int values(VoxelData data) {
    if (data instanceof VoxelData.U8) {
      return 1 << 8;
    }
    return data instanceof VoxelData.U16 || data instanceof VoxelData.S16 ? 1 << 16 : 0;
  }

  private static int grey(DisplayPreset preset, boolean inverted, double place) {
    double brightness = preset.curve().brightness(place);
    int grey = (int) Math.round(255 * (inverted ? 1 - brightness : brightness));
    return grey << 16 | grey << 8 | grey;
  }

  /** The grey of an 8-bit sample. */
  int of(byte stored) {
    return byStored[stored & 0xff];
  }

  /** The grey of a 16-bit sample, signed or not as the volume's are. */
  int of(short stored) {
    return byStored[stored & 0xffff];
  }

  /** The grey of any other sample; what is no number is shown as the low end of the window. */
  int of(double stored) {
    double step = factor * stored + offset + 0.5;
    return bySteps[step > 0 ? (int) Math.min(step, STEPS) : 0];
  }
}
