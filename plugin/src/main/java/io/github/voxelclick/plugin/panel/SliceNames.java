package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;

/**
 * What slices are called: "slice 23" where they were acquired, else by the plane of the body that
 * is nearest, as "coronal 117". Counted from zero, as everywhere. Immutable.
 */
public final class SliceNames {
  private final String letters;
  private final boolean inBody;

  /** The names on a grid. */
  public SliceNames(VolumeGeometry geometry) {
    letters = geometry.orientation();
    inBody =
        geometry.frameOfReferenceUid().isPresent() && geometry.relation() == SliceRelation.SPATIAL;
  }

  /** The name of a slice. */
  public String of(SlicePlane plane) {
    return Texts.get(key(plane.axis()), plane.index());
  }

  private String key(SliceAxis axis) {
    if (axis == SliceAxis.K) {
      return "panel.slice.acquired";
    }
    if (!inBody) {
      return axis == SliceAxis.I ? "panel.slice.column" : "panel.slice.row";
    }
    return switch (letters.charAt(axis == SliceAxis.I ? 0 : 1)) {
      case 'L', 'R' -> "panel.slice.sagittal";
      case 'P', 'A' -> "panel.slice.coronal";
      default -> "panel.slice.axial";
    };
  }
}
