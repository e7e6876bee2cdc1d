package io.github.voxelclick.seednet;

import io.github.voxelclick.model.ModelTransform;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.propagate.MaskMovePropagator;
import io.github.voxelclick.propagate.PropagationTask;
import io.github.voxelclick.propagate.Propagator;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;
import java.util.List;
import java.util.Optional;

/**
 * Moves a mask as the image moves from slice to slice, by SeedNet's own alignment and nothing else:
 * what its network has to be better than. The displacement is found on the crop that the network
 * would see, the mask is moved at the slice's resolution.
 */
public final class FlowWarp {
  private static final int SIDE = 128;

  /** As the embedded profile has them. */
  private static final double ZOOM = 1.6;

  private static final double LEAST_SIDE = 24;
  private static final double MOST_SIDE = 1.15;
  private static final double BLUR_FROM = 1.4;
  private static final double BLUR_PER_STEP = 0.4;

  private FlowWarp() {}

  /** The baseline. Thread-safe. */
  public static Propagator propagator() {
    return new MaskMovePropagator("flow-warp", FlowWarp::moved);
  }

  private static SliceMask moved(
      PropagationTask task, SlicePlane from, SliceMask mask, SlicePlane to) {
    SliceGrid grid = SliceGrid.of(task.volume(), task.axis());
    LookWindow look =
        new LookWindow.Maker(grid, LEAST_SIDE, MOST_SIDE)
            .around(Optional.of(mask), List.of(), ZOOM);
    ModelTransform transform = look.transform(SIDE);
    SliceAligner aligner = new SliceAligner(SIDE);
    SliceAligner.Displacement by =
        aligner.displacement(
            cut(seen(task.volume(), to, task.window()), grid, transform),
            cut(seen(task.volume(), from, task.window()), grid, transform));
    return SliceMask.of(
        grid.columns(),
        grid.rows(),
        (column, row) -> {
          PlanePoint at = transform.toModel(new PlanePoint(column, row));
          int c = nearest(at.column());
          int r = nearest(at.row());
          long sourceColumn = Math.round(column + by.dx()[r * SIDE + c] * transform.columnStep());
          long sourceRow = Math.round(row + by.dy()[r * SIDE + c] * transform.rowStep());
          return sourceColumn >= 0
              && sourceColumn < grid.columns()
              && sourceRow >= 0
              && sourceRow < grid.rows()
              && mask.get((int) sourceColumn, (int) sourceRow);
        });
  }

  private static int nearest(double place) {
    return (int) Math.max(0, Math.min(SIDE - 1, Math.rint(place)));
  }

  private static float[] seen(Volume volume, SlicePlane plane, Window window) {
    float[] values = volume.slice(plane).clone();
    for (int n = 0; n < values.length; n++) {
      values[n] = Float.isNaN(values[n]) ? 0 : window.normalise(values[n]);
    }
    return values;
  }

  private static float[] cut(float[] slice, SliceGrid grid, ModelTransform transform) {
    PlanePoint first = transform.toSlice(new PlanePoint(0, 0));
    return Resampler.resample(
        slice,
        grid.columns(),
        filter(grid.columns(), first.column(), transform.columnStep()),
        filter(grid.rows(), first.row(), transform.rowStep()));
  }

  /** Crops of large structures are smoothed before they are thinned out, as the network's are. */
  private static AxisFilter filter(int count, double first, double step) {
    float[] kernel =
        step > BLUR_FROM ? AxisFilter.gaussian(BLUR_PER_STEP * step) : AxisFilter.identity();
    return AxisFilter.evenly(count, first, step, SIDE, kernel);
  }
}
