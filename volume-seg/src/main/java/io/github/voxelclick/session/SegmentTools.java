package io.github.voxelclick.session;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What changes the segments of a {@link SegmentationSession} without a model: adding, naming,
 * locking, confirming, drawing, editing. Errors and threads as there.
 */
public final class SegmentTools {
  private final SegmentationSession session;
  private final Timeline timeline;
  private final WaitingPrompts waiting;

  SegmentTools(SegmentationSession session, Timeline timeline, WaitingPrompts waiting) {
    this.session = session;
    this.timeline = timeline;
    this.waiting = waiting;
  }

  /**
   * Adds a segment without any prompt. One undo step.
   *
   * @throws IllegalArgumentException when its number is taken
   */
  public void addSegment(Segment segment) throws SessionException {
    Mask nothing = Mask.empty(session.volume().size());
    timeline.step(
        ActionKind.ADD_SEGMENT,
        segment.number(),
        Map.of(),
        (now, id) -> Transitions.added(now, segment, nothing));
  }

  /**
   * Adds a segment that a file brought, with its voxels; other segments may share them. How its
   * slices came about is not known, so that propagation starts from none of them before a person
   * has confirmed it or worked on it. One undo step.
   *
   * @param segment what it is; where its number is taken, it gets the next one that is free
   * @param mask on the grid of the session's volume, may be empty
   * @return the number that it has in the session
   * @throws SessionException also when no number is free
   * @throws IllegalArgumentException when the mask is of another size
   */
  public int load(Segment segment, Mask mask) throws SessionException {
    if (!mask.size().equals(session.volume().size())) {
      throw new IllegalArgumentException(
          "a mask of " + mask.size() + " for a volume of " + session.volume().size());
    }
    while (true) {
      int number = freeNumber(session.state(), segment.number());
      boolean entered =
          timeline.step(
              ActionKind.LOAD,
              number,
              Map.of("algorithm", segment.algorithm().name()),
              (now, id) ->
                  now.find(number).isPresent() // taken since
                      ? now
                      : Transitions.added(now, segment.withNumber(number), mask));
      if (entered) {
        return number;
      }
    }
  }

  private static int freeNumber(SessionState state, int wanted) throws SessionException {
    for (int n = 0; n < Segment.MAX_NUMBER; n++) {
      int number = (wanted - 1 + n) % Segment.MAX_NUMBER + 1;
      if (state.find(number).isEmpty()) {
        return number;
      }
    }
    throw new SessionException(
        "Cannot load the segment: the session has "
            + Segment.MAX_NUMBER
            + " segments, and no number is left. Remove those that are not needed.");
  }

  /** Removes a segment with all its prompts. One undo step. */
  public void removeSegment(int segment) throws SessionException {
    timeline.step(
        ActionKind.REMOVE_SEGMENT,
        segment,
        Map.of(),
        (now, id) -> now.without(Transitions.unlocked(now, segment).number()));
  }

  /**
   * Replaces name, code or colour of the segment with the same number, locked or not. One undo
   * step.
   */
  public void describe(Segment segment) throws SessionException {
    timeline.step(
        ActionKind.DESCRIBE,
        segment.number(),
        Map.of(),
        (now, id) -> now.with(now.present(segment.number()).withSegment(segment)));
  }

  /** Locks or unlocks a segment. One undo step. */
  public void setLocked(int segment, boolean locked) throws SessionException {
    timeline.step(
        locked ? ActionKind.LOCK : ActionKind.UNLOCK,
        segment,
        Map.of(),
        (now, id) -> now.with(now.present(segment).withLocked(locked)));
  }

  /**
   * Notes that a person found slices right, empty ones included, or takes that back. One undo step.
   *
   * @param planes slices of any axis within the volume
   * @throws SessionException also when a prompt still waits on one that is to be confirmed
   */
  public void setConfirmed(int segment, Collection<SlicePlane> planes, boolean confirmed)
      throws SessionException {
    timeline.step(
        confirmed ? ActionKind.CONFIRM : ActionKind.UNCONFIRM,
        segment,
        Map.of("slices", Integer.toString(planes.size())),
        (now, id) ->
            now.with(Transitions.confirmed(Transitions.unlocked(now, segment), planes, confirmed)));
  }

  /**
   * Notes that a person found the whole segment right: those slices of an axis that hold a voxel
   * are confirmed, and the segment is locked. One undo step.
   */
  public void confirmAndLock(int segment, SliceAxis axis) throws SessionException {
    timeline.step(
        ActionKind.CONFIRM,
        segment,
        Map.of("slices", "all", "axis", axis.name()),
        (now, id) -> {
          SegmentState s = Transitions.unlocked(now, segment);
          return now.with(Transitions.confirmed(s, occupied(s, axis), true).withLocked(true));
        });
  }

