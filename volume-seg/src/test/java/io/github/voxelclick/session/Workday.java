package io.github.voxelclick.session;

import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a person does to a session in a long day, drawn at random from a seed: structures are begun
 * one after the other; on each there are clicks, strokes of the brush and the eraser, carrying over
 * 40 slices, confirming, undo and redo. One action in twelve is on a slice across the stack.
 */
final class Workday {
  private static final int STRUCTURES = 12;
  private static final int CARRIED = 40;

  private final SegmentationSession session;
  private final GridSize size;
  private final int actions;
  private final Random random;

  Workday(SegmentationSession session, int actions, long seed) {
    this.session = session;
    this.size = session.volume().size();
    this.actions = actions;
    this.random = new Random(seed);
  }

  /** Does everything and returns how long each action took, in ms. */
  double[] work() throws VolumeException {
    double[] millis = new double[actions];
    for (int n = 0; n < actions; n++) {
      int number = 1 + (int) ((long) n * STRUCTURES / actions);
      long start = System.nanoTime();
      if (session.state().find(number).isEmpty()) {
        session.tools().addSegment(RandomActions.segment(number, "structure " + number));
      } else {
        act(number);
      }
      millis[n] = (System.nanoTime() - start) / 1e6;
    }
    return millis;
  }

  private void act(int number) throws VolumeException {
    int choice = random.nextInt(100);
    SlicePlane plane = plane(number);
    if (choice < 40) {
      session.addPrompt(number, new PointPrompt(plane, near(number, plane), choice < 30));
      session.answerPending(Progress.none());
    } else if (choice < 75) {
      boolean paint = choice < 64;
      session
          .tools()
          .draw(
              paint ? ActionKind.BRUSH : ActionKind.ERASE,
              number,
              plane,
              stroke(number, plane),
              paint,
              Overlap.REPLACE_OTHERS);
    } else if (choice < 78) {
      propagate(number, plane);
    } else if (choice < 82) {
      List<SlicePlane> found = new ArrayList<>();
      for (int n = 0; n < 3; n++) {
        found.add(plane(number));
      }
      session.tools().setConfirmed(number, found, true);
    } else if (choice < 92) {
      session.undo();
    } else {
      session.redo();
    }
  }

  private void propagate(int number, SlicePlane plane) throws VolumeException {
    boolean seeded =
        session.state().segment(number).slices().values().stream()
            .anyMatch(
                s ->
                    s.plane().axis() == plane.axis()
                        && s.isTouched()
                        && !session.state().segment(number).mask().slice(s.plane()).isEmpty());
    if (seeded) {
      int slices = plane.axis().slices(size);
      int first = Math.max(0, Math.min(plane.index() - CARRIED / 2, slices - CARRIED));
      int last = Math.min(slices - 1, first + CARRIED - 1);
      session.propagations().propagate(number, plane.axis(), first, last, Progress.none());
    }
  }

  /** Around the structure's middle, seldom across the stack. */
  private SlicePlane plane(int number) {
    int across = random.nextInt(24);
    SliceAxis axis = across == 0 ? SliceAxis.I : across == 1 ? SliceAxis.J : SliceAxis.K;
    int slices = axis.slices(size);
    double middle = slices * (0.25 + 0.5 * middle(number, axis));
    int index = (int) Math.round(middle + random.nextGaussian() * slices / 12);
    return new SlicePlane(axis, Math.max(0, Math.min(index, slices - 1)));
  }

  /** 0 to 1, spread out by number and axis. */
  private static double middle(int number, SliceAxis axis) {
    double pace = axis == SliceAxis.K ? 0.618 : axis == SliceAxis.J ? 0.718 : 0.818;
    return number * pace % 1;
  }

  private PlanePoint near(int number, SlicePlane plane) {
    boolean across = plane.axis() != SliceAxis.K;
    SliceAxis right = plane.axis() == SliceAxis.I ? SliceAxis.J : SliceAxis.I;
    SliceAxis down = across ? SliceAxis.K : SliceAxis.J;
    return new PlanePoint(place(number, right), place(number, down));
  }

  private double place(int number, SliceAxis axis) {
    int slices = axis.slices(size);
    double at = slices * (0.25 + 0.5 * middle(number, axis)) + random.nextGaussian() * slices / 16;
    return Math.max(0, Math.min(Math.round(at), slices - 1));
  }

  private SliceMask stroke(int number, SlicePlane plane) {
    int columns = plane.axis().columns(size);
    int rows = plane.axis().rows(size);
    PlanePoint at = near(number, plane);
    SliceMask stroke = SliceMask.empty(columns, rows);
    for (int n = 0; n < 6; n++) {
      stroke = stroke.or(DiscModel.disc(columns, rows, at.column() + 5 * n, at.row() + 2 * n, 7));
    }
    return stroke;
  }
}
