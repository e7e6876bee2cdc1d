package io.github.voxelclick.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment.Rgb;
import io.github.voxelclick.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MeshWriterTest {
  private static List<MeshWriter.Part> parts = List.of();

  @TempDir Path folder;

  @BeforeAll
  static void make_two_meshes() throws Exception {
    GridSize size = new GridSize(9, 7, 5);
    VolumeGeometry geometry = TestGrids.LEFT_HANDED.of(size);
    parts =
        List.of(
            part(
                2, "Niere, links: Zyste\nJohn^Doe", geometry, (i, j, k) -> i < 4 && j > 2 && k < 3),
            part(11, "…", geometry, (i, j, k) -> i > 5 && j == 3));
  }

  private static MeshWriter.Part part(
      int number, String name, VolumeGeometry geometry, TestGrids.VoxelTest test) throws Exception {
    Mask mask = TestGrids.mask(geometry.size(), test);
    Mesh mesh =
        SurfaceBuilder.build(mask, geometry, SurfaceSettings.exact(), Progress.none()).mesh();
    return new MeshWriter.Part(number, name, new Rgb(255, 51, number), mesh);
  }

  private static float of(MeshWriter.Space space, Mesh mesh, int vertex, int axis) {
    float lps = mesh.coordinate(vertex, axis);
    return space == MeshWriter.Space.RAS && axis < 2 ? -lps : lps;
  }

  @ParameterizedTest
  @EnumSource
  void stl_holds_every_triangle_with_its_outward_normal(MeshWriter.Space space) throws Exception {
    Path file = folder.resolve("out.stl");
    MeshWriter.writeStl(file, parts, space, Progress.none());
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[80];
    bytes.get(header);
    String told = new String(header, StandardCharsets.US_ASCII);
    assertTrue(told.strip().endsWith("mm. SPACE=" + space), told);
    assertFalse(told.startsWith("solid"));
    int count = parts.stream().mapToInt(p -> p.mesh().triangleCount()).sum();
    assertEquals(count, bytes.getInt());
    assertEquals(84 + 50 * count, bytes.limit());
    double six = 0;
    for (MeshWriter.Part part : parts) {
      Mesh mesh = part.mesh();
      for (int t = 0; t < mesh.triangleCount(); t++) {
        float[] normal = {bytes.getFloat(), bytes.getFloat(), bytes.getFloat()};
        double[][] p = new double[3][3];
        for (int corner = 0; corner < 3; corner++) {
          for (int axis = 0; axis < 3; axis++) {
            float found = bytes.getFloat();
            assertEquals(of(space, mesh, mesh.corner(t, corner), axis), found);
            p[corner][axis] = found;
          }
        }
        assertEquals(0, bytes.getShort());
        assertEquals(1, Math.hypot(Math.hypot(normal[0], normal[1]), normal[2]), 1e-5);
        six += determinant(p);
        double[] u = minus(p[1], p[0]);
        double[] v = minus(p[2], p[0]);
        assertTrue(determinant(new double[][] {u, v, {normal[0], normal[1], normal[2]}}) > 0);
      }
    }
    double expected = parts.stream().mapToDouble(p -> p.mesh().volumeMm3()).sum();
    assertTrue(expected > 0);
    assertEquals(expected, six / 6, 1e-2 * expected);
  }

  private static double[] minus(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }

  private static double determinant(double[][] p) {
    return p[0][0] * (p[1][1] * p[2][2] - p[1][2] * p[2][1])
        + p[0][1] * (p[1][2] * p[2][0] - p[1][0] * p[2][2])
        + p[0][2] * (p[1][0] * p[2][1] - p[1][1] * p[2][0]);
  }

  @ParameterizedTest
  @EnumSource
  void obj_holds_an_object_for_each_segment(MeshWriter.Space space) throws Exception {
    Path file = folder.resolve("two kidneys.obj");
    MeshWriter.writeObj(file, parts, space, Progress.none());
    List<String> objects = new ArrayList<>();
    List<String> materials = new ArrayList<>();
    List<Float> coordinates = new ArrayList<>();
    List<Integer> corners = new ArrayList<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
    assertTrue(lines.get(0).endsWith("mm. SPACE=" + space), lines.get(0));
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "o" -> objects.add(words[1]);
        case "usemtl" -> materials.add(words[1]);
        case "mtllib" -> assertEquals("mtllib two kidneys.mtl", line);
        case "v" -> List.of(words).subList(1, 4).forEach(w -> coordinates.add(Float.valueOf(w)));
        case "f" -> List.of(words).subList(1, 4).forEach(w -> corners.add(Integer.valueOf(w)));
        default -> assertEquals("#", words[0]);
      }
    }
    assertEquals(List.of("segment-2-Niere-links-Zyste-John-Doe", "segment-11"), objects);
    assertEquals(List.of("segment-2", "segment-11"), materials);
    int vertex = 0;
    int corner = 0;
    for (MeshWriter.Part part : parts) {
      Mesh mesh = part.mesh();
      int first = vertex;
      for (int v = 0; v < mesh.vertexCount(); v++, vertex++) {
        for (int axis = 0; axis < 3; axis++) {
          assertEquals(of(space, mesh, v, axis), coordinates.get(3 * vertex + axis));
        }
      }
      for (int t = 0; t < mesh.triangleCount(); t++) {
        for (int n = 0; n < 3; n++, corner++) {
          assertEquals(1 + first + mesh.corner(t, n), corners.get(corner));
        }
      }
    }
    assertEquals(3 * vertex, coordinates.size());
    assertEquals(corner, corners.size());
    assertEquals(
        List.of(
            "# Wavefront MTL, by VoxelClick",
            "newmtl segment-2",
            "Kd 1.0000 0.2000 0.0078",
            "newmtl segment-11",
            "Kd 1.0000 0.2000 0.0431"),
        Files.readAllLines(folder.resolve("two kidneys.mtl")));
  }

  @Test
  void what_was_there_stays_when_writing_is_cancelled() throws Exception {
    Progress cancelled =
        new Progress() {
          @Override
          public void update(int done, int total) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    for (String name : new String[] {"a.stl", "a.obj", "a.mtl"}) {
      Files.writeString(folder.resolve(name), name);
    }
    assertThrows(
        CancellationException.class,
        () -> MeshWriter.writeStl(folder.resolve("a.stl"), parts, MeshWriter.Space.LPS, cancelled));
    assertThrows(
        CancellationException.class,
        () -> MeshWriter.writeObj(folder.resolve("a.obj"), parts, MeshWriter.Space.LPS, cancelled));
    for (String name : new String[] {"a.stl", "a.obj", "a.mtl"}) {
      assertArrayEquals(
          name.getBytes(StandardCharsets.UTF_8), Files.readAllBytes(folder.resolve(name)));
    }
    assertEquals(3, files());
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  @Test
  void nothing_to_write_and_nowhere_to_write_it_are_told() throws Exception {
    Mesh none = new Mesh(new float[0], new int[0]);
    List<MeshWriter.Part> empty = List.of(new MeshWriter.Part(1, "x", new Rgb(1, 2, 3), none));
    Path file = folder.resolve("a.stl");
    assertTrue(
        assertThrows(
                SurfaceException.class,
                () -> MeshWriter.writeStl(file, empty, MeshWriter.Space.LPS, Progress.none()))
            .getMessage()
            .contains("no voxels"));
    Path nowhere = folder.resolve("missing").resolve("a.obj");
    assertThrows(
        SurfaceException.class,
        () -> MeshWriter.writeObj(nowhere, parts, MeshWriter.Space.LPS, Progress.none()));
    assertThrows(
        SurfaceException.class,
        () ->
            MeshWriter.writeObj(
                folder.resolve("a\nb.obj"), parts, MeshWriter.Space.LPS, Progress.none()));
    assertEquals(0, files());
  }
}