  private List<SlicePlane> occupied(SegmentState segment, SliceAxis axis) {
    return IntStream.range(0, axis.slices(session.volume().size()))
        .mapToObj(n -> new SlicePlane(axis, n))
        .filter(plane -> !segment.mask().slice(plane).isEmpty())
        .toList();
  }

  /**
   * Paints or erases pixels of one slice. One undo step.
   *
   * @param kind what tool did it
   * @param stamp pixels to paint or erase, of the slice's columns and rows
   * @param paint whether the pixels become part of the segment, or no longer are
   * @param overlap what becomes of voxels that other segments hold
   * @return false when nothing changed
   */
  public boolean draw(
      ActionKind kind,
      int segment,
      SlicePlane plane,
      SliceMask stamp,
      boolean paint,
      Overlap overlap)
      throws SessionException {
    return timeline.step(
        kind,
        segment,
        Map.of(Action.PLANE, Action.text(plane), "paint", Boolean.toString(paint)),
        (now, id) -> {
          SegmentState s = Transitions.unlocked(now, segment);
          SliceMask before = s.mask().slice(plane);
          SliceMask after = paint ? before.or(stamp) : before.andNot(stamp);
          return Transitions.drawn(now, s, plane, after, overlap);
        });
  }

  /**
   * Gives a segment another mask, made from the one that it has; confirmed slices keep theirs. One
   * undo step. Blocks while prompts are answered and the mask is made.
   *
   * @param kind what is done
   * @param details its parameters; no patient data
   * @param overlap what becomes of voxels that other segments hold
   * @param edit makes the mask; asked again when the segment changed meanwhile
   * @return false when nothing changed
   * @throws VolumeException when the mask cannot be made or the model cannot run
   * @throws java.util.concurrent.CancellationException when cancelled; nothing has changed then
   */
  public boolean edit(
      ActionKind kind,
      int segment,
      Map<String, String> details,
      Overlap overlap,
      MaskEdit edit,
      Progress progress)
      throws VolumeException {
    while (true) {
      progress.checkCancelled();
      SegmentState base = waiting.answered(segment, progress).segment(segment);
      Mask wanted = edit.apply(base.mask(), progress);
      Optional<Boolean> done =
          timeline.stepIfSame(
              base, kind, details, now -> Transitions.edited(now, base, wanted, overlap));
      if (done.isPresent()) {
        return done.get();
      }
    }
  }

  /**
   * Paints or erases voxels of several slices, as with a ball; slices of constant k that change
   * count as drawn. Confirmed slices keep their voxels. One undo step.
   *
   * @param stamp voxels to paint or erase
   * @param paint whether the voxels become part of the segment, or no longer are
   * @param overlap what becomes of voxels that other segments hold
   * @return false when nothing changed
   */
  public boolean drawVoxels(int segment, Mask stamp, boolean paint, Overlap overlap)
      throws SessionException {
    return timeline.step(
        ActionKind.BALL,
        segment,
        Map.of("paint", Boolean.toString(paint)),
        (now, id) -> {
          SegmentState s = Transitions.unlocked(now, segment);
          Mask after = paint ? s.mask().or(stamp) : s.mask().andNot(stamp);
          return Transitions.drawnVoxels(now, s, after, overlap);
        });
  }

  /**
   * Replaces a slice by another of the same axis. One undo step.
   *
   * @return false when nothing changed
   */
  public boolean copySlice(int segment, SlicePlane from, SlicePlane to, Overlap overlap)
      throws SessionException {
    if (from.axis() != to.axis()) {
      throw new IllegalArgumentException(from + " and " + to + " are of different axes");
    }
    return timeline.step(
        ActionKind.COPY_SLICE,
        segment,
        Map.of("from", Action.text(from), Action.PLANE, Action.text(to)),
        (now, id) -> {
          SegmentState s = Transitions.unlocked(now, segment);
          return Transitions.drawn(now, s, to, s.mask().slice(from), overlap);
        });
  }

  /** How two segments are combined. */
  public enum Combination {
    /** Voxels of either. */
    UNION,
    /** Voxels of both. */
    INTERSECTION,
    /** Voxels of the first that the second has not. */
    DIFFERENCE
  }

  /**
   * Combines a segment with another, which stays as it is. Voxels may overlap afterwards. Confirmed
   * slices keep theirs. One undo step.
   *
   * @return false when nothing changed
   */
  public boolean combine(int segment, int other, Combination how) throws SessionException {
    return timeline.step(
        ActionKind.COMBINE,
        segment,
        Map.of("how", how.name(), "other", Integer.toString(other)),
        (now, id) -> {
          SegmentState s = Transitions.unlocked(now, segment);
          Mask second = now.present(other).mask();
          Mask after =
              switch (how) {
                case UNION -> s.mask().or(second);
                case INTERSECTION -> s.mask().and(second);
                case DIFFERENCE -> s.mask().andNot(second);
              };
          return Transitions.edited(now, s, after, Overlap.ALLOWED);
        });
  }
}
