package io.github.voxelclick.plugin.macro;

import io.github.voxelclick.plugin.task.Drawing;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.SegmentNaming;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.session.Action;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.session.PropagationSettings;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionException;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Term;
import io.github.voxelclick.volume.VolumeException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Carries out macro lines on a session, and returns when they are done: the next line finds the
 * answers. Blocks while a model runs; not for the event thread.
 */
public final class SessionMacro {
  private static final double MOST_RADIUS_MM = 10_000;

  private final SegmentationSession session;
  private final Bench bench;

  /** What a macro line needs to know beside the session. */
  public interface Bench {
    /** Number of the segment that a person works on, for lines that name none. */
    int selected();

    /** Works on another segment, one that is there. */
    void select(int number);

    /** As {@link SegmentNaming#describe}, for the model in use. */
    Segment describe(String code, String label) throws VolumeException;
  }

  /** For one session. */
  public SessionMacro(SegmentationSession session, Bench bench) {
    this.session = session;
    this.bench = bench;
  }

  private GridSize size() {
    return session.volume().size();
  }

  /**
   * Carries out a line.
   *
   * @param command one {@linkplain MacroCommand#isOfSession of a session}
   * @param options of that command
   * @param progress told of long work
   * @throws VolumeException when an option is missing or wrong, the session refuses, or the model
   *     fails; prompts before that one stay
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public void run(MacroCommand command, MacroOptions options, Progress progress)
      throws VolumeException {
    switch (command) {
      case PROMPT -> prompt(options, progress);
      case ANSWER -> answer(options, progress);
      case BRUSH, POLYGON, FILL -> draw(command, options);
      case PROPAGATE -> propagate(options, PropagationSettings.defaults(), progress);
      case INTERPOLATE -> propagate(options, PropagationSettings.interpolation(), progress);
      case CONFIRM ->
          session
              .tools()
              .setConfirmed(
                  segment(options), options.slices("slices", size()), !options.flag("take_back"));
      case CONFIRM_AND_LOCK ->
          session.tools().confirmAndLock(segment(options), options.axis("axis"));
      case ADD_SEGMENT -> addSegment(options);
      case DESCRIBE_SEGMENT -> describe(options);
      case SELECT_SEGMENT -> {
        options.required("segment");
        bench.select(segment(options));
      }
      case LOCK_SEGMENT -> session.tools().setLocked(segment(options), !options.flag("unlock"));
      case REMOVE_SEGMENT -> removeSegment(options);
      case UNDO -> undo(options, progress);
      case REDO -> redo(options, progress);
      default -> throw new IllegalArgumentException(command + " concerns more than a session");
    }
  }

  /** The segment that a line names, else the selected one; one that is there. */
  private int segment(MacroOptions options) throws JobException {
    int number = options.whole("segment", 1, Segment.MAX_NUMBER).orElseGet(bench::selected);
    List<Integer> there = session.state().segments().stream().map(SegmentState::number).toList();
    if (!there.contains(number)) {
      throw options.failed(
          "there is no segment "
              + number
              + ", only "
              + String.join(", ", there.stream().map(n -> Integer.toString(n)).toList())
              + ". Name one of these, or add it first.");
    }
    return number;
  }

  private void prompt(MacroOptions options, Progress progress) throws VolumeException {
    int number = segment(options);
    Overlap overlap = options.overlap("overlap");
    for (Prompt prompt : options.prompts("prompt", size())) {
      session.addPrompt(number, prompt, overlap);
    }
    if (!options.flag("unanswered")) {
      session.answerPending(progress);
    }
  }

  private void answer(MacroOptions options, Progress progress) throws VolumeException {
    OptionalInt count = options.whole("count", 1, 1_000_000);
    if (count.isEmpty()) {
      session.answerPending(progress);
    }
    for (int n = 0; n < count.orElse(0); n++) {
      if (!session.answerNext(progress)) {
        throw options.failed(
            count.getAsInt()
                + " prompts are to be answered, and "
                + n
                + " waited. Give the prompts first, with the option unanswered.");
      }
    }
  }

  private void draw(MacroCommand command, MacroOptions options) throws VolumeException {
    Drawing drawing = new Drawing(session, segment(options), options.overlap("overlap"));
    SlicePlane plane = options.slice("slice", size());
    boolean paint = !options.flag("erase");
    switch (command) {
      case BRUSH ->
          drawing.stroke(
              plane, options.points("path"), radius(options), options.flag("ball"), paint);
      case POLYGON -> {
        List<PlanePoint> corners = options.points("corners");
        if (corners.size() < 3) {
          throw options.failed("corners has " + corners.size() + ", expected three or more.");
        }
        drawing.polygon(plane, corners, paint);
      }
      default -> fill(options, drawing, plane);
    }
  }

  private static double radius(MacroOptions options) throws JobException {
    double radius = options.number("radius");
    if (!(radius > 0 && radius <= MOST_RADIUS_MM)) {
      throw options.failed(
          "radius is "
              + radius
              + " mm, expected more than 0 and at most "
              + (int) MOST_RADIUS_MM
              + " mm. Correct it.");
    }
    return radius;
  }

