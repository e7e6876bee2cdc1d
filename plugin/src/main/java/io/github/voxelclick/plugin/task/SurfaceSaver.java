package io.github.voxelclick.plugin.task;

import io.github.voxelclick.surface.Mesh;
import io.github.voxelclick.surface.MeshWriter;
import io.github.voxelclick.surface.SurfaceBuilder;
import io.github.voxelclick.surface.SurfaceSettings;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Saves the surfaces of segments as STL or OBJ, by the name of the file; what was there before
 * stays until all is written. Stateless; blocks, on any thread.
 */
public final class SurfaceSaver {
  private SurfaceSaver() {}

  /**
   * How surfaces are saved.
   *
   * @param smooth whether steps between voxels are smoothed away; else every voxel is as it is
   * @param space which way the axes of the coordinates run
   */
  public record Options(boolean smooth, MeshWriter.Space space) {
    /** As in DICOM, every voxel as it is. */
    public static final Options STANDARD = new Options(false, MeshWriter.Space.LPS);
  }

  /**
   * Finds out what can be known before any work: whether the name is one of a format that can be
   * written, and whether there is a place for it.
   *
   * @return all files that would be written, {@code out} first; an OBJ has its colours in another
   * @throws JobException when there is not
   */
  public static List<Path> check(Path out) throws JobException {
    List<Path> files = isObj(out) ? List.of(out, MeshWriter.materials(out)) : List.of(out);
    for (Path file : files) {
      OutputPath.check(file);
    }
    return files;
  }

  private static boolean isObj(Path out) throws JobException {
    String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".obj")) {
      return true;
    }
    if (name.endsWith(".stl")) {
      return false;
    }
    throw new JobException(
        "Cannot tell from \""
            + out.getFileName()
            + "\" what to write: expected a name that ends in .stl or .obj.");
  }

  /**
   * Makes the surfaces and writes them.
   *
   * @param entries the segments to be saved, on the grid of the geometry
   * @param progress told of both
   * @return which segments are not in the file, because they hold no voxels
   * @throws VolumeException when there is nothing to save, there are too many triangles, or the
   *     disk refuses; existing files are as they were
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static List<ReadWarning> save(
      List<Segmentation.Entry> entries,
      VolumeGeometry geometry,
      Options options,
      Path out,
      Progress progress)
      throws VolumeException {
    check(out);
    List<ReadWarning> warnings = new ArrayList<>();
    List<MeshWriter.Part> parts = new ArrayList<>();
    int left = SurfaceSettings.exact().mostTriangles();
    for (int n = 0; n < entries.size(); n++) {
      Segmentation.Entry entry = entries.get(n);
      Segment segment = entry.segment();
      if (entry.mask().isEmpty()) {
        warnings.add(
            new ReadWarning(
                "surface-empty",
                "Segment " + segment.number() + " holds no voxels and is not in the file."));
      } else {
        SurfaceSettings settings =
            new SurfaceSettings(Math.max(left, SurfaceSettings.LEAST), false, options.smooth());
        Progress share = new Share(progress, n, entries.size() + 1);
        Mesh mesh = SurfaceBuilder.build(entry.mask(), geometry, settings, share).mesh();
        left -= mesh.triangleCount();
        parts.add(new MeshWriter.Part(segment.number(), segment.label(), segment.colour(), mesh));
      }
    }
    Progress share = new Share(progress, entries.size(), entries.size() + 1);
    if (isObj(out)) {
      MeshWriter.writeObj(out, parts, options.space(), share);
    } else {
      MeshWriter.writeStl(out, parts, options.space(), share);
    }
    return warnings;
  }

  /**
   * One of several steps of equal length.
   *
   * @param index which, from 0
   */
  private record Share(Progress whole, int index, int count) implements Progress {
    private static final int FINENESS = 100;

    @Override
    public void update(int done, int total) {
      whole.update(
          FINENESS * index + (int) ((long) FINENESS * done / Math.max(1, total)), FINENESS * count);
    }

    @Override
    public boolean isCancelled() {
      return whole.isCancelled();
    }

    @Override
    public Registration onCancel(Runnable hook) {
      return whole.onCancel(hook);
    }
  }
}
