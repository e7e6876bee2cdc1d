package io.github.voxelclick.evaluate;

import io.github.voxelclick.model.DistanceTransform;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Optional;

/**
 * A perfect, deterministic user of one slice: clicks where the error reaches deepest, and never
 * twice on one pixel. The rule is that of the field's click benchmarks (RITM's evaluation): the
 * distance transforms of missed and of false pixels, the first maximum of the larger.
 */
final class SimulatedUser {
  private final SlicePlane plane;
  private final SliceMask truth;
  private final boolean[] clicked;

  SimulatedUser(SlicePlane plane, SliceMask truth) {
    this.plane = plane;
    this.truth = truth;
    this.clicked = new boolean[truth.columns() * truth.rows()];
  }

  /** The next click, or none when there is no error left that was not clicked on. */
  Optional<PointPrompt> next(SliceMask predicted) {
    double[] missed = DistanceTransform.squared(truth.andNot(predicted));
    double[] wrong = DistanceTransform.squared(predicted.andNot(truth));
    int deepestMissed = deepest(missed);
    int deepestWrong = deepest(wrong);
    boolean positive = missed[deepestMissed] > wrong[deepestWrong];
    int at = positive ? deepestMissed : deepestWrong;
    if (clicked[at] || (positive ? missed : wrong)[at] == 0) {
      return Optional.empty();
    }
    clicked[at] = true;
    int column = at % truth.columns();
    int row = at / truth.columns();
    return Optional.of(new PointPrompt(plane, new PlanePoint(column, row), positive));
  }

  /** The first pixel of the largest distance that was not clicked on; 0 when all were. */
  private int deepest(double[] distances) {
    int best = -1;
    for (int n = 0; n < distances.length; n++) {
      if (!clicked[n] && (best < 0 || distances[n] > distances[best])) {
        best = n;
      }
    }
    return Math.max(best, 0);
  }
}
