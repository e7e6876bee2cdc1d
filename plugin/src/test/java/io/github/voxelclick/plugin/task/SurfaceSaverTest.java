package io.github.voxelclick.plugin.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.surface.MeshWriter;
import io.github.voxelclick.surface.Surface;
import io.github.voxelclick.surface.SurfaceException;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SurfaceSaverTest {
  private static final GridSize SIZE = new GridSize(9, 7, 5);

  @TempDir Path folder;

  private static VolumeGeometry geometry() throws Exception {
    return VolumeGeometry.regular(
        SIZE,
        Affine.ofColumns(
            new WorldPoint(0.7, 0.1, 0),
            new WorldPoint(-0.2, 1.4, 0),
            new WorldPoint(0, 0, -3),
            new WorldPoint(-50, 20, 700)),
        Optional.empty());
  }

  private static Mask mask(int... slices) {
    Mask mask = Mask.empty(SIZE);
    for (int k : slices) {
      mask = mask.withSlices(Map.of(k, SliceMask.of(SIZE.i(), SIZE.j(), (i, j) -> i > 4 && j < 3)));
    }
    return mask;
  }

  private static Segmentation.Entry entry(int number, String label, Mask mask) throws Exception {
    return new Segmentation.Entry(
        SegmentNaming.describe("", label, "none", "1").withNumber(number), mask);
  }

  private List<ReadWarning> save(String name, List<Segmentation.Entry> entries, Progress progress)
      throws Exception {
    return SurfaceSaver.save(
        entries,
        geometry(),
        new SurfaceSaver.Options(true, MeshWriter.Space.RAS),
        folder.resolve(name),
        progress);
  }

  @Test
  void segments_with_voxels_are_saved_and_others_named() throws Exception {
    List<Segmentation.Entry> entries =
        List.of(
            entry(1, "Liver", mask(0, 1)),
            entry(4, "Kidney", mask()),
            entry(7, "Spleen", mask(3, 4)));
    List<int[]> told = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void update(int done, int total) {
            told.add(new int[] {done, total});
          }

          @Override
          public boolean isCancelled() {
            return false;
          }
        };
    List<ReadWarning> warnings = save("a.OBJ", entries, progress);
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).message().contains("Segment 4"));
    String obj = Files.readString(folder.resolve("a.OBJ"));
    assertTrue(obj.contains("SPACE=RAS\nmtllib a.mtl\no segment-1-Liver\n"), obj);
    assertTrue(obj.contains("\no segment-7-Spleen\n"));
    Segment.Rgb colour = entries.get(2).segment().colour();
    String red = String.format(Locale.ROOT, "%.4f", colour.red() / 255.0);
    assertTrue(Files.readString(folder.resolve("a.mtl")).contains("newmtl segment-7\nKd " + red));
    for (int n = 1; n < told.size(); n++) {
      assertTrue(told.get(n)[0] >= told.get(n - 1)[0]);
    }
    assertEquals(told.get(told.size() - 1)[1], told.get(told.size() - 1)[0]);

    assertEquals(List.of(), save("a.stl", entries.subList(0, 1), Progress.none()));
    assertEquals(0, (Files.size(folder.resolve("a.stl")) - 84) % 50);
  }

  @Test
  void what_cannot_be_saved_is_told_and_leaves_no_file() throws Exception {
    List<Segmentation.Entry> entries = List.of(entry(1, "Liver", mask(2)));
    assertTrue(
        assertThrows(JobException.class, () -> save("a.ply", entries, Progress.none()))
            .getMessage()
            .contains(".stl or .obj"));
    assertThrows(JobException.class, () -> save("missing/a.stl", entries, Progress.none()));
    assertThrows(
        SurfaceException.class,
        () -> save("a.stl", List.of(entry(1, "Liver", mask())), Progress.none()));
    Progress cancelled =
        new Progress() {
          @Override
          public void update(int done, int total) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    assertThrows(CancellationException.class, () -> save("a.obj", entries, cancelled));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void every_file_that_would_be_written_is_known_before() throws Exception {
    assertEquals(
        List.of(folder.resolve("x.y.obj"), folder.resolve("x.y.mtl")),
        SurfaceSaver.check(folder.resolve("x.y.obj")));
    assertEquals(List.of(folder.resolve("x.stl")), SurfaceSaver.check(folder.resolve("x.stl")));
  }

  @Test
  void a_preview_makes_anew_only_what_has_changed() throws Exception {
    SurfacePreview preview = new SurfacePreview(geometry());
    SortedMap<Integer, Surface> first =
        preview.build(Map.of(3, mask(1), 8, mask(2, 3), 9, mask()), Progress.none());
    assertEquals(List.of(3, 8), List.copyOf(first.keySet()));
    SortedMap<Integer, Surface> second =
        preview.build(Map.of(3, mask(1), 8, mask(2), 9, mask(0)), Progress.none());
    assertSame(first.get(3), second.get(3));
    assertNotSame(first.get(8), second.get(8));
    assertEquals(3, second.size());
    assertEquals(0, preview.build(Map.of(), Progress.none()).size());
  }
}
