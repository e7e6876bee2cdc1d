package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelData;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Does the same random things to a real session and to a {@link PlainSession}. */
final class RandomActions {
  static final GridSize SIZE = new GridSize(9, 7, 5);

  private final Random random;
  private final ModelProfile profile;
  private final SegmentationSession session;
  private final PlainSession plain;
  private final Set<ActionKind> kinds = EnumSet.noneOf(ActionKind.class);
  private int names;

  /** A prompt and what becomes of others' voxels. */
  record Asked(Prompt prompt, Overlap overlap) {}

  /** Something that a session may refuse. */
  @FunctionalInterface
  interface Attempt {
    void run() throws VolumeException;
  }

  RandomActions(long seed, ModelProfile profile) {
    this(seed, profile, fresh(profile));
  }

  /** Works on a session in which nothing happened yet but its first segment. */
  RandomActions(long seed, SegmentationSession session) {
    this(seed, session.model().profile(), session);
  }

  private RandomActions(long seed, ModelProfile profile, SegmentationSession session) {
    this.random = new Random(seed);
    this.profile = profile;
    this.session = session;
    this.plain = new PlainSession(SIZE, 1, "first");
  }

  static Segment segment(int number, String label) {
    return new Segment(
        number,
        label,
        CodedConcept.TISSUE,
        CodedConcept.TISSUE,
        Segment.Rgb.ofNumber(number),
        Segment.Algorithm.SEMIAUTOMATIC,
        "test",
        "");
  }

  /** A session on the same image in which nothing happened. */
  SegmentationSession fresh() {
    return fresh(profile);
  }

  private static SegmentationSession fresh(ModelProfile profile) {
    return new SegmentationSession(
        volume(),
        new PlainModel(profile),
        new MaskCopyPropagator(),
        SessionOptions.defaults(),
        segment(1, "first"));
  }

  static Volume volume() {
    return volume(0);
  }

  /** An image that differs from the usual one by some grey levels. */
  static Volume volume(int brighter) {
    short[][] data = new short[SIZE.k()][SIZE.voxelsPerSlice()];
    for (int k = 0; k < SIZE.k(); k++) {
      for (int n = 0; n < SIZE.voxelsPerSlice(); n++) {
        data[k][n] = (short) (n * 7 % 50 + 11 * k + brighter);
      }
    }
    return TestVolumes.volume(SIZE, new VoxelData.S16(data), new Rescale(1, 0), "MR");
  }

  SegmentationSession session() {
    return session;
  }

  String expected() {
    return plain.describe();
  }

  String found() {
    return PlainDescription.of(session.state(), SIZE);
  }

  int kinds() {
    return kinds.size();
  }

  private SlicePlane plane(Random r) {
    SliceAxis axis = r.nextInt(2) == 0 ? SliceAxis.K : any(r, SliceAxis.values());
    return new SlicePlane(axis, r.nextInt(axis.slices(SIZE)));
  }

  @SafeVarargs
  private static <T> T any(Random r, T... choices) {
    return choices[r.nextInt(choices.length)];
  }

  private static Overlap overlap(Random r) {
    return any(r, Overlap.values());
  }

  SliceMask stamp(SlicePlane plane, Random r) {
    int columns = plane.axis().columns(SIZE);
    int rows = plane.axis().rows(SIZE);
    int left = r.nextInt(columns);
    int top = r.nextInt(rows);
    int width = 1 + r.nextInt(4);
    int height = 1 + r.nextInt(3);
    return SliceMask.of(
        columns, rows, (c, w) -> c >= left && c < left + width && w >= top && w < top + height);
  }

  Asked prompt(Random r) {
    return new Asked(prompt(plane(r), r), overlap(r));
  }

  Asked prompt(Random r, SliceAxis axis) {
    SlicePlane plane = new SlicePlane(axis, r.nextInt(axis.slices(SIZE)));
    return new Asked(prompt(plane, r), overlap(r));
  }

  private Prompt prompt(SlicePlane plane, Random r) {
    double column = r.nextInt(plane.axis().columns(SIZE));
    double row = r.nextInt(plane.axis().rows(SIZE));
    PlanePoint at = new PlanePoint(column, row);
    return switch (r.nextInt(8)) {
      case 0 -> new MaskPrompt(plane, stamp(plane, r));
      case 1 -> new BoxPrompt(plane, at, new PlanePoint(column / 2, row / 2));
      default -> new PointPrompt(plane, at, r.nextInt(4) > 0);
    };
  }

