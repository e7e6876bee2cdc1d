package io.github.voxelclick.plugin.ui;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import java.util.Random;

/** A stack as a microscope makes them, always the same. */
final class NucleiStack {
  private NucleiStack() {}

  /** Columns, rows and slices of the centres of nuclei, then half axes in pixels and slices. */
  static final int[][] NUCLEI = {
    {92, 84, 9, 26, 21, 6},
    {160, 122, 8, 22, 27, 5},
    {52, 150, 10, 20, 18, 5},
    {180, 44, 11, 19, 23, 5},
    {104, 178, 7, 25, 16, 5}
  };

  /** What a confocal microscope shows of stained nuclei, roughly: 240×220 pixels, 18 slices. */
  static ImagePlus make() {
    Random random = new Random(4);
    ImageStack stack = new ImageStack(240, 220);
    for (int k = 0; k < 18; k++) {
      ByteProcessor slice = new ByteProcessor(240, 220);
      for (int j = 0; j < 220; j++) {
        for (int i = 0; i < 240; i++) {
          double value = 22;
          for (int[] n : NUCLEI) {
            double r =
                Math.sqrt(
                    Math.pow((i - n[0]) / (double) n[3], 2)
                        + Math.pow((j - n[1]) / (double) n[4], 2)
                        + Math.pow((k - n[2]) / (double) n[5], 2));
            value += (120 + n[3]) / (1 + Math.exp(14 * (r - 1)));
          }
          slice.set(i, j, (int) Math.max(0, Math.min(255, value + 7 * random.nextGaussian())));
        }
      }
      stack.addSlice(slice);
    }
    ImagePlus image = new ImagePlus("nuclei.tif", stack);
    Calibration calibration = image.getCalibration();
    calibration.pixelWidth = 0.2;
    calibration.pixelHeight = 0.2;
    calibration.pixelDepth = 0.5;
    calibration.setUnit("µm");
    return image;
  }
}
