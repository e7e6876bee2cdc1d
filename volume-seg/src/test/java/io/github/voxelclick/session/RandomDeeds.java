package io.github.voxelclick.session;

import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random actions of which each follows from the state of the session alone, so that whoever finds
 * the session anywhere does next what would have been done.
 */
final class RandomDeeds {
  private final SegmentationSession session;
  private final GridSize size;
  private Random random = new Random(0);

  RandomDeeds(SegmentationSession session) {
    this.session = session;
    this.size = session.volume().size();
  }

  /** Does the next thing that changes something, which may be several entries. */
  void next() throws VolumeException {
    long before = session.timeline().lastId();
    for (int attempt = 0; session.timeline().lastId() == before; attempt++) {
      random = new Random(before * 1009 + attempt);
      random.nextInt();
      act();
    }
  }

  private void act() throws VolumeException {
    List<SegmentState> all = session.state().segments();
    if (all.isEmpty()) {
      session.tools().addSegment(segment(1));
      return;
    }
    SegmentState any = all.get(random.nextInt(all.size()));
    int choice = random.nextInt(100);
    if (choice < 14) {
      session.undo();
    } else if (choice < 22) {
      session.redo();
    } else if (any.locked() || choice < 30) {
      manage(any);
    } else if (choice < 62) {
      ask(any.number());
    } else if (choice < 78) {
      draw(any.number());
    } else if (choice < 86) {
      confirm(any);
    } else if (choice < 92) {
      shift(any.number());
    } else {
      propagate(any.number());
    }
  }

  /** A prompt may still wait where the process was killed before its answer. */
  private void confirm(SegmentState any) throws SessionException {
    List<SlicePlane> planes = List.of(plane(), plane());
    boolean confirmed = random.nextInt(3) > 0;
    for (SlicePlane plane : planes) {
      confirmed &= any.slice(plane).filter(SliceState::isPending).isEmpty();
    }
    session.tools().setConfirmed(any.number(), planes, confirmed);
  }

  private static Segment segment(int number) {
    return new Segment(
        number,
        "Größe 大 " + number,
        CodedConcept.TISSUE,
        CodedConcept.TISSUE,
        Segment.Rgb.ofNumber(number),
        Segment.Algorithm.SEMIAUTOMATIC,
        "test",
        "");
  }

  private void manage(SegmentState any) throws VolumeException {
    int free = 1 + random.nextInt(4);
    if (session.state().find(free).isEmpty()) {
      session.tools().addSegment(segment(free));
    } else if (any.locked() || random.nextInt(3) == 0) {
      session.tools().setLocked(any.number(), !any.locked());
    } else if (random.nextInt(3) == 0) {
      session.tools().removeSegment(any.number());
    } else {
      session.tools().describe(RandomActions.segment(any.number(), "name " + random.nextInt()));
    }
  }

  /** Leaves one prompt in four waiting for a while. */
  private void ask(int number) throws VolumeException {
    SlicePlane plane = plane();
    PlanePoint at = point(plane);
    Prompt prompt =
        switch (random.nextInt(8)) {
          case 0 -> new MaskPrompt(plane, stamp(plane));
          case 1 -> new BoxPrompt(plane, at, new PlanePoint(at.column() / 2, at.row() / 2));
          case 2 -> new ScribblePrompt(plane, List.of(at, point(plane)), true);
          default -> new PointPrompt(plane, at, random.nextInt(4) > 0);
        };
    session.addPrompt(number, prompt, overlap());
    if (random.nextInt(4) > 0) {
      session.answerPending(Progress.none());
    }
  }

  private void draw(int number) throws VolumeException {
    SlicePlane plane = plane();
    boolean paint = random.nextInt(3) > 0;
    session
        .tools()
        .draw(
            paint ? ActionKind.BRUSH : ActionKind.ERASE,
            number,
            plane,
            stamp(plane),
            paint,
            overlap());
  }

  private void shift(int number) throws VolumeException {
    int by = random.nextInt(size.k());
    session
        .tools()
        .edit(
            ActionKind.COPY_SLICE,
            number,
            Map.of("by", Integer.toString(by)),
            overlap(),
            (mask, progress) -> mask.withSlice(SlicePlane.k(by), mask.slice(SlicePlane.k(0))),
            Progress.none());
  }

  private void propagate(int number) throws VolumeException {
    SliceAxis axis = any(SliceAxis.values());
    try {
      session.propagations().propagate(number, axis, 0, axis.slices(size) - 1, Progress.none());
    } catch (PromptException e) {
      session.answerPending(Progress.none()); // there was nothing to start from
    }
  }

  private SlicePlane plane() {
    SliceAxis axis = random.nextBoolean() ? SliceAxis.K : any(SliceAxis.values());
    return new SlicePlane(axis, random.nextInt(axis.slices(size)));
  }

  private PlanePoint point(SlicePlane plane) {
    return new PlanePoint(
        random.nextInt(plane.axis().columns(size)), random.nextInt(plane.axis().rows(size)));
  }

  private SliceMask stamp(SlicePlane plane) {
    PlanePoint at = point(plane);
    return DiscModel.disc(
        plane.axis().columns(size), plane.axis().rows(size), at.column(), at.row(), 2);
  }

  @SafeVarargs
  private <T> T any(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private Overlap overlap() {
    return any(Overlap.values());
  }
}