  private void fill(MacroOptions options, Drawing drawing, SlicePlane plane)
      throws VolumeException {
    List<PlanePoint> points = options.points("pixel");
    PlanePoint p = points.get(0);
    int columns = plane.axis().columns(size());
    int rows = plane.axis().rows(size());
    boolean whole = p.column() == Math.rint(p.column()) && p.row() == Math.rint(p.row());
    boolean inside = p.column() >= 0 && p.row() >= 0 && p.column() < columns && p.row() < rows;
    if (points.size() > 1 || !whole || !inside) {
      throw options.failed(
          "pixel is \""
              + options.required("pixel")
              + "\", expected one column,row in whole numbers up to "
              + (columns - 1)
              + ","
              + (rows - 1)
              + ". Correct it.");
    }
    if (drawing.fill(plane, (int) p.column(), (int) p.row()).isEmpty()) {
      throw options.failed(
          "the mask does not enclose the pixel, so there is no hole to fill. Choose a pixel of a"
              + " hole, or of a piece to take away.");
    }
  }

  private void propagate(MacroOptions options, PropagationSettings how, Progress progress)
      throws VolumeException {
    int number = segment(options);
    SliceAxis axis = options.axis("axis");
    int slices = axis.slices(size());
    boolean old = options.hasAny("first_k", "last_k");
    if (old && (options.hasAny("first", "last") || axis != SliceAxis.K)) {
      throw options.failed(
          "first_k and last_k are slices of the axis k. Use first and last, with axis, instead.");
    }
    int first = options.whole(old ? "first_k" : "first", 0, slices - 1).orElse(0);
    int last = options.whole(old ? "last_k" : "last", 0, slices - 1).orElse(slices - 1);
    int most = options.whole("most_steps", 1, 1_000_000).orElse(Integer.MAX_VALUE);
    PropagationSettings settings =
        how.withCrossGaps(options.flag("cross_gaps")).withOverlap(options.overlap("overlap"));
    boolean done =
        session
            .propagations()
            .propagate(number, axis, first, last, settings, most, progress)
            .isPresent();
    progress.checkCancelled();
    if (!done) {
      throw options.failed(
          "the segment was changed while its mask was carried, so that nothing was. Run the macro"
              + " again, and let it work alone.");
    }
  }

  private void addSegment(MacroOptions options) throws VolumeException {
    List<Integer> there = session.state().segments().stream().map(SegmentState::number).toList();
    int free = 1 + there.stream().mapToInt(n -> n).max().orElse(0);
    int number = options.whole("segment", 1, Segment.MAX_NUMBER).orElse(free);
    if (there.contains(number) || number > Segment.MAX_NUMBER) {
      throw options.failed(
          "the number " + number + " is taken. Leave segment out for one that is free.");
    }
    String label = options.text("label").orElse("");
    Segment described = bench.describe(options.text("code").orElse(""), label).withNumber(number);
    if (label.isEmpty()) {
      described = described.withLabel(described.label() + " " + number);
    }
    described = described.withColour(Segment.Rgb.ofNumber(number));
    session.tools().addSegment(SegmentOptions.read(options, described));
    bench.select(number);
  }

  private void describe(MacroOptions options) throws VolumeException {
    Segment segment = session.state().segment(segment(options)).segment();
    if (options.text("code").isPresent()) {
      Term term = SegmentNaming.term(options.required("code"));
      segment =
          new Segment(
              segment.number(),
              segment.label(),
              term.category(),
              term.type(),
              segment.colour(),
              segment.algorithm(),
              segment.algorithmName(),
              segment.algorithmVersion(),
              term.details());
    }
    session.tools().describe(SegmentOptions.read(options, segment));
  }

  private void removeSegment(MacroOptions options) throws VolumeException {
    int number = segment(options);
    if (session.state().segments().size() == 1) {
      throw options.failed(
          "it is the only segment, and there is always one to work on. Add" + " another first.");
    }
    session.tools().removeSegment(number);
  }

  /**
   * One step of a session after the other where their number is given; else as in the menu: with
   * what followed from a correction the correction, and what waits afterwards is answered.
   */
  private void undo(MacroOptions options, Progress progress) throws VolumeException {
    OptionalInt steps = options.whole("steps", 1, 1_000_000);
    if (steps.isPresent()) {
      repeat(options, steps.getAsInt(), session::undo);
      return;
    }
    List<Action> done = session.history();
    boolean both = !done.isEmpty() && done.get(done.size() - 1).followsFromLast();
    if (session.undo() && both) {
      session.undo();
    }
    session.answerPending(progress);
  }

  private void redo(MacroOptions options, Progress progress) throws VolumeException {
    OptionalInt steps = options.whole("steps", 1, 1_000_000);
    if (steps.isPresent()) {
      repeat(options, steps.getAsInt(), session::redo);
      return;
    }
    Optional<Action> next = Optional.empty();
    if (session.redo()) {
      next = session.undone().stream().findFirst();
    }
    if (next.filter(Action::followsFromLast).isPresent()) {
      session.redo();
    }
    session.answerPending(progress);
  }

  /** Goes back or forth in the history. */
  @FunctionalInterface
  private interface Move {
    boolean run() throws SessionException;
  }

  private static void repeat(MacroOptions options, int steps, Move move) throws VolumeException {
    for (int n = 0; n < steps; n++) {
      if (!move.run()) {
        throw options.failed("steps is " + steps + ", and there are only " + n + ". Correct it.");
      }
    }
  }

  /** Whether a prompt waits for its answer. */
  static boolean isPending(SegmentState segment) {
    return segment.slices().values().stream().anyMatch(SliceState::isPending);
  }
}
