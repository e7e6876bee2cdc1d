package io.github.voxelclick.seednet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.propagate.OutwardPropagatorContract;
import io.github.voxelclick.propagate.PropagationTask;
import io.github.voxelclick.propagate.Propagator;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.Window;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FlowWarpTest extends OutwardPropagatorContract {
  private static final GridSize SIZE = new GridSize(110, 80, 9);

  @Override
  protected Propagator open() {
    return FlowWarp.propagator();
  }

  /** An ellipse that moves by 2 columns and -1.5 rows from slice to slice. */
  private static boolean inside(int i, int j, int k) {
    double x = (i - 40 - 2 * k) / 19.0;
    double y = (j - 45 + 1.5 * k) / 11.0;
    return x * x + y * y < 1;
  }

  @Test
  void a_mask_follows_what_moves_and_a_copy_does_not() throws ModelException {
    short[][] data = new short[SIZE.k()][SIZE.voxelsPerSlice()];
    for (int k = 0; k < SIZE.k(); k++) {
      for (int n = 0; n < data[k].length; n++) {
        int i = n % SIZE.i();
        int j = n / SIZE.i();
        data[k][n] = (short) ((inside(i, j, k) ? 180 : 40) + (i - 2 * k) % 13);
      }
    }
    Volume volume = TestVolumes.volume(SIZE, new VoxelData.S16(data), new Rescale(1, 0), "MR");
    PropagationTask task =
        new PropagationTask(
            volume,
            new Window(0, 250),
            SliceAxis.K,
            new TreeMap<>(Map.of(1, truth(1))),
            0,
            SIZE.k() - 1);
    for (int k : new int[] {2, 4, 6}) {
      double moved = dice(FlowWarp.propagator(), task, k);
      double copied = dice(new MaskCopyPropagator(), task, k);
      assertTrue(moved > 0.9 && moved > copied + 0.03, k + ": " + moved + " v " + copied);
    }
  }

  private static SliceMask truth(int k) {
    return SliceMask.of(SIZE.i(), SIZE.j(), (i, j) -> inside(i, j, k));
  }

  private static double dice(Propagator propagator, PropagationTask task, int k)
      throws ModelException {
    return propagator.propagate(task, Progress.none()).slices().get(k).mask().dice(truth(k));
  }
}
