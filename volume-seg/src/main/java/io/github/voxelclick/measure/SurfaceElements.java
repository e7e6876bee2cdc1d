package io.github.voxelclick.measure;

import io.github.voxelclick.surface.CellLayer;
import io.github.voxelclick.surface.CellVisitor;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.Arrays;
import java.util.List;

/**
 * The cells that the surface of a mask runs through, each an element at its centre with the area of
 * the mesh in it. By ascending layer, then j, then i. Mutable only while it is made.
 */
final class SurfaceElements {
  /** Of each element i, j and layer. */
  private int[] places = new int[3 * 1024];

  private double[] areas = new double[1024];
  private int count;

  private SurfaceElements() {}

  static SurfaceElements of(
      Mask mask, VolumeGeometry geometry, List<CellLayer> layers, Progress progress) {
    SurfaceElements elements = new SurfaceElements();
    WorldPoint stepI = geometry.indexToLps().step(0);
    WorldPoint stepJ = geometry.indexToLps().step(1);
    double[][] tables = new double[layers.size()][];
    CellVisitor.visit(
        mask,
        layers,
        (layer, i, j, code) -> {
          if (tables[layer] == null) {
            tables[layer] = MeshCells.areasMm2(stepI, stepJ, layers.get(layer).step());
          }
          elements.add(i, j, layer, tables[layer][code]);
        },
        progress);
    return elements;
  }

  private void add(int i, int j, int layer, double area) {
    if (count == areas.length) {
      areas = Arrays.copyOf(areas, 2 * count);
      places = Arrays.copyOf(places, 6 * count);
    }
    places[3 * count] = i;
    places[3 * count + 1] = j;
    places[3 * count + 2] = layer;
    areas[count++] = area;
  }

  int count() {
    return count;
  }

  /** The cell lies between columns i − 1 and i. */
  int i(int n) {
    return places[3 * n];
  }

  /** The cell lies between rows j − 1 and j. */
  int j(int n) {
    return places[3 * n + 1];
  }

  int layer(int n) {
    return places[3 * n + 2];
  }

  /** Area of the surface in the cell, mm². */
  double areaMm2(int n) {
    return areas[n];
  }
}
