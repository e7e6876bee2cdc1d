package io.github.voxelclick.session;

import io.github.voxelclick.volume.SliceMask;
import java.util.Objects;
import java.util.Optional;

/**
 * A slice before the prompts that are live on it: what their answers start from and what it becomes
 * again when all of them are taken back.
 *
 * @param mask the pixels
 * @param origin how they came about; empty when nobody worked on this very slice
 * @param confidence 0 to 1, that of the mask
 */
public record SliceStart(SliceMask mask, Optional<SliceOrigin> origin, double confidence) {
  /** Checks that nothing is missing. */
  public SliceStart {
    Objects.requireNonNull(mask, "mask");
    Objects.requireNonNull(origin, "origin");
  }

  /** Whether answers start from the mask; an empty slice that nobody worked on says nothing. */
  boolean isSeen() {
    return origin.isPresent() || !mask.isEmpty();
  }
}
