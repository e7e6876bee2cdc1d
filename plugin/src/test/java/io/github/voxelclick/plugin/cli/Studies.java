package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Small studies of different sizes, spacings and directions, each with two bright ellipsoids in a
 * dark surrounding, neither in the middle.
 */
final class Studies {
  /** A study's voxels and where to click in each ellipsoid. */
  @SuppressWarnings("ArrayRecordComponent") // voxels of constants, never compared
  record Study(PhantomGrid grid, int[] first, int[] second) {
    String clickFirst() {
      return click(first);
    }

    String clickSecond() {
      return click(second);
    }

    private static String click(int[] at) {
      return "point:+:" + at[0] + "," + at[1] + "," + at[2];
    }
  }

  private static final double[] ORIGIN = {-20, 30, -500};

  static final Study OBLIQUE =
      new Study(
          PhantomGrid.oblique(
              new int[] {48, 40, 9},
              new double[] {0.9, 1.1, 2.5},
              ORIGIN,
              PhantomGrid.rotatedAxis(0, 10, -20, 35),
              PhantomGrid.rotatedAxis(1, 10, -20, 35)),
          new int[] {14, 24, 4},
          new int[] {36, 12, 5});

  static final Study AXIAL =
      new Study(
          PhantomGrid.axial(new int[] {40, 56, 7}, new double[] {1.2, 0.8, 3}, ORIGIN),
          new int[] {12, 38, 3},
          new int[] {28, 15, 2});

  static final Study TALL =
      new Study(
          PhantomGrid.oblique(
              new int[] {36, 44, 11},
              new double[] {1.0, 1.3, 1.7},
              ORIGIN,
              PhantomGrid.rotatedAxis(0, -25, 15, 5),
              PhantomGrid.rotatedAxis(1, -25, 15, 5)),
          new int[] {11, 30, 6},
          new int[] {27, 14, 4});

  private Studies() {}

  /** HU, addressed by i + ni * (j + nj * k). */
  private static short[] samples(Study s) {
    PhantomGrid grid = s.grid();
    int[] size = grid.size();
    short[] hu = new short[grid.voxelCount()];
    for (int k = 0; k < size[2]; k++) {
      for (int j = 0; j < size[1]; j++) {
        for (int i = 0; i < size[0]; i++) {
          boolean in =
              within(s.first(), i, j, k, 7, 6, 2.6) || within(s.second(), i, j, k, 5, 8, 1.9);
          hu[grid.offset(i, j, k)] = (short) (in ? 150 : -50);
        }
      }
    }
    return hu;
  }

  private static boolean within(int[] c, int i, int j, int k, double a, double b, double d) {
    double x = (i - c[0]) / a;
    double y = (j - c[1]) / b;
    double z = (k - c[2]) / d;
    return x * x + y * y + z * z < 1;
  }

  static Path writeDicom(Study study, Path folder) throws IOException {
    DicomSeriesBuilder.of(study.grid(), PixelFormat.SIGNED_16, samples(study))
        .shuffled()
        .writeTo(folder);
    return folder;
  }

  static Path writeNifti(Study study, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    NiftiBuilder.of(study.grid().size(), samples(study))
        .affine(study.grid().affineRas())
        .writeTo(file);
    return file;
  }
}
