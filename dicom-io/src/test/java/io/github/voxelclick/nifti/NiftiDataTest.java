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
import io.github.voxelclick.volume.VoxelIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The NIfTI reader tests of the test data against their tables of what nibabel reads. */
class NiftiDataTest {
  /** nibabel's names of the sample types that are read here. */
  private static final Set<String> READ =
      Set.of("uint8", "int8", "int16", "uint16", "int32", "uint32", "float32", "float64");

  @TestFactory
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
    if (!isRead(row)) {
      assertThrows(NiftiReadException.class, () -> NiftiReader.read(file, Progress.none()));
      return;
    }
    NiftiVolume read = NiftiReader.read(file, Progress.none());
    Volume volume = read.volume();
    int[] shape = shape(row[1]);
    assertEquals(new GridSize(shape[0], shape[1], shape[2]), volume.size());
    double[] affine = Arrays.stream(row[3].split(" ")).mapToDouble(Double::parseDouble).toArray();
    for (int n = 0; n < 16; n++) {
      // The table has six digits.
      assertEquals(
          affine[n], read.header().affineRas()[n], 1e-5 * Math.max(1, Math.abs(affine[n])));
    }
    double[] range = range(volume);
    assertArrayEquals(new double[] {number(row[6]), number(row[7])}, range, tolerance(range));
    VoxelIndex middle = new VoxelIndex(shape[0] / 2, shape[1] / 2, shape[2] / 2);
    assertSame(row[8], volume.value(new VoxelIndex(0, 0, 0)), range);
    assertSame(row[9], volume.value(middle), range);
  }

  /** One 3-D volume of a type that is read, in a single NIfTI-1 file. */
  private static boolean isRead(String[] row) {
    if (row[1].equals("UNREADABLE") || row[0].contains("nifti2") || !row[0].contains(".nii")) {
      return false;
    }
    int[] shape = shape(row[1]);
    int volumes = Arrays.stream(shape).skip(3).reduce(1, (a, b) -> a * b);
    return READ.contains(row[2]) && volumes == 1;
  }

  private static int[] shape(String text) {
    int[] given = Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
    int[] shape = Arrays.copyOf(given, Math.max(3, given.length));
    Arrays.fill(shape, given.length, shape.length, 1);
    return shape;
  }

  /** Smallest and largest value, infinities included, NaN not. */
  private static double[] range(Volume volume) {
    double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int k = 0; k < volume.size().k(); k++) {
      for (int n = 0; n < volume.size().voxelsPerSlice(); n++) {
        double value = volume.rescale().apply(volume.data().stored(k, n));
        if (!Double.isNaN(value)) {
          range[0] = Math.min(range[0], value);
          range[1] = Math.max(range[1], value);
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
