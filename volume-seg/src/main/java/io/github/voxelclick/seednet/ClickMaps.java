package io.github.voxelclick.seednet;

import io.github.voxelclick.model.ModelTransform;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.volume.PlanePoint;
import java.util.Arrays;
import java.util.List;

/**
 * Draws prompts into square channels of the model's input, row by row. Positions round to the
 * nearest pixel, halves up; what falls outside is cut off.
 */
final class ClickMaps {
  private static final float ELLIPSE_PROBABILITY = 0.7f;

  private final ModelTransform transform;
  private final int side;

  ClickMaps(ModelTransform transform, int side) {
    this.transform = transform;
    this.side = side;
  }

  /** Sets the pixels within a radius of a point to 1. */
  void drawDisk(float[] channel, PlanePoint slicePoint, int radius) {
    PlanePoint p = transform.toModel(slicePoint);
    drawDiskAt(channel, p.column(), p.row(), radius);
  }

  private void drawDiskAt(float[] channel, double u, double v, int radius) {
    int column = round(u);
    int row = round(v);
    for (int y = Math.max(row - radius, 0); y <= Math.min(row + radius, side - 1); y++) {
      for (int x = Math.max(column - radius, 0); x <= Math.min(column + radius, side - 1); x++) {
        if ((x - column) * (x - column) + (y - row) * (y - row) <= radius * radius) {
          channel[y * side + x] = 1;
        }
      }
    }
  }

  /** Stamps disks along a polyline, at most half a pixel apart. */
  void drawLine(float[] channel, List<PlanePoint> slicePoints, int radius) {
    PlanePoint before = transform.toModel(slicePoints.get(0));
    drawDiskAt(channel, before.column(), before.row(), radius);
    for (PlanePoint point : slicePoints.subList(1, slicePoints.size())) {
      PlanePoint next = transform.toModel(point);
      double du = next.column() - before.column();
      double dv = next.row() - before.row();
      int steps = (int) Math.max(1, Math.ceil(2 * Math.hypot(du, dv)));
      for (int step = 0; step <= steps; step++) {
        double t = (double) step / steps;
        drawDiskAt(channel, before.column() + t * du, before.row() + t * dv, radius);
      }
      before = next;
    }
  }

  /** Sets a channel to 1 outside a box and to 0 inside, its corners included. */
  void drawOutside(float[] channel, BoxPrompt box) {
    PlanePoint min = transform.toModel(box.min());
    PlanePoint max = transform.toModel(box.max());
    int left = Math.max(round(min.column()), 0);
    int right = Math.min(round(max.column()), side - 1);
    Arrays.fill(channel, 1);
    for (int y = Math.max(round(min.row()), 0); y <= Math.min(round(max.row()), side - 1); y++) {
      if (left <= right) {
        Arrays.fill(channel, y * side + left, y * side + right + 1, 0);
      }
    }
  }

  /**
   * Draws the ellipse that touches a box's sides, as the probability to begin with; 0 elsewhere. Of
   * all outlines in a box it is the best guess that knows nothing of the image.
   */
  void drawEllipse(float[] channel, BoxPrompt box) {
    PlanePoint min = transform.toModel(box.min());
    PlanePoint max = transform.toModel(box.max());
    for (int y = 0; y < side; y++) {
      double dv = across(y, min.row(), max.row());
      for (int x = 0; x < side; x++) {
        double du = across(x, min.column(), max.column());
        channel[y * side + x] = du * du + dv * dv <= 1 ? ELLIPSE_PROBABILITY : 0;
      }
    }
  }

  /** A place between two sides: 0 in the middle, ±1 at the outer edges of the outermost pixels. */
  private static double across(int at, double min, double max) {
    return (at - (min + max) / 2) / ((max - min + 1) / 2);
  }

  private static int round(double value) {
    return (int) Math.floor(value + 0.5);
  }
}
