package io.github.voxelclick.session;

import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A program that works on many segments of a large volume and prints what that cost, one figure a
 * line. Arguments: how many slices of 512×512, how many segments.
 */
final class LargeSession {
  private static final int SIDE = 512;

  private final GridSize size;
  private final int segments;
  private final Random random = new Random(5);
  private final SegmentationSession session;

  private LargeSession(int slices, int segments) {
    this.size = new GridSize(SIDE, SIDE, slices);
    this.segments = segments;
    Volume volume =
        TestVolumes.volume(
            size, new VoxelData.S16(new short[slices][SIDE * SIDE]), new Rescale(1, 0), "MR");
    this.session =
        new SegmentationSession(
            volume,
            new DiscModel(SessionPropertyTest.profile()),
            new MaskCopyPropagator(),
            SessionOptions.defaults(),
            RandomActions.segment(1, "structure 1"));
  }

  public static void main(String[] arguments) throws Exception {
    double empty = LongSession.usedMegabytes();
    LargeSession large =
        new LargeSession(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    say("heap held by the image: %.0f MB", LongSession.usedMegabytes() - empty);
    large.run();
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new AssertionError(otherwise);
    }
  }

  /** A step that is measured. */
  @FunctionalInterface
  private interface Step {
    void run(int number) throws VolumeException;
  }

  private void each(String what, int count, Step step) throws VolumeException {
    double[] millis = new double[count];
    for (int n = 0; n < count; n++) {
      long start = System.nanoTime();
      step.run(1 + n % segments);
      millis[n] = (System.nanoTime() - start) / 1e6;
    }
    say("%s: %s", what, LongSession.spread(millis));
  }

  /** Where a segment is. */
  private record Ellipsoid(double i, double j, double k, double a, double b, double c) {
    Mask mask(GridSize size) {
      Map<Integer, SliceMask> slices = new HashMap<>();
      for (int n = (int) Math.max(0, k - c); n < Math.min(size.k(), k + c); n++) {
        double left = 1 - (n - k) * (n - k) / (c * c);
        if (left > 0) {
          slices.put(n, slice(Math.sqrt(left)));
        }
      }
      return Mask.of(size, slices);
    }

    private SliceMask slice(double scale) {
      long[] words = new long[SIDE * SIDE / 64];
      for (int row = (int) Math.max(0, j - b * scale); row < Math.min(SIDE, j + b * scale); row++) {
        double y = (row - j) / (b * scale);
        double half = a * scale * Math.sqrt(Math.max(0, 1 - y * y));
        for (int column = (int) Math.max(0, i - half);
            column < Math.min(SIDE, i + half);
            column++) {
          words[(row * SIDE + column) >> 6] |= 1L << column;
        }
      }
      return SliceMask.ofWords(SIDE, SIDE, words);
    }

    SlicePlane middle() {
      return SlicePlane.k((int) k);
    }
  }

  private List<Ellipsoid> ellipsoids() {
    List<Ellipsoid> all = new ArrayList<>();
    for (int n = 0; n < segments; n++) {
      double r = 15 + 85 * Math.pow(random.nextDouble(), 2);
      all.add(
          new Ellipsoid(
              60 + random.nextInt(SIDE - 120),
              60 + random.nextInt(SIDE - 120),
              size.k() * (0.05 + 0.9 * random.nextDouble()),
              r,
              r * (0.6 + 0.8 * random.nextDouble()),
              size.k() * (0.02 + 0.2 * random.nextDouble())));
    }
    return all;
  }

