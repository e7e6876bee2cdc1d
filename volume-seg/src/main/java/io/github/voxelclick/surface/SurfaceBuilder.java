package io.github.voxelclick.surface;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The surface of a mask as triangles, by marching cubes with vertices half way between voxels.
 *
 * <p>It is closed, also where the mask ends at the edge of the grid or where slices are missing:
 * there it reaches half a voxel beyond. Voxels that touch along an edge or a corner only are apart.
 * Slices lie where they really are. Without smoothing the mesh encloses what the mask does but for
 * the corners that marching cubes cuts off: nearly nothing of large structures, five sixths of a
 * single voxel. Stateless; blocks, checks cancellation slice by slice.
 */
public final class SurfaceBuilder {
  /** Pixels of the mask's box on one slice: 20 bytes each are needed at a time. */
  private static final long MOST_PIXELS = 100_000_000;

  /** How much of a voxel's shortest side the rounding of coordinates may take. */
  private static final double MOST_ROUNDING = 0.01;

  private SurfaceBuilder() {}

  /**
   * Makes the surface of a mask.
   *
   * @param mask may be empty
   * @param geometry of the mask's grid
   * @param progress told of slices
   * @return mesh in mm LPS
   * @throws SurfaceException when it would have more triangles than allowed, the grid lies so far
   *     from the origin that coordinates are too coarse, or slices are no neighbours in space
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static Surface build(
      Mask mask, VolumeGeometry geometry, SurfaceSettings settings, Progress progress)
      throws VolumeException {
    check(mask, geometry);
    CoarseGrid grid = CoarseGrid.finest(mask, geometry);
    long triangles = count(grid, progress);
    while (triangles > settings.mostTriangles()) {
      if (!settings.coarser()) {
        throw new SurfaceException(
            String.format(
                Locale.ROOT,
                "Cannot make a surface of %d triangles: at most %d are possible. Smooth the segment"
                    + " or remove its small parts, or save it as a mask.",
                triangles,
                settings.mostTriangles()));
      }
      grid = grid.coarser((double) triangles / settings.mostTriangles(), progress);
      triangles = count(grid, progress);
    }
    Mesh mesh = new Tracer(grid, (int) triangles, progress).mesh();
    if (settings.smooth()) {
      mesh = MeshSmoothing.smooth(mesh, progress);
    }
    return new Surface(mesh, grid.columns(), grid.rows(), grid.slices());
  }

  private static void check(Mask mask, VolumeGeometry geometry) throws SurfaceException {
    if (!mask.size().equals(geometry.size())) {
      throw new IllegalArgumentException(mask.size() + " and " + geometry.size() + " differ");
    }
    if (geometry.relation() != SliceRelation.SPATIAL) {
      throw new SurfaceException(
          "Cannot make a surface: the slices are no neighbours in space. Open a series that makes"
              + " one volume.");
    }
    double farthest = 0;
    for (WorldPoint corner : geometry.corners()) {
      farthest = Math.max(farthest, Math.abs(corner.x()));
      farthest = Math.max(farthest, Math.abs(corner.y()));
      farthest = Math.max(farthest, Math.abs(corner.z()));
    }
    double finest = Double.MAX_VALUE;
    for (double spacing : geometry.spacingMm()) {
      finest = Math.min(finest, spacing);
    }
    if (!(Math.ulp((float) farthest) <= MOST_ROUNDING * finest)) {
      throw new SurfaceException(
          String.format(
              Locale.ROOT,
              "Cannot make a surface: the volume lies %.0f mm from the origin, too far for voxels of"
                  + " %s mm in files of single precision. Correct the image's position first.",
              farthest,
              finest));
    }
  }

  private static long count(CoarseGrid grid, Progress progress) throws SurfaceException {
    Box box = Box.of(grid.mask());
    if ((long) box.columns() * box.rows() > MOST_PIXELS) {
      throw new SurfaceException(
          String.format(
              Locale.ROOT,
              "Cannot make a surface: the segment spans %d × %d pixels on a slice, at most %d pixels"
                  + " are possible. Crop or shrink the image first.",
              box.columns(),
              box.rows(),
              MOST_PIXELS));
    }
    long[] corners = new long[1];
    CellVisitor.visit(
        grid.mask(),
        CellLayer.of(grid.geometry()),
        (layer, i, j, code) -> corners[0] += CellTriangles.edges(code).length,
        progress);
    return corners[0] / 3;
  }

  /** The columns and rows that a mask occupies on any slice. */
  private record Box(int firstColumn, int firstRow, int columns, int rows) {
    static Box of(Mask mask) {
      int left = mask.size().i();
      int top = mask.size().j();
      int right = -1;
      int bottom = -1;
      for (int k : mask.occupiedSlices()) {
        Optional<SliceMask.Bounds> bounds = mask.slice(SlicePlane.k(k)).bounds();
        if (bounds.isPresent()) {
          left = Math.min(left, bounds.get().minColumn());
          top = Math.min(top, bounds.get().minRow());
          right = Math.max(right, bounds.get().maxColumn());
          bottom = Math.max(bottom, bounds.get().maxRow());
        }
      }
      return right < 0
          ? new Box(0, 0, 0, 0)
          : new Box(left, top, right - left + 1, bottom - top + 1);
    }
  }

