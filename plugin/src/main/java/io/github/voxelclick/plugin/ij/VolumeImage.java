package io.github.voxelclick.plugin.ij;

import ij.measure.Calibration;
import ij.process.LUT;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.ToneCurve;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.Window;

/** Makes ImageJ's image of a volume: pixels, spacing, values and display window. Stateless. */
final class VolumeImage {
  private VolumeImage() {}

  /**
   * The image, not yet shown.
   *
   * @param preset how modality values are shown; a volume in colour is shown as it is
   */
  static VolumeWindow.ShownImage of(String title, Volume volume, DisplayPreset preset) {
    VolumeWindow.ShownImage image = new VolumeWindow.ShownImage(title, new VolumeStack(volume));
    Calibration calibration = calibration(volume);
    image.setCalibration(calibration);
    if (volume.data() instanceof VoxelData.Rgb8) {
      return image;
    }
    image.setLut(greys(preset.curve(), volume.display().inverted()));
    double[] coefficients = pixelToValue(volume);
    Window window = preset.window();
    double a = (window.low() - coefficients[0]) / coefficients[1];
    double b = (window.high() - coefficients[0]) / coefficients[1];
    image.setDisplayRange(Math.min(a, b), Math.max(a, b));
    return image;
  }

  /** ImageJ's colour of each of 256 steps through the window. */
  private static LUT greys(ToneCurve curve, boolean inverted) {
    byte[] greys = new byte[256];
    for (int n = 0; n < greys.length; n++) {
      double brightness = curve.brightness(n / 255.0);
      greys[n] = (byte) Math.round(255 * (inverted ? 1 - brightness : brightness));
    }
    return new LUT(greys, greys, greys);
  }

  /** Size and unit of the voxels, without a meaning of their values. */
  static Calibration spacing(Volume volume) {
    double[] spacing = volume.geometry().spacingMm();
    Calibration c = new Calibration();
    c.setUnit("mm");
    c.pixelWidth = spacing[0];
    c.pixelHeight = spacing[1];
    c.pixelDepth = spacing[2];
    return c;
  }

  private static Calibration calibration(Volume volume) {
    Calibration c = spacing(volume);
    double[] coefficients = pixelToValue(volume);
    if (coefficients[0] != 0 || coefficients[1] != 1) {
      // Explicit, also for signed samples: ImageJ's own signed 16-bit flag knows no intercept.
      c.setFunction(
          Calibration.STRAIGHT_LINE,
          coefficients,
          volume.modality().equals("CT") ? "HU" : "Gray Value");
    }
    return c;
  }

  /** Value = [0] + [1] · ImageJ's raw pixel. */
  private static double[] pixelToValue(Volume volume) {
    Rescale r = volume.rescale();
    VoxelData data = volume.data();
    if (VolumeStack.isFloat(data) || data instanceof VoxelData.Rgb8) {
      return new double[] {0, 1};
    }
    double offset = data instanceof VoxelData.S16 ? VolumeStack.SIGNED_OFFSET : 0;
    return new double[] {r.intercept() - offset * r.slope(), r.slope()};
  }
}
