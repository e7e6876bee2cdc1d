package io.github.voxelclick.plugin.task;

import io.github.voxelclick.surface.Surface;
import io.github.voxelclick.surface.SurfaceBuilder;
import io.github.voxelclick.surface.SurfaceSettings;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Surfaces to look at of the segments of one volume. Those whose masks have not changed since the
 * last call are the same objects again, so that little is done after a stroke. For one thread at a
 * time, such as that of a {@link LatestJobRunner}; a call that is cancelled keeps what it finished.
 */
public final class SurfacePreview {
  private final VolumeGeometry geometry;
  private final Map<Integer, Made> made = new HashMap<>();

  private record Made(Mask mask, SurfaceSettings settings, Surface surface) {}

  /** A preview without surfaces so far. */
  public SurfacePreview(VolumeGeometry geometry) {
    this.geometry = geometry;
  }

  /**
   * The surfaces of these masks.
   *
   * @param masks by the segments' numbers, all on the volume's grid
   * @return by number; of empty masks none
   * @throws VolumeException when the volume has no surfaces
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public synchronized SortedMap<Integer, Surface> build(Map<Integer, Mask> masks, Progress progress)
      throws VolumeException {
    made.keySet().retainAll(masks.keySet());
    SurfaceSettings settings = SurfaceSettings.preview(Math.max(1, masks.size()));
    SortedMap<Integer, Surface> surfaces = new TreeMap<>();
    for (var e : new TreeMap<>(masks).entrySet()) {
      Mask mask = e.getValue();
      if (!mask.isEmpty()) {
        Made before = made.get(e.getKey());
        if (before == null || !before.settings.equals(settings) || !before.mask.equals(mask)) {
          before =
              new Made(mask, settings, SurfaceBuilder.build(mask, geometry, settings, progress));
          made.put(e.getKey(), before);
        }
        surfaces.put(e.getKey(), before.surface);
      }
    }
    return surfaces;
  }
}
