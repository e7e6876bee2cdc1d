package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.session.Propagations;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Slices that were prompted and round which masks have not been carried anew yet. A prompt that
 * comes while the model works cancels that work, but what it was for is still to be done.
 * Thread-safe.
 */
final class Corrections {
  private final Set<Correction> waiting = new LinkedHashSet<>();

  private record Correction(int segment, SlicePlane plane) {}

  synchronized void add(int segment, SlicePlane plane) {
    Correction correction = new Correction(segment, plane);
    waiting.remove(correction);
    waiting.add(correction);
  }

  private synchronized Optional<Correction> first() {
    return waiting.stream().findFirst();
  }

  private synchronized void remove(Correction correction) {
    waiting.remove(correction);
  }

  /** Forgets all, as when the prompts are taken back. */
  synchronized void clear() {
    waiting.clear();
  }

  /**
   * Answers what waits and carries masks anew round each slice. Blocks while the model runs.
   *
   * @return how many slices were gone through
   * @throws VolumeException as of {@link Propagations#carryCorrection}; that slice is given up
   */
  int carry(SegmentationSession session, Progress progress) throws VolumeException {
    int done = 0;
    session.answerPending(progress);
    for (Optional<Correction> next = first(); next.isPresent(); next = first()) {
      Correction c = next.get();
      progress.checkCancelled();
      try {
        if (session.state().find(c.segment()).isPresent()) {
          session.propagations().carryCorrection(c.segment(), c.plane(), progress);
        }
      } catch (VolumeException e) {
        remove(c);
        throw e;
      }
      remove(c);
      done++;
    }
    return done;
  }
}
