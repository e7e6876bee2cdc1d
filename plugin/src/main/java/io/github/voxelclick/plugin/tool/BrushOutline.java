package io.github.voxelclick.plugin.tool;

import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.List;

/** Where a brush would paint, to be shown while it is drawn. Stateless. */
final class BrushOutline {
  private BrushOutline() {}

  /** A dab, in continuous pixels of the slice. */
  static Shape at(VolumeGeometry geometry, SlicePlane plane, PlanePoint centre, double radiusMm) {
    double[] spacing = spacing(geometry, plane);
    double across = radiusMm / spacing[0];
    double down = radiusMm / spacing[1];
    return new Ellipse2D.Double(
        centre.column() - across, centre.row() - down, 2 * across, 2 * down);
  }

  /** A stroke, in continuous pixels of the slice. */
  static Shape along(
      VolumeGeometry geometry, SlicePlane plane, List<PlanePoint> path, double radiusMm) {
    double[] spacing = spacing(geometry, plane);
    Path2D line = new Path2D.Double();
    line.moveTo(path.get(0).column() * spacing[0], path.get(0).row() * spacing[1]);
    for (PlanePoint p : path) {
      line.lineTo(p.column() * spacing[0], p.row() * spacing[1]);
    }
    Shape stroke =
        new BasicStroke((float) (2 * radiusMm), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
            .createStrokedShape(line);
    return AffineTransform.getScaleInstance(1 / spacing[0], 1 / spacing[1])
        .createTransformedShape(stroke);
  }

  private static double[] spacing(VolumeGeometry geometry, SlicePlane plane) {
    double[] mm = geometry.spacingMm();
    return switch (plane.axis()) {
      case I -> new double[] {mm[1], mm[2]};
      case J -> new double[] {mm[0], mm[2]};
      case K -> new double[] {mm[0], mm[1]};
    };
  }
}
