package io.github.voxelclick.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.open.TestData;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The NIfTI reader tests of the test data against their tables of what nibabel reads. */
class NiftiDataTest {
  @TestFactory
  @Tag("C4.1")
  @Tag("C4.2")
  @Tag("C4.3")
  List<DynamicTest> every_file_reads_as_nibabel_does_or_is_refused() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (String set : List.of("synthetic-headers", "nibabel-tests", "niivue-reader-tests")) {
      Path folder = TestData.folder("nifti/" + set);
      List<String> lines = Files.readAllLines(folder.resolve("expected.tsv"));
      for (String line : lines.subList(1, lines.size())) {
        String[] row = line.split("\t", -1);
        tests.add(DynamicTest.dynamicTest(set + "/" + row[0], () -> check(folder, row)));
      }
    }
    return tests;
  }

  private static void check(Path folder, String[] row) throws Exception {
    Path file = folder.resolve(row[0]);
    if (row[1].equals("UNREADABLE") || row[2].startsWith("complex")) {
      assertThrows(NiftiReadException.class, () -> NiftiReader.read(file, Progress.none()));
      return;
    }
    NiftiHeader header = NiftiReader.readHeader(file);
    int[] shape = shape(row[1]);
    assertEquals(Arrays.stream(shape).skip(3).reduce(1, (a, b) -> a * b), header.volumes());
    double[] affine = Arrays.stream(row[3].split(" ")).mapToDouble(Double::parseDouble).toArray();
    for (int n = 0; n < 16; n++) {
      // The table has six digits.
      assertEquals(affine[n], header.affineRas()[n], 1e-5 * Math.max(1, Math.abs(affine[n])));
    }
    List<Volume> volumes = new ArrayList<>();
    for (int n = 0; n < header.volumes(); n++) {
      volumes.add(NiftiReader.read(file, n, Progress.none()).volume());
      assertEquals(new GridSize(shape[0], shape[1], shape[2]), volumes.get(n).size());
    }
    VoxelIndex middle = new VoxelIndex(shape[0] / 2, shape[1] / 2, shape[2] / 2);
    Volume first = volumes.get(0);
    Volume central = volumes.get(middleVolume(shape));
    if (first.data() instanceof VoxelData.Rgb8) {
      assertColour(row[8], colour(first, new VoxelIndex(0, 0, 0)));
      assertColour(row[9], colour(central, middle));
      return;
    }
    double[] range = range(volumes);
    assertArrayEquals(new double[] {number(row[6]), number(row[7])}, range, tolerance(range));
    assertSame(row[8], first.value(new VoxelIndex(0, 0, 0)), range);
    assertSame(row[9], central.value(middle), range);
  }

  /** The table's central voxel is central in all dimensions. */
  private static int middleVolume(int[] shape) {
    int volume = 0;
    int step = 1;
    for (int n = 3; n < shape.length; n++) {
      volume += shape[n] / 2 * step;
      step *= shape[n];
    }
    return volume;
  }

  private static int colour(Volume volume, VoxelIndex v) {
    return ((VoxelData.Rgb8) volume.data()).rgb(v.k(), v.i() + v.j() * volume.size().i());
  }

  private static void assertColour(String expected, int rgb) {
    String[] parts = expected.replaceAll("[() ]", "").split(",", -1);
    for (int n = 0; n < 3; n++) {
      assertEquals(Integer.parseInt(parts[n]), rgb >> (16 - 8 * n) & 0xff, expected);
    }
  }

  private static int[] shape(String text) {
    int[] given = Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
    int[] shape = Arrays.copyOf(given, Math.max(3, given.length));
    Arrays.fill(shape, given.length, shape.length, 1);
    return shape;
  }

  /** Smallest and largest value of all volumes, infinities included, NaN not. */
  private static double[] range(List<Volume> volumes) {
    double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (Volume volume : volumes) {
      for (int k = 0; k < volume.size().k(); k++) {
        for (int n = 0; n < volume.size().voxelsPerSlice(); n++) {
          double value = volume.rescale().apply(volume.data().stored(k, n));
          if (!Double.isNaN(value)) {
            range[0] = Math.min(range[0], value);
            range[1] = Math.max(range[1], value);
          }
        }
      }
    }
    return range;
  }

  private static double tolerance(double[] range) {
    double size = Math.max(Math.abs(range[0]), Math.abs(range[1]));
    return Double.isFinite(size) ? 1e-6 * size : 1e-6;
  }

  private static void assertSame(String expected, double found, double[] range) {
    double value = number(expected);
    assertTrue(
        Double.compare(value, found) == 0 || Math.abs(value - found) <= tolerance(range),
        () -> "expected " + expected + ", found " + found);
  }

  private static double number(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
