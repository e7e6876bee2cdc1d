package io.github.voxelclick.bench;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A CT-like series of 512×512 signed 16-bit slices: air around a body of smooth shades and noise,
 * so that compression has something to do. Made once and kept in {@code target/bench}.
 */
final class BenchSeries {
  static final int SIDE = 512;
  static final int SLICES = Integer.getInteger("bench.slices", 300);

  private static final double[] SPACING_MM = {0.7, 0.7, 1.25};
  private static final int AIR = -1000;
  private static final int NOISE = 40;

  private BenchSeries() {}

  /** Bytes of the samples. */
  static long bytes() {
    return 2L * SIDE * SIDE * SLICES;
  }

  /** The folder of native files. */
  static Path folder() throws IOException {
    Path folder = Path.of("target", "bench", "native-" + SLICES).toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      PhantomGrid grid =
          PhantomGrid.axial(
              new int[] {SIDE, SIDE, SLICES}, SPACING_MM, new double[] {-179, -170, 30});
      Path part = folder.resolveSibling(folder.getFileName() + ".part");
      DicomSeriesBuilder.of(grid, PixelFormat.SIGNED_16, samples()).writeTo(part);
      Files.move(part, folder);
    }
    return folder;
  }

  /** Stored values, i fastest. */
  static short[] samples() {
    short[] samples = new short[SIDE * SIDE * SLICES];
    SplittableRandom random = new SplittableRandom(512);
    for (int n = 0; n < samples.length; n++) {
      int i = n % SIDE;
      int j = n / SIDE % SIDE;
      int k = n / (SIDE * SIDE);
      double x = (i - 256) / 200.0;
      double y = (j - 256) / 150.0;
      boolean body = x * x + y * y < 1;
      double shade = 60 * Math.sin(i * 0.031 + k * 0.02) + 80 * Math.cos(j * 0.027 - k * 0.01);
      samples[n] = (short) (body ? 40 + shade + random.nextInt(NOISE) : AIR + random.nextInt(8));
    }
    return samples;
  }
}
