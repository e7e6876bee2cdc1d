package io.github.voxelclick.measure;

import io.github.voxelclick.surface.CellLayer;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.List;

/**
 * The nearest element of a surface on a grid whose axes are not perpendicular, as slices of a
 * tilted gantry are, where a distance field is not exact. Elements are searched row by row, from
 * the nearest layer outwards. Immutable.
 */
final class NearestElement {
  private final SurfaceElements elements;
  private final List<CellLayer> layers;

  /** Along i, across it in the plane, and along the normal; unit vectors. */
  private final WorldPoint alongI;

  private final WorldPoint acrossI;
  private final WorldPoint normal;
  private final WorldPoint stepJ;
  private final double iMm;

  /** First element of each row of elements, and one more; rows have one layer and one j. */
  private final int[] rowStarts;

  /** First row of each layer, and one more. */
  private final int[] layerRows;

  NearestElement(SurfaceElements elements, VolumeGeometry geometry, List<CellLayer> layers) {
    this.elements = elements;
    this.layers = layers;
    WorldPoint stepI = geometry.indexToLps().step(0);
    iMm = stepI.length();
    stepJ = geometry.indexToLps().step(1);
    normal = geometry.normal();
    alongI = stepI.times(1 / iMm);
    acrossI = normal.cross(alongI);
    int[] starts = new int[elements.count() + 1];
    layerRows = new int[layers.size() + 1];
    int rows = 0;
    int layer = 0;
    for (int n = 0; n < elements.count(); n++) {
      boolean same =
          n > 0 && elements.layer(n) == elements.layer(n - 1) && elements.j(n) == elements.j(n - 1);
      if (!same) {
        while (layer <= elements.layer(n)) {
          layerRows[layer++] = rows;
        }
        starts[rows++] = n;
      }
    }
    while (layer <= layers.size()) {
      layerRows[layer++] = rows;
    }
    starts[rows] = elements.count();
    rowStarts = starts;
  }

  /** Mm from each element of another surface on the same grid. */
  double[] distancesMm(SurfaceElements from, Progress progress) {
    double[] distances = new double[from.count()];
    for (int n = 0; n < distances.length; n++) {
      if (n % 4096 == 0) {
        progress.checkCancelled();
      }
      distances[n] = Math.sqrt(squared(from.i(n), from.j(n), from.layer(n)));
    }
    return distances;
  }

  private double squared(int i, int j, int layer) {
    double x = x(j, layer) + i * iMm;
    double y = y(j, layer);
    double best = Double.POSITIVE_INFINITY;
    for (int away = 0; away < layers.size(); away++) {
      double least = Double.POSITIVE_INFINITY;
      for (int other : away == 0 ? new int[] {layer} : new int[] {layer - away, layer + away}) {
        if (other >= 0 && other < layers.size()) {
          double z = height(other) - height(layer);
          least = Math.min(least, z * z);
          if (z * z < best) {
            best = Math.min(best, z * z + inLayer(other, x, y, best - z * z));
          }
        }
      }
      if (least >= best) {
        return best;
      }
    }
    return best;
  }

  /** The least square distance within a layer, if less than so much. */
  private double inLayer(int layer, double x, double y, double most) {
    double best = most;
    for (int row = layerRows[layer]; row < layerRows[layer + 1]; row++) {
      int j = elements.j(rowStarts[row]);
      double dy = y(j, layer) - y;
      if (dy * dy < best) {
        double dx = nearestInRow(row, (x - x(j, layer)) / iMm) * iMm;
        best = Math.min(best, dy * dy + dx * dx);
      }
    }
    return best;
  }

  /** How many columns the nearest element of a row is away. */
  private double nearestInRow(int row, double column) {
    int low = rowStarts[row];
    int high = rowStarts[row + 1] - 1;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (elements.i(middle) <= column) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.min(Math.abs(elements.i(low) - column), Math.abs(elements.i(high) - column));
  }

  private double x(int j, int layer) {
    return layers.get(layer).centre().plus(stepJ.times(j)).dot(alongI);
  }

  private double y(int j, int layer) {
    return layers.get(layer).centre().plus(stepJ.times(j)).dot(acrossI);
  }

  private double height(int layer) {
    return layers.get(layer).centre().dot(normal);
  }
}