  private void run() throws Exception {
    double before = LongSession.usedMegabytes();
    List<Ellipsoid> shapes = ellipsoids();
    each(
        "adding a segment",
        segments - 1,
        n -> session.tools().addSegment(RandomActions.segment(n + 1, "structure " + (n + 1))));
    List<Mask> masks = shapes.stream().map(s -> s.mask(size)).toList();
    each("giving a segment its mask", segments, n -> give(n, masks.get(n - 1), Overlap.ALLOWED));
    for (int n = 1; n <= segments; n++) {
      check(session.state().segment(n).mask().equals(masks.get(n - 1)), "another mask");
    }
    long voxels = masks.stream().mapToLong(Mask::count).sum();
    long slices = masks.stream().mapToLong(m -> m.occupiedSlices().size()).sum();
    say(
        "%d segments on %d slices each, %.1f million voxels each: %.2f MB of heap each",
        segments,
        slices / segments,
        voxels / 1e6 / segments,
        (LongSession.usedMegabytes() - before) / segments);
    Map<String, Step> steps = steps(shapes, masks);
    for (Map.Entry<String, Step> step : steps.entrySet()) {
      each(step.getKey(), segments, step.getValue());
    }
    int history = session.history().size();
    SessionState end = session.state();
    double held = LongSession.usedMegabytes() - before;
    say("heap held by %d segments and %d steps: %.0f MB", segments, history, held);
    each("undoing everything", history, n -> check(session.undo(), "nothing to undo"));
    check(session.state().segments().get(0).mask().isEmpty(), "a mask before the first step");
    each("repeating everything", history, n -> check(session.redo(), "nothing to redo"));
    check(session.state().segments().equals(end.segments()), "another state");
  }

  private Map<String, Step> steps(List<Ellipsoid> shapes, List<Mask> masks) {
    Map<String, Step> steps = new LinkedHashMap<>();
    steps.put(
        "a click and its answer", n -> click(n, shapes.get(n - 1).middle(), shapes.get(n - 1)));
    steps.put("a stroke of the brush", n -> draw(n, shapes.get(n - 1).middle(), shapes.get(n - 1)));
    steps.put(
        "a stroke on a slice of constant j",
        n -> draw(n, new SlicePlane(SliceAxis.J, (int) shapes.get(n - 1).j()), shapes.get(n - 1)));
    steps.put("carrying over 400 slices", n -> carry(n, shapes.get(n - 1)));
    steps.put(
        "confirming 100 slices, 5 of them of constant i",
        n -> session.tools().setConfirmed(n, planes(shapes.get(n - 1)), true));
    steps.put(
        "a whole mask anew, taking from others",
        n -> give(n, masks.get(n - 1).or(masks.get(n % segments)), Overlap.REPLACE_OTHERS));
    steps.put(
        "another stroke of the brush", n -> draw(n, shapes.get(n - 1).middle(), shapes.get(n - 1)));
    steps.put(
        "a whole mask back, sparing others", n -> give(n, masks.get(n - 1), Overlap.SPARE_OTHERS));
    return steps;
  }

  private void give(int number, Mask mask, Overlap overlap) throws VolumeException {
    session
        .tools()
        .edit(ActionKind.LOAD, number, Map.of(), overlap, (old, p) -> mask, Progress.none());
  }

  private void click(int number, SlicePlane plane, Ellipsoid shape) throws VolumeException {
    PlanePoint at = new PlanePoint(Math.rint(shape.i()), Math.rint(shape.j()));
    session.addPrompt(number, new PointPrompt(plane, at, true));
    session.answerPending(Progress.none());
  }

  private void draw(int number, SlicePlane plane, Ellipsoid shape) throws VolumeException {
    double row = plane.axis() == SliceAxis.K ? shape.j() : shape.k();
    SliceMask stamp =
        DiscModel.disc(
            plane.axis().columns(size),
            plane.axis().rows(size),
            shape.i() + random.nextInt(20),
            row + shape.a() * random.nextDouble(),
            15);
    session.tools().draw(ActionKind.BRUSH, number, plane, stamp, true, Overlap.REPLACE_OTHERS);
  }

  private void carry(int number, Ellipsoid shape) throws VolumeException {
    int first = Math.max(0, shape.middle().index() - 200);
    int last = Math.min(size.k() - 1, first + 399);
    session.propagations().propagate(number, SliceAxis.K, first, last, Progress.none());
  }

  private List<SlicePlane> planes(Ellipsoid shape) {
    List<SlicePlane> planes = new ArrayList<>();
    for (int n = 0; n < 95; n++) {
      planes.add(SlicePlane.k(Math.floorMod(shape.middle().index() + 1 + n, size.k())));
    }
    for (int n = 0; n < 5; n++) {
      planes.add(new SlicePlane(SliceAxis.I, Math.floorMod((int) shape.i() + n, SIDE)));
    }
    return planes;
  }
}
