package io.github.voxelclick.model;

import io.github.voxelclick.volume.PlanePoint;
import java.util.Objects;

/**
 * Slice pixels to model-input pixels and back, for inputs that are neither turned nor sheared.
 * Whole numbers are pixel centres on both sides. Two anchors rather than one offset, because a
 * click at a window's very centre must not be rounded away from it.
 *
 * @param sliceAnchor a point in slice pixels
 * @param modelAnchor the same point in input pixels
 * @param columnStep slice columns per input column, above 0
 * @param rowStep slice rows per input row, above 0
 */
public record ModelTransform(
    PlanePoint sliceAnchor, PlanePoint modelAnchor, double columnStep, double rowStep) {
  /** Checks that it can be inverted. */
  public ModelTransform {
    Objects.requireNonNull(sliceAnchor, "sliceAnchor");
    Objects.requireNonNull(modelAnchor, "modelAnchor");
    if (!(columnStep > 0) || !(rowStep > 0)) {
      throw new IllegalArgumentException("steps " + columnStep + ", " + rowStep);
    }
  }

  /** Slice pixels to input pixels. */
  public PlanePoint toModel(PlanePoint slice) {
    return new PlanePoint(
        (slice.column() - sliceAnchor.column()) / columnStep + modelAnchor.column(),
        (slice.row() - sliceAnchor.row()) / rowStep + modelAnchor.row());
  }

  /** Input pixels to slice pixels. */
  public PlanePoint toSlice(PlanePoint model) {
    return new PlanePoint(
        sliceAnchor.column() + (model.column() - modelAnchor.column()) * columnStep,
        sliceAnchor.row() + (model.row() - modelAnchor.row()) * rowStep);
  }
}
