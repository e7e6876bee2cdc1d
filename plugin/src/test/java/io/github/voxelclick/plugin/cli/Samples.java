package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bright ellipsoid off the centre of an oblique, anisotropic CT, and the embedded model's files.
 */
public final class Samples {
  static final int[] SIZE = {48, 40, 9};
  static final double[] SPACING_MM = {0.9, 1.1, 2.5};

  /** A voxel well inside the ellipsoid. */
  static final int[] INSIDE = {20, 24, 4};

  public static final String CLICK = "point:+:20,24,4";

  private Samples() {}

  /** Voxels along i, j, k. */
  public static int[] size() {
    return SIZE.clone();
  }

  /** Distances between voxel centres along i, j, k, mm. */
  public static double[] spacingMm() {
    return SPACING_MM.clone();
  }

  public static PhantomGrid grid() {
    return PhantomGrid.oblique(
        SIZE,
        SPACING_MM,
        new double[] {-20, 30, -500},
        PhantomGrid.rotatedAxis(0, 10, -20, 35),
        PhantomGrid.rotatedAxis(1, 10, -20, 35));
  }

  /** HU: 150 in the ellipsoid, -50 round it, addressed by i + ni * (j + nj * k). */
  public static short[] samples() {
    PhantomGrid grid = grid();
    short[] hu = new short[grid.voxelCount()];
    for (int k = 0; k < SIZE[2]; k++) {
      for (int j = 0; j < SIZE[1]; j++) {
        for (int i = 0; i < SIZE[0]; i++) {
          double x = (i - INSIDE[0]) / 9.0;
          double y = (j - INSIDE[1]) / 6.0;
          double z = (k - INSIDE[2]) / 3.2;
          hu[grid.offset(i, j, k)] = (short) (x * x + y * y + z * z < 1 ? 150 : -50);
        }
      }
    }
    return hu;
  }

  public static DicomSeriesBuilder series() {
    return DicomSeriesBuilder.of(grid(), PixelFormat.SIGNED_16, samples());
  }

  /** Writes the embedded model into a folder, its profile changed. */
  public static Path modelWith(Path folder, String from, String to) throws IOException {
    Path onnx = folder.resolve("model.onnx");
    Files.write(onnx, resource("seednet-v1.onnx"));
    String profile =
        new String(resource("seednet-v1.json"), java.nio.charset.StandardCharsets.UTF_8);
    if (!profile.contains(from)) {
      throw new IllegalArgumentException("the profile has no " + from);
    }
    Files.writeString(folder.resolve("model.json"), profile.replace(from, to));
    return onnx;
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = Samples.class.getResourceAsStream("/io/github/voxelclick/seednet/" + name)) {
      return in.readAllBytes();
    }
  }
}