  /** Does one thing, which may turn out to be impossible or to change nothing. */
  String next() throws VolumeException {
    int before = session.history().size();
    String what = act();
    List<Action> history = session.history();
    if (history.size() > before) {
      kinds.add(history.get(history.size() - 1).kind());
    }
    return what;
  }

  private String act() throws VolumeException {
    List<SegmentState> unlocked =
        session.state().segments().stream().filter(s -> !s.locked()).toList();
    int choice = random.nextInt(100);
    if (choice < 22) {
      return history();
    }
    if (choice < 30 || unlocked.isEmpty()) {
      return segments(unlocked);
    }
    SegmentState s = unlocked.get(random.nextInt(unlocked.size()));
    if (choice < 55) {
      return ask(s.number());
    }
    if (choice < 65) {
      return rethink(s);
    }
    if (choice < 80) {
      return draw(s.number());
    }
    if (choice < 87) {
      return edit(s.number());
    }
    return choice < 93 ? confirm(s.number()) : propagate(s.number());
  }

  private String history() throws VolumeException {
    int steps = random.nextInt(10) == 0 ? 40 : 1 + random.nextInt(4);
    boolean back = random.nextInt(3) > 0;
    for (int n = 0; n < steps; n++) {
      if (back) {
        assertEquals(plain.undo(), session.undo());
      } else {
        assertEquals(plain.redo(), session.redo());
      }
    }
    kinds.add(back ? ActionKind.UNDO : ActionKind.REDO);
    return (back ? "undo " : "redo ") + steps;
  }

  private String segments(List<SegmentState> unlocked) throws VolumeException {
    List<SegmentState> all = session.state().segments();
    int any = all.isEmpty() ? 0 : all.get(random.nextInt(all.size())).number();
    switch (random.nextInt(all.isEmpty() ? 1 : 5)) {
      case 0 -> {
        int number = 1 + random.nextInt(5);
        if (session.state().find(number).isEmpty()) {
          session.tools().addSegment(segment(number, "added"));
          plain.add(number, "added");
        }
        return "add " + number;
      }
      case 1 -> {
        if (unlocked.size() > 1) {
          int number = unlocked.get(0).number();
          session.tools().removeSegment(number);
          plain.remove(number);
        }
        return "remove";
      }
      case 2 -> {
        names++;
        session.tools().describe(segment(any, "name " + names % 7));
        plain.describe(any, "name " + names % 7);
        return "describe " + any;
      }
      default -> {
        boolean locked = session.state().segment(any).locked();
        session.tools().setLocked(any, !locked);
        plain.lock(any, !locked);
        return "lock or unlock " + any;
      }
    }
  }

  private String ask(int number) throws VolumeException {
    Asked asked = prompt(random);
    session.addPrompt(number, asked.prompt(), asked.overlap());
    List<GivenPrompt> given =
        session.state().segment(number).slice(asked.prompt().plane()).orElseThrow().prompts();
    session.answerPending(Progress.none());
    long id = given.get(given.size() - 1).id();
    plain.prompt(number, new PlainSession.Given(id, asked.prompt(), asked.overlap()));
    return "prompt " + number + " " + asked;
  }

  /** Takes a live prompt back or moves it. */
  private String rethink(SegmentState s) throws VolumeException {
    List<GivenPrompt> live = new ArrayList<>();
    s.slices().values().forEach(slice -> live.addAll(slice.live()));
    if (live.isEmpty()) {
      return "no live prompt";
    }
    GivenPrompt old = live.get(random.nextInt(live.size()));
    SlicePlane plane = old.prompt().plane();
    if (random.nextBoolean()) {
      session.removePrompt(s.number(), old.id());
      session.answerPending(Progress.none());
      plain.replace(s.number(), plane, old.id(), null);
      return "take back " + old;
    }
    Prompt moved = prompt(plane, random);
    session.movePrompt(s.number(), old.id(), moved);
    int at = s.slice(plane).orElseThrow().prompts().indexOf(old);
    GivenPrompt next =
        session.state().segment(s.number()).slice(plane).orElseThrow().prompts().get(at);
    session.answerPending(Progress.none());
    plain.replace(
        s.number(), plane, old.id(), new PlainSession.Given(next.id(), moved, old.overlap()));
    return "move " + old + " to " + moved;
  }

