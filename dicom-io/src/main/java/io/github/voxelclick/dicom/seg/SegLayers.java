package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SegmentFractions;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VoxelMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What has been read so far, on the grid of the volume. Not thread-safe. */
final class SegLayers {
  private final GridSize size;
  private final int maximum;
  private final Map<Integer, Mask> masks = new HashMap<>();
  private final Map<Integer, SegmentFractions> fractions = new HashMap<>();

  /**
   * @param maximum step that stands for a whole voxel
   */
  SegLayers(GridSize size, int maximum) {
    this.size = size;
    this.maximum = maximum;
  }

  /** Adds pixels to those that a segment has on a slice already. */
  void add(int number, int k, SliceMask pixels) throws GeometryException {
    if (pixels.isEmpty()) {
      return;
    }
    VoxelMemory.require(size.voxelsPerSlice() / 8);
    Mask mask = mask(number);
    masks.put(number, mask.withSlice(SlicePlane.k(k), mask.slice(SlicePlane.k(k)).or(pixels)));
  }

  /** Adds steps, one unsigned byte per pixel; of two for the same voxel the larger one counts. */
  void add(int number, int k, byte[] steps) throws GeometryException {
    VoxelMemory.require(size.voxelsPerSlice());
    SegmentFractions before = fractions(number);
    if (!before.occupiedSlices().contains(k)) {
      fractions.put(number, before.withSlice(k, steps));
      return;
    }
    byte[] larger = before.slice(k);
    for (int n = 0; n < larger.length; n++) {
      larger[n] = (byte) Math.max(larger[n] & 0xFF, steps[n] & 0xFF);
    }
    fractions.put(number, before.withSlice(k, larger));
  }

  /** The mask of a segment, empty when nothing was added. */
  Mask mask(int number) {
    return masks.getOrDefault(number, Mask.empty(size));
  }

  /** The fractions of a segment, none when nothing was added. */
  SegmentFractions fractions(int number) {
    return fractions.getOrDefault(number, SegmentFractions.none(size, maximum));
  }

  /** Segments of which there are pixels. */
  Set<Integer> numbers() {
    return masks.keySet();
  }
}
