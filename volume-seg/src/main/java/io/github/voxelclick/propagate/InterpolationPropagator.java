package io.github.voxelclick.propagate;

import io.github.voxelclick.distance.AxisPlaces;
import io.github.voxelclick.edit.ShapeInterpolation;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Fills in between slices whose masks are known, by their shapes alone ({@link
 * ShapeInterpolation}); the image is not looked at. Beyond the outermost seeds it adds nothing, nor
 * next to an empty seed, nor between seeds that a gap parts. Between two seeds that are not empty,
 * place counts by the real distance of the slices.
 *
 * <p>Confidence is no measurement but ranks slices for review. It is the product of two shares,
 * both 1 next to a seed: one that falls to (1 + Dice) / 2 half way between two seeds, with the Dice
 * overlap of their masks; and r / (r + d), where d is the distance to the nearer seed in mm and r
 * the radius of a disc of the smaller seed's area, because a structure may change as far away as it
 * is wide.
 */
public final class InterpolationPropagator implements Propagator {
  @Override
  public String name() {
    return "shape-interpolation";
  }

  @Override
  public Propagation propagate(PropagationTask task, Progress progress) {
    Filling filling = new Filling(task, progress);
    boolean cancelled = false;
    try {
      filling.run();
    } catch (CancellationException e) {
      cancelled = true; // what was filled so far is whole slices
    }
    return new Propagation(filling.slices, filling.stops, cancelled);
  }

  /** One call. */
  private static final class Filling {
    private final PropagationTask task;
    private final Progress progress;
    private final ShapeInterpolation shapes;
    private final AxisPlaces places;
    private final double pixelMm2;
    private final SortedMap<Integer, SlicePrediction> slices = new TreeMap<>();
    private final SortedMap<Integer, Propagation.StopReason> stops = new TreeMap<>();
    private int done;

    Filling(PropagationTask task, Progress progress) {
      this.task = task;
      this.progress = progress;
      this.shapes = ShapeInterpolation.of(task.volume().geometry(), task.axis());
      this.places = AxisPlaces.of(task.volume().geometry(), task.axis());
      double[] spacing = task.volume().pixelSpacingMm(task.axis());
      this.pixelMm2 = spacing[0] * spacing[1];
    }

    void run() {
      int below = -1;
      for (Map.Entry<Integer, SliceMask> seed : task.seeds().entrySet()) {
        int above = seed.getKey();
        if (below >= 0 && !seed.getValue().isEmpty() && !task.seeds().get(below).isEmpty()) {
          between(below, above);
        }
        below = above;
      }
    }

    private void between(int below, int above) {
      int first = Math.max(task.first(), below + 1);
      int last = Math.min(task.last(), above - 1);
      if (first > last) {
        return;
      }
      if (IntStream.range(below, above).anyMatch(k -> task.stopsBetween(k, k + 1))) {
        stops.put(first, Propagation.StopReason.GAP);
        return;
      }
      double overlap = task.seeds().get(below).dice(task.seeds().get(above));
      for (int k = first; k <= last; k++) {
        progress.checkCancelled();
        fill(below, k, above, overlap);
        done++;
        progress.update(done, task.last() - task.first() + 1);
      }
    }

    private void fill(int below, int k, int above, double overlap) {
      double fromBelow = places.at(k) - places.at(below);
      double whole = places.at(above) - places.at(below);
      double t = fromBelow / whole;
      SliceMask a = task.seeds().get(below);
      SliceMask b = task.seeds().get(above);
      SlicePrediction shape = task.allowed(k, SlicePrediction.certain(shapes.between(a, b, t)));
      if (shape.mask().isEmpty()) {
        stops.put(k, Propagation.StopReason.EMPTY);
        return;
      }
      double radius = Math.sqrt(Math.min(a.count(), b.count()) * pixelMm2 / Math.PI);
      double away = Math.min(fromBelow, whole - fromBelow);
      double alike = 1 - Math.min(t, 1 - t) * (1 - overlap);
      slices.put(k, shape.withConfidence(alike * radius / (radius + away)));
    }
  }
}
