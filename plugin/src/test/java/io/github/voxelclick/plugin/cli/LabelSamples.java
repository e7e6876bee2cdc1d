package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Labels 2 and 7 on the grid of {@link Samples}: a block in a slanted shell, and a ring. */
public final class LabelSamples {
  public static final String NAMES = "value\tname\tcolour\n2\tliver\t#DD8265\n7\ttumour\t#90EE90\n";

  private LabelSamples() {}

  public static short label(int i, int j, int k) {
    if (k < 1 || k > 6) {
      return 0;
    }
    double r = Math.hypot((i - 30 - k) / 1.3, j - 14);
    if (r > 4 && r < 9) {
      return 7; // a ring: a hole on every slice
    }
    return (short) (i > 4 && i < 17 && j > 9 + k && j < 33 ? 2 : 0);
  }

  /** The labels in the voxel order of the series. */
  public static Path write(Path file) throws IOException {
    PhantomGrid grid = Samples.grid();
    short[] labels = new short[grid.voxelCount()];
    for (int k = 0; k < Samples.SIZE[2]; k++) {
      for (int j = 0; j < Samples.SIZE[1]; j++) {
        for (int i = 0; i < Samples.SIZE[0]; i++) {
          labels[grid.offset(i, j, k)] = label(i, j, k);
        }
      }
    }
    NiftiBuilder.of(Samples.SIZE, labels).affine(grid.affineRas()).writeTo(file);
    return named(file);
  }

  /** The same voxels, with i running the other way and j and k exchanged. */
  public static Path writeTurned(Path file) throws IOException {
    int[] size = {Samples.SIZE[0], Samples.SIZE[2], Samples.SIZE[1]};
    short[] labels = new short[size[0] * size[1] * size[2]];
    int at = 0;
    for (int j = 0; j < size[2]; j++) {
      for (int k = 0; k < size[1]; k++) {
        for (int i = 0; i < size[0]; i++) {
          labels[at++] = label(size[0] - 1 - i, j, k);
        }
      }
    }
    double[] ras = Samples.grid().affineRas();
    double[] turned = ras.clone();
    for (int row = 0; row < 3; row++) {
      turned[4 * row] = -ras[4 * row];
      turned[4 * row + 1] = ras[4 * row + 2];
      turned[4 * row + 2] = ras[4 * row + 1];
      turned[4 * row + 3] = ras[4 * row + 3] + (size[0] - 1) * ras[4 * row];
    }
    NiftiBuilder.of(size, labels)
        .sform(turned, 1)
        .pixdim(Samples.SPACING_MM[0], Samples.SPACING_MM[2], Samples.SPACING_MM[1])
        .writeTo(file);
    return named(file);
  }

  /** A part of the grid: 4 columns and 3 rows less at the beginning, 2 rows at the end. */
  public static Path writeCropped(Path file) throws IOException {
    int[] size = {Samples.SIZE[0] - 4, Samples.SIZE[1] - 5, Samples.SIZE[2]};
    short[] labels = new short[size[0] * size[1] * size[2]];
    for (int n = 0; n < labels.length; n++) {
      labels[n] = label(n % size[0] + 4, n / size[0] % size[1] + 3, n / (size[0] * size[1]));
    }
    double[] ras = Samples.grid().affineRas();
    double[] cropped = ras.clone();
    for (int row = 0; row < 3; row++) {
      cropped[4 * row + 3] += 4 * ras[4 * row] + 3 * ras[4 * row + 1];
    }
    NiftiBuilder.of(size, labels).affine(cropped).writeTo(file);
    return named(file);
  }

  private static Path named(Path file) throws IOException {
    Files.writeString(file.resolveSibling("labels.tsv"), NAMES);
    return file;
  }
}