  /** Collects the triangles; remembers the vertices of one layer of cells. */
  private static final class Tracer implements CellVisitor {
    private final List<CellLayer> layers;
    private final WorldPoint stepI;
    private final WorldPoint stepJ;

    /** Polygons go round clockwise in right-handed cells, triangles never. */
    private final boolean clockwise;

    private final Box box;
    private final int stride;
    private final Progress progress;
    private final VertexList vertices;
    private final int[] triangles;
    private int corners;
    private int current = -2;

    /** Vertices + 1 on edges along i and j, of the layer's lower and upper slice, and along k. */
    private int[][] alongI;

    private int[][] alongJ;
    private final int[] alongK;

    Tracer(CoarseGrid grid, int count, Progress progress) {
      VolumeGeometry geometry = grid.geometry();
      layers = CellLayer.of(geometry);
      stepI = geometry.indexToLps().step(0);
      stepJ = geometry.indexToLps().step(1);
      clockwise = stepI.cross(stepJ).dot(geometry.indexToLps().step(2)) > 0;
      box = Box.of(grid.mask());
      stride = box.columns() + 1;
      int edges = stride * (box.rows() + 1);
      alongI = new int[2][edges];
      alongJ = new int[2][edges];
      alongK = new int[edges];
      triangles = new int[3 * count];
      vertices = new VertexList(count / 2 + 16);
      this.progress = progress;
      CellVisitor.visit(grid.mask(), layers, this, progress);
      progress.update(layers.size(), layers.size());
    }

    Mesh mesh() {
      return Mesh.owning(vertices.toArray(), triangles);
    }

    @Override
    public void cell(int layer, int i, int j, int code) {
      if (layer != current) {
        begin(layer);
      }
      int[] edges = CellTriangles.edges(code);
      for (int n = 0; n < edges.length; n += 3) {
        triangles[corners++] = vertex(edges[n], i, j);
        triangles[corners++] = vertex(edges[clockwise ? n + 2 : n + 1], i, j);
        triangles[corners++] = vertex(edges[clockwise ? n + 1 : n + 2], i, j);
      }
    }

    /** Keeps the vertices of the slice that the last layer and this one share. */
    private void begin(int layer) {
      boolean onward =
          layer == current + 1
              && layers.get(layer).below() != CellLayer.NONE
              && layers.get(layer).below() == layers.get(current).above();
      if (onward) {
        alongI = new int[][] {alongI[1], alongI[0]};
        alongJ = new int[][] {alongJ[1], alongJ[0]};
      } else {
        Arrays.fill(alongI[0], 0);
        Arrays.fill(alongJ[0], 0);
      }
      Arrays.fill(alongI[1], 0);
      Arrays.fill(alongJ[1], 0);
      Arrays.fill(alongK, 0);
      current = layer;
      progress.update(layer, layers.size());
    }

    private int vertex(int edge, int i, int j) {
      int b = edge & 1;
      int c = edge >> 1 & 1;
      // In steps from pixel (0, 0), and along k from half way between both slices.
      return switch (edge >> 2) {
        case 0 -> vertex(alongI[c], i, j - 1 + b, i - 0.5, j - 1 + b, c - 0.5);
        case 1 -> vertex(alongJ[b], i - 1 + c, j, i - 1 + c, j - 0.5, b - 0.5);
        default -> vertex(alongK, i - 1 + b, j - 1 + c, i - 1 + b, j - 1 + c, 0);
      };
    }

    private int vertex(int[] known, int column, int row, double i, double j, double k) {
      int at = column - box.firstColumn() + stride * (row - box.firstRow());
      if (known[at] == 0) {
        CellLayer layer = layers.get(current);
        known[at] =
            1
                + vertices.add(
                    layer
                        .centre()
                        .plus(stepI.times(i))
                        .plus(stepJ.times(j))
                        .plus(layer.step().times(k)));
      }
      return known[at] - 1;
    }
  }
}
