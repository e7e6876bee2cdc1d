package io.github.voxelclick.plugin.task;

import io.github.voxelclick.measure.SegmentMeasurement;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.Volume;
import java.util.ArrayList;
import java.util.List;

/**
 * A segment and what was measured of it.
 *
 * @param segment what it is
 * @param measured its measurements
 */
public record MeasuredSegment(Segment segment, SegmentMeasurement measured) {
  /**
   * Measures all segments, one after the other. Blocks; not for the event thread.
   *
   * @param segmentation on the grid of the volume
   * @param volume the image
   * @param progress one step per segment, asked on every slice whether to go on
   * @return in the order of the segmentation
   * @throws GeometryException when the values do not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static List<MeasuredSegment> of(
      Segmentation segmentation, Volume volume, Progress progress) throws GeometryException {
    List<MeasuredSegment> rows = new ArrayList<>();
    int total = segmentation.entries().size();
    for (Segmentation.Entry entry : segmentation.entries()) {
      progress.checkCancelled();
      rows.add(
          new MeasuredSegment(
              entry.segment(),
              SegmentMeasurement.of(entry.mask(), volume, withoutSteps(progress))));
      progress.update(rows.size(), total);
    }
    return rows;
  }

  /** Cancelled with the other, but does not tell the steps within a segment. */
  private static Progress withoutSteps(Progress progress) {
    return new Progress() {
      @Override
      public void update(int done, int all) {}

      @Override
      public boolean isCancelled() {
        return progress.isCancelled();
      }

      @Override
      public Registration onCancel(Runnable hook) {
        return progress.onCancel(hook);
      }
    };
  }
}
