package io.github.voxelclick.plugin.macro;

import io.github.voxelclick.plugin.task.Drawing;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.session.PropagationSettings;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Does what a person could do, and records it. What the session refuses was not done. */
final class RandomWork {
  private final Random random;
  private final MacroBench bench;
  private final MacroBench.Recording recording;
  private final SegmentationSession session;

  RandomWork(long seed, MacroBench bench) throws VolumeException {
    this.random = new Random(seed);
    this.bench = bench;
    this.recording = bench.record();
    this.session = recording.session();
  }

  SegmentationSession session() {
    return session;
  }

  List<MacroText> lines() {
    return recording.lines();
  }

  List<String> macro() {
    return recording.macro();
  }

  /** Something that a session may refuse. */
  @FunctionalInterface
  private interface Deed {
    void run() throws VolumeException;
  }

  private static void attempt(Deed deed) {
    try {
      deed.run();
    } catch (VolumeException e) {
      // refused: a locked segment, nothing to carry, a prompt that waits
    }
  }

  void doSomething() {
    List<Integer> numbers = session.state().segments().stream().map(SegmentState::number).toList();
    int segment = numbers.get(random.nextInt(numbers.size()));
    attempt(() -> act(segment));
  }

  private void act(int segment) throws VolumeException {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> {
        session.addPrompt(segment, prompt(), overlap());
        if (random.nextInt(3) > 0) {
          session.answerPending(Progress.none());
        }
      }
      case 5, 6 -> session.answerNext(Progress.none());
      case 7, 8 -> stroke(segment);
      case 9 -> polygonOrFill(segment);
      case 10 -> confirm(segment);
      case 11 -> session.tools().setLocked(segment, random.nextInt(3) == 0);
      case 12, 13 -> carry(segment);
      case 14, 15 -> move();
      case 16 -> segments(segment);
      case 17 -> describe(segment);
      default -> session.answerPending(Progress.none());
    }
  }

  private <T> T any(T[] some) {
    return some[random.nextInt(some.length)];
  }

  private Overlap overlap() {
    return any(Overlap.values());
  }

  private SlicePlane plane() {
    SliceAxis axis = random.nextInt(3) > 0 ? SliceAxis.K : any(SliceAxis.values());
    int slices = axis.slices(MacroBench.SIZE);
    return new SlicePlane(axis, slices / 3 + random.nextInt(slices / 2));
  }

  private PlanePoint point(SlicePlane plane) {
    return new PlanePoint(
        random.nextDouble() * plane.axis().columns(MacroBench.SIZE) - 0.5,
        random.nextDouble() * plane.axis().rows(MacroBench.SIZE) - 0.5);
  }

  private List<PlanePoint> points(SlicePlane plane, int least) {
    return Stream.generate(() -> point(plane)).limit(least + random.nextInt(4)).toList();
  }

  private Prompt prompt() {
    SlicePlane plane = plane();
    boolean positive = random.nextInt(4) > 0;
    return switch (random.nextInt(3)) {
      case 0 -> new BoxPrompt(plane, point(plane), point(plane));
      case 1 -> new ScribblePrompt(plane, points(plane, 1), positive);
      default -> new PointPrompt(plane, point(plane), positive);
    };
  }

  private void described(MacroLine line, Deed deed) throws VolumeException {
    recording.describedBy(Optional.of(line));
    try {
      deed.run();
    } finally {
      recording.describedBy(Optional.empty());
    }
  }

  private void stroke(int segment) throws VolumeException {
    SlicePlane plane = plane();
    List<PlanePoint> path = points(plane, 1);
    double radius = 0.5 + 4 * random.nextDouble();
    boolean ball = random.nextBoolean();
    boolean paint = random.nextInt(3) > 0;
    Drawing drawing = new Drawing(session, segment, overlap());
    described(
        DrawnLines.stroke(drawing, plane, path, radius, ball, paint),
        () -> drawing.stroke(plane, path, radius, ball, paint));
  }

  private void polygonOrFill(int segment) throws VolumeException {
    SlicePlane plane = plane();
    Drawing drawing = new Drawing(session, segment, overlap());
    if (random.nextBoolean()) {
      List<PlanePoint> corners = points(plane, 3);
      boolean paint = random.nextInt(3) > 0;
      described(
          DrawnLines.polygon(drawing, plane, corners, paint),
          () -> drawing.polygon(plane, corners, paint));
    } else {
      int column = random.nextInt(plane.axis().columns(MacroBench.SIZE));
      int row = random.nextInt(plane.axis().rows(MacroBench.SIZE));
      described(
          DrawnLines.fill(drawing, plane, column, row), () -> drawing.fill(plane, column, row));
    }
  }

  private void confirm(int segment) throws VolumeException {
    if (random.nextInt(5) == 0) {
      session.tools().confirmAndLock(segment, any(SliceAxis.values()));
    } else {
      session.tools().setConfirmed(segment, List.of(plane(), plane()), random.nextInt(3) > 0);
    }
  }

  private void carry(int segment) throws VolumeException {
    SliceAxis axis = random.nextInt(4) > 0 ? SliceAxis.K : any(SliceAxis.values());
    int last = axis.slices(MacroBench.SIZE) - 1;
    int from = random.nextInt(3);
    PropagationSettings settings =
        random.nextBoolean() ? PropagationSettings.defaults() : PropagationSettings.interpolation();
    session
        .propagations()
        .propagate(
            segment,
            axis,
            from,
            last - random.nextInt(2),
            settings.withOverlap(overlap()).withCrossGaps(random.nextBoolean()),
            random.nextBoolean() ? Progress.none() : new Impatience(1 + random.nextInt(3)));
  }

  /** Cancels after some looks, of which a slice takes several. */
  private record Impatience(AtomicInteger left) implements Progress {
    Impatience(int looks) {
      this(new AtomicInteger(looks));
    }

    @Override
    public void update(int done, int total) {
      left.decrementAndGet();
    }

    @Override
    public boolean isCancelled() {
      return left.get() <= 0;
    }
  }

  private void move() throws VolumeException {
    boolean back = random.nextInt(3) > 0;
    for (int n = random.nextInt(3); n >= 0; n--) {
      boolean moved = back ? session.undo() : session.redo();
      if (!moved) {
        return;
      }
    }
  }

  private void segments(int segment) throws VolumeException {
    int count = session.state().segments().size();
    if (count > 2) {
      session.tools().removeSegment(segment);
    } else {
      int number =
          1 + session.state().segments().stream().mapToInt(SegmentState::number).max().orElse(0);
      Segment one = bench.describe("", "").withNumber(number);
      session.tools().addSegment(one.withColour(Segment.Rgb.ofNumber(number)));
    }
  }

  private void describe(int segment) throws VolumeException {
    Segment s = session.state().segment(segment).segment();
    String[] labels = {"cyst left kidney", "Bühler's [a]", "a]b, \"c\"", "liver"};
    Segment named = bench.describe("", labels[random.nextInt(4)]).withNumber(segment);
    Segment next =
        random.nextBoolean()
            ? named
            : s.withLabel(named.label()).withColour(new Segment.Rgb(random.nextInt(256), 7, 200));
    session
        .tools()
        .describe(next.withAlgorithm(s.algorithm(), s.algorithmName(), s.algorithmVersion()));
  }
}
