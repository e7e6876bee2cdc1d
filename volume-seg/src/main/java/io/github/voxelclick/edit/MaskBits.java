package io.github.voxelclick.edit;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A mask that is being drawn; only slices that are drawn on take memory. Not thread-safe. */
final class MaskBits {
  private final GridSize size;
  private final Map<Integer, SliceBits> slices = new TreeMap<>();

  /** The slice drawn on last, mostly the next one too. */
  private int lastK = -1;

  private @Nullable SliceBits last;

  MaskBits(GridSize size) {
    this.size = size;
  }

  /** The slice k, to be drawn on. */
  SliceBits slice(int k) {
    SliceBits known = last;
    if (known == null || k != lastK) {
      known = slices.computeIfAbsent(k, key -> new SliceBits(size.i(), size.j()));
      last = known;
      lastK = k;
    }
    return known;
  }

  Mask toMask() {
    Map<Integer, SliceMask> done = new TreeMap<>();
    slices.forEach((k, bits) -> done.put(k, bits.toMask()));
    return Mask.of(size, done);
  }
}
