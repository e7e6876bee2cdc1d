package io.github.voxelclick.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment.Rgb;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What trimesh reads from our files, beside the surface that scikit-image makes of the mask. */
@Tag("peer")
class SurfacePeerTest {
  private static final GridSize SIZE = new GridSize(61, 43, 27);

  /** Voxels as bytes (k, j, i); the affine by rows; both files hold the ball and the ring. */
  private static final String SCRIPT =
      """
      import sys, numpy as np, trimesh
      from skimage import measure
      folder = sys.argv[1]
      affine = np.array([float(w) for w in sys.argv[2].split()]).reshape(4, 4)
      told = np.array([float(w) for w in sys.argv[3].split()]).reshape(2, 2)
      wanted = []
      for name in ('ball', 'ring'):
          m = np.fromfile(f'{folder}/{name}', np.uint8).reshape(27, 43, 61).transpose() > 0
          v, f, _, _ = measure.marching_cubes(np.pad(m, 1).astype(np.float32), 0.5)
          world = (v - 1) @ affine[:3, :3].T + affine[:3, 3]
          peer = trimesh.Trimesh(world, f)
          wanted.append((abs(peer.volume), peer.area, peer.bounds))
      stl = trimesh.load_mesh(folder + '/out.stl')
      both = stl.split()
      scene = trimesh.load_scene(folder + '/out.obj')  # parted by material
      assert sorted(scene.geometry) == ['segment-4', 'segment-9'], scene.geometry
      objects = [scene.geometry[n] for n in sorted(scene.geometry)]
      assert len(both) == 2, len(both)
      both = sorted(both, key=lambda one: -one.euler_number)
      flip = np.array([-1, -1, 1])  # the OBJ is RAS
      for n, (volume, area, bounds) in enumerate(wanted):
          ras = trimesh.Trimesh(objects[n].vertices * flip, objects[n].faces)
          ras.merge_vertices()
          for one in (both[n], ras):
              assert one.is_watertight and one.is_winding_consistent
              assert one.euler_number == (2, 0)[n], one.euler_number
              assert np.allclose((one.volume, one.area), told[n], 1e-4), (one.volume, told[n])
              # Polygons that are not flat are cut into other triangles.
              assert abs(one.volume - volume) < 0.02 * volume, (one.volume, volume)
              assert abs(one.area - area) < 0.02 * area, (one.area, area)
              assert np.abs(one.bounds - bounds).max() < 1e-3, (one.bounds, bounds)
              print(f'{one.volume:.1f} mm3, peer {volume:.1f}; {one.area:.1f} mm2, peer {area:.1f}')
      colours = [tuple(o.visual.material.diffuse[:3]) for o in objects]
      assert colours == [(200, 100, 50), (10, 20, 30)], colours
      """;

  @TempDir Path folder;

  @Test
  void others_read_the_same_surfaces_from_our_files() throws Exception {
    String python = System.getenv("VOXELCLICK_PYTHON");
    assumeTrue(python != null, "VOXELCLICK_PYTHON is not set: no peers to compare with");
    for (TestGrids grid : List.of(TestGrids.OBLIQUE, TestGrids.LEFT_HANDED, TestGrids.TILTED)) {
      VolumeGeometry geometry = grid.of(SIZE);
      Mask ball = TestGrids.ball(geometry, new VoxelPoint(15.2, 20.6, 12.2), 6);
      Mask ring = TestGrids.ring(geometry, new VoxelPoint(40.3, 20.6, 12.2), 7.5, 2.6);
      Mask apart = ring.andNot(ball);
      List<MeshWriter.Part> parts =
          List.of(
              part(4, ball, geometry, new Rgb(200, 100, 50)),
              part(9, apart, geometry, new Rgb(10, 20, 30)));
      MeshWriter.writeStl(folder.resolve("out.stl"), parts, MeshWriter.Space.LPS, Progress.none());
      MeshWriter.writeObj(folder.resolve("out.obj"), parts, MeshWriter.Space.RAS, Progress.none());
      writeVoxels("ball", ball);
      writeVoxels("ring", apart);
      StringBuilder affine = new StringBuilder();
      for (double d : geometry.indexToLps().rowMajor()) {
        affine.append(d).append(' ');
      }
      StringBuilder told = new StringBuilder();
      for (MeshWriter.Part part : parts) {
        told.append(part.mesh().volumeMm3()).append(' ');
        told.append(part.mesh().areaMm2()).append(' ');
      }
      System.out.print(
          answer(
              new ProcessBuilder(
                  python, "-c", SCRIPT, folder.toString(), affine.toString(), told.toString())));
    }
  }

  private static MeshWriter.Part part(int number, Mask mask, VolumeGeometry geometry, Rgb colour)
      throws Exception {
    Mesh mesh =
        SurfaceBuilder.build(mask, geometry, SurfaceSettings.exact(), Progress.none()).mesh();
    return new MeshWriter.Part(number, "part", colour, mesh);
  }

  private void writeVoxels(String name, Mask mask) throws IOException {
    ByteArrayOutputStream voxels = new ByteArrayOutputStream();
    for (int k = 0; k < SIZE.k(); k++) {
      voxels.writeBytes(mask.slice(SlicePlane.k(k)).toBytes((byte) 1));
    }
    Files.write(folder.resolve(name), voxels.toByteArray());
  }

  private static String answer(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), answer);
    return answer;
  }
}