  private String draw(int number) throws VolumeException {
    SlicePlane plane = plane(random);
    SliceMask stamp = stamp(plane, random);
    boolean paint = random.nextInt(3) > 0;
    Overlap overlap = overlap(random);
    session
        .tools()
        .draw(paint ? ActionKind.BRUSH : ActionKind.ERASE, number, plane, stamp, paint, overlap);
    boolean[] pixels = new boolean[stamp.columns() * stamp.rows()];
    stamp.forEachSet(n -> pixels[n] = true);
    plain.draw(number, plane, pixels, paint, overlap);
    return "draw " + number + " " + plane + " " + paint + " " + overlap;
  }

  /** Moves the mask by a voxel along i, or leaves every third voxel out. */
  private String edit(int number) throws VolumeException {
    boolean shift = random.nextBoolean();
    int part = random.nextInt(3);
    Overlap overlap = overlap(random);
    UnaryOperator<boolean[]> edit =
        voxels -> {
          boolean[] next = new boolean[voxels.length];
          for (int v = 0; v < next.length; v++) {
            next[v] =
                shift ? v % SIZE.i() > 0 && voxels[v - 1] : voxels[v] && (v + v / 9) % 3 != part;
          }
          return next;
        };
    session
        .tools()
        .edit(
            shift ? ActionKind.GROW : ActionKind.SMOOTH,
            number,
            Map.of(),
            overlap,
            (mask, progress) -> mask(edit.apply(voxels(mask))),
            Progress.none());
    plain.edit(number, edit, overlap);
    return "edit " + number + " " + shift + " " + overlap;
  }

  private static boolean[] voxels(Mask mask) {
    boolean[] voxels = new boolean[SIZE.voxelsPerSlice() * SIZE.k()];
    for (int k : mask.occupiedSlices()) {
      int first = k * SIZE.voxelsPerSlice();
      mask.slice(SlicePlane.k(k)).forEachSet(n -> voxels[first + n] = true);
    }
    return voxels;
  }

  private static Mask mask(boolean[] voxels) {
    Mask mask = Mask.empty(SIZE);
    for (int k = 0; k < SIZE.k(); k++) {
      int first = k * SIZE.voxelsPerSlice();
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(SIZE.i(), SIZE.j(), (i, j) -> voxels[first + j * SIZE.i() + i]));
    }
    return mask;
  }

  private String confirm(int number) throws VolumeException {
    List<SlicePlane> planes = List.of(plane(random), plane(random));
    boolean confirmed = random.nextInt(3) > 0;
    session.tools().setConfirmed(number, planes, confirmed);
    plain.confirm(number, planes, confirmed);
    return "confirm " + number + " " + planes + " " + confirmed;
  }

  private String propagate(int number) throws VolumeException {
    SliceAxis axis = any(random, SliceAxis.values());
    int first = random.nextInt(axis.slices(SIZE));
    int last = first + random.nextInt(axis.slices(SIZE) - first);
    Overlap overlap = overlap(random);
    try {
      session
          .propagations()
          .propagate(
              number,
              axis,
              first,
              last,
              PropagationSettings.defaults().withOverlap(overlap),
              Progress.none());
    } catch (PromptException e) {
      return "nothing to propagate"; // the plain session would find no seed either
    }
    plain.propagate(number, axis, first, last, overlap);
    return "propagate " + number + " " + axis + " " + first + ".." + last + " " + overlap;
  }

  /** Everything that could change the voxels of a segment. */
  List<Attempt> attempts(int number) {
    SlicePlane plane = SlicePlane.k(2);
    SliceMask stamp = stamp(plane, random);
    Prompt click = new PointPrompt(plane, new PlanePoint(3, 3), true);
    return List.of(
        () -> session.addPrompt(number, click),
        () -> session.tools().draw(ActionKind.BRUSH, number, plane, stamp, true, Overlap.ALLOWED),
        () ->
            session
                .tools()
                .edit(
                    ActionKind.SMOOTH,
                    number,
                    Map.of(),
                    Overlap.ALLOWED,
                    (mask, progress) -> Mask.empty(SIZE),
                    Progress.none()),
        () -> session.propagations().propagate(number, SliceAxis.K, 0, 4, Progress.none()),
        () -> session.tools().setConfirmed(number, List.of(plane), true),
        () -> session.tools().removeSegment(number));
  }
}
