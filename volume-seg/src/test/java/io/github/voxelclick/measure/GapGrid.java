package io.github.voxelclick.measure;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A grid of which a slice is missing. */
final class GapGrid {
  private GapGrid() {}

  static VolumeGeometry without(VolumeGeometry whole, int missing) {
    List<WorldPoint> places = new ArrayList<>();
    for (int k = 0; k < whole.size().k(); k++) {
      if (k != missing) {
        places.add(whole.slicePosition(k));
      }
    }
    try {
      return VolumeGeometry.ofSlices(
          new GridSize(whole.size().i(), whole.size().j(), places.size()),
          whole.indexToLps().step(0),
          whole.indexToLps().step(1),
          places,
          Optional.empty());
    } catch (GeometryException e) {
      throw new AssertionError(e);
    }
  }
}
