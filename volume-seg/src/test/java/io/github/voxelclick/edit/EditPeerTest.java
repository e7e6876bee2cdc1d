package io.github.voxelclick.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SciPy and SimpleITK make of the same masks. */
@Tag("peer")
class EditPeerTest {
  private static final GridSize SIZE = new GridSize(23, 17, 11);

  private static final String SCRIPT =
      """
      import sys, numpy as np, SimpleITK as sitk
      from scipy import ndimage as nd
      folder = sys.argv[1]
      m = np.fromfile(folder + '/mask', np.uint8).reshape(11, 17, 23) > 0
      mm = (2.5, 1.1, 0.7)
      def out(name, a):
          a.astype(np.uint8).tofile(folder + '/' + name)
      out('grown', nd.distance_transform_edt(~m, mm) <= 2.3)
      out('shrunk', nd.distance_transform_edt(m, mm) > 2.3)
      out('filled', nd.binary_fill_holes(m))
      out('filled-k', np.stack([nd.binary_fill_holes(s) for s in m]))
      out('filled-j', np.stack([nd.binary_fill_holes(s) for s in m.swapaxes(0, 1)]).swapaxes(0, 1))
      blur = nd.gaussian_filter(m.astype(float), [1.7 / s for s in mm], mode='nearest', truncate=4)
      assert np.abs(blur - 0.5).min() > 1e-6
      out('smooth', blur >= 0.5)
      image = sitk.ConnectedComponent(sitk.GetImageFromArray(m.astype(np.uint8)), True)
      labels = sitk.GetArrayFromImage(sitk.RelabelComponent(image))
      print(*np.bincount(labels.ravel())[1:])
      out('largest', labels == 1)
      """;

  /** Lumps, hollows and crumbs, some at the border. */
  private static Mask lumps() {
    Random random = new Random(61);
    double[][] at = new double[14][];
    for (int n = 0; n < at.length; n++) {
      at[n] =
          new double[] {
            23 * random.nextDouble(),
            17 * random.nextDouble(),
            11 * random.nextDouble(),
            1 + 3 * random.nextDouble()
          };
    }
    return Grids.mask(
        SIZE,
        (i, j, k) -> {
          boolean in = random.nextInt(60) == 0;
          for (double[] a : at) {
            double d =
                Math.sqrt(
                    Math.pow(0.7 * (i - a[0]), 2)
                        + Math.pow(1.1 * (j - a[1]), 2)
                        + Math.pow(2.5 * (k - a[2]), 2));
            in |= d < a[3] && d > 0.4 * a[3];
          }
          return in;
        });
  }

  @Test
  void scipy_and_simpleitk_agree_voxel_by_voxel(@TempDir Path work)
      throws IOException, InterruptedException {
    Mask mask = lumps();
    VolumeGeometry geometry = Grids.even(SIZE);
    List<String> printed = ask(work, mask);
    assertEquals(read(work, "grown"), Margin.grow(mask, geometry, 2.3));
    assertEquals(read(work, "shrunk"), Margin.shrink(mask, geometry, 2.3));
    assertEquals(read(work, "filled"), Holes.filled(mask, geometry));
    assertEquals(read(work, "filled-k"), Holes.filledOnSlices(mask, geometry, SliceAxis.K));
    assertEquals(read(work, "filled-j"), Holes.filledOnSlices(mask, geometry, SliceAxis.J));
    assertEquals(read(work, "smooth"), GaussianSmoothing.smoothed(mask, geometry, 1.7));
    assertEquals(read(work, "largest"), Components.keepLargest(mask, geometry));
    String sizes =
        Components.of(mask, geometry).list().stream()
            .map(c -> Long.toString(c.voxels()))
            .collect(Collectors.joining(" "));
    assertEquals(List.of(sizes), printed);
  }

  private static List<String> ask(Path work, Mask mask) throws IOException, InterruptedException {
    String python = System.getenv("VOXELCLICK_PYTHON");
    assumeTrue(python != null, "VOXELCLICK_PYTHON is not set: no peers to compare with");
    boolean[] bits = Grids.bits(mask);
    byte[] bytes = new byte[bits.length];
    for (int n = 0; n < bytes.length; n++) {
      bytes[n] = (byte) (bits[n] ? 1 : 0);
    }
    Files.write(work.resolve("mask"), bytes);
    Path answer = work.resolve("answer.txt");
    Process process =
        new ProcessBuilder(python, "-c", SCRIPT, work.toString())
            .redirectErrorStream(true)
            .redirectOutput(answer.toFile())
            .start();
    assertEquals(0, process.waitFor(), Files.readString(answer));
    return Files.readAllLines(answer);
  }

  private static Mask read(Path work, String name) throws IOException {
    byte[] bytes = Files.readAllBytes(work.resolve(name));
    boolean[] bits = new boolean[bytes.length];
    for (int n = 0; n < bits.length; n++) {
      bits[n] = bytes[n] != 0;
    }
    return Grids.of(SIZE, bits);
  }
}
