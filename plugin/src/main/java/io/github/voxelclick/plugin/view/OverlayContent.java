package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.VoxelIndex;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is drawn over the slices of a volume at one moment. Immutable, so painters need no lock.
 *
 * @param size of the volume
 * @param layers the visible segments; the later are drawn over the earlier
 * @param style how masks are drawn
 * @param draft what a tool is drawing
 * @param crosshair the voxel that all views show
 */
public record OverlayContent(
    GridSize size,
    List<Layer> layers,
    MaskStyle style,
    Optional<Draft> draft,
    Optional<VoxelIndex> crosshair) {
  /** Copies the list. */
  public OverlayContent {
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(style, "style");
    Objects.requireNonNull(draft, "draft");
    Objects.requireNonNull(crosshair, "crosshair");
    layers = List.copyOf(layers);
  }

  /** Layers alone. */
  public static OverlayContent of(GridSize size, List<Layer> layers) {
    return new OverlayContent(size, layers, MaskStyle.DEFAULT, Optional.empty(), Optional.empty());
  }
}
