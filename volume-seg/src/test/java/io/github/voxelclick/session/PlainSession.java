package io.github.voxelclick.session;

import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VoxelIndex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a session should be, written down as plainly as possible: arrays of booleans, a whole copy
 * of everything for each step, no sharing, no differences. Prompts are answered at once.
 */
final class PlainSession {
  final GridSize size;
  List<Seg> segments = new ArrayList<>();
  private final Deque<List<Seg>> undo = new ArrayDeque<>();
  private final Deque<List<Seg>> redo = new ArrayDeque<>();

  static final class Seg {
    int number;
    String label;
    boolean locked;
    boolean[] voxels;
    TreeMap<SlicePlane, Slice> slices = new TreeMap<>();

    Seg copy() {
      Seg s = new Seg();
      s.number = number;
      s.label = label;
      s.locked = locked;
      s.voxels = voxels.clone();
      slices.forEach((p, slice) -> s.slices.put(p, slice.copy()));
      return s;
    }
  }

  static final class Slice {
    List<Given> prompts = new ArrayList<>();
    int settled;
    String origin = "";
    double confidence;
    boolean confirmed;
    boolean[] start;
    String startOrigin = "";
    double startConfidence;

    Slice copy() {
      Slice s = new Slice();
      s.prompts = new ArrayList<>(prompts);
      s.settled = settled;
      s.origin = origin;
      s.confidence = confidence;
      s.confirmed = confirmed;
      s.start = start == null ? null : start.clone();
      s.startOrigin = startOrigin;
      s.startConfidence = startConfidence;
      return s;
    }

    boolean touched() {
      return !prompts.isEmpty() || confirmed || origin.equals("DRAWN");
    }

    boolean live() {
      return settled < prompts.size();
    }

    void settle() {
      settled = prompts.size();
      start = null;
    }
  }

  record Given(long id, Prompt prompt, Overlap overlap) {}

  PlainSession(GridSize size, int number, String label) {
    this.size = size;
    segments.add(seg(number, label));
  }

  private Seg seg(int number, String label) {
    Seg s = new Seg();
    s.number = number;
    s.label = label;
    s.voxels = new boolean[size.i() * size.j() * size.k()];
    return s;
  }

  Seg segment(int number) {
    return segments.stream().filter(s -> s.number == number).findFirst().orElseThrow();
  }

  /** Remembers everything, changes it, and forgets the memory when nothing became different. */
  private void step(Runnable change) {
    List<Seg> before = copy(segments);
    String was = describe();
    change.run();
    segments.forEach(
        s ->
            s.slices
                .values()
                .removeIf(x -> x.prompts.isEmpty() && x.origin.isEmpty() && !x.confirmed));
    if (!was.equals(describe())) {
      undo.push(before);
      redo.clear();
    }
  }

  private static List<Seg> copy(List<Seg> all) {
    List<Seg> copies = new ArrayList<>();
    all.forEach(s -> copies.add(s.copy()));
    return copies;
  }

  boolean undo() {
    return move(undo, redo);
  }

  boolean redo() {
    return move(redo, undo);
  }

  private boolean move(Deque<List<Seg>> from, Deque<List<Seg>> to) {
    if (from.isEmpty()) {
      return false;
    }
    to.push(segments);
    segments = from.pop();
    return true;
  }

  void add(int number, String label) {
    step(() -> segments.add(seg(number, label)));
  }

  void remove(int number) {
    step(() -> segments.removeIf(s -> s.number == number));
  }

  void describe(int number, String label) {
    step(() -> segment(number).label = label);
  }

  void lock(int number, boolean locked) {
    step(() -> segment(number).locked = locked);
  }

  void confirm(int number, List<SlicePlane> planes, boolean confirmed) {
    step(() -> planes.forEach(p -> slice(segment(number), p).confirmed = confirmed));
  }

  void prompt(int number, Given given) {
    step(
        () -> {
          Seg s = segment(number);
          SlicePlane plane = given.prompt().plane();
          Slice slice = slice(s, plane);
          if (!slice.live()) {
            slice.start = pixels(s.voxels, plane);
            slice.startOrigin = slice.origin;
            slice.startConfidence = slice.confidence;
          }
          slice.prompts.add(given);
          answer(s, plane, slice, slice.prompts.size() - 1);
        });
  }

  /** Replaces or, with null, removes a live prompt and answers all live ones of its slice anew. */
  void replace(int number, SlicePlane plane, long id, Given replacement) {
    step(
        () -> {
          Seg s = segment(number);
          Slice slice = slice(s, plane);
          int at = 0;
          while (slice.prompts.get(at).id() != id) {
            at++;
          }
          slice.prompts.remove(at);
          if (replacement != null) {
            slice.prompts.add(at, replacement);
          }
          if (slice.live()) {
            for (int n = slice.settled; n < slice.prompts.size(); n++) {
              answer(s, plane, slice, n);
            }
          } else {
            set(s, put(s.voxels, plane, slice.start), Overlap.ALLOWED, plane);
            slice.origin = slice.startOrigin;
            slice.confidence = slice.startConfidence;
            slice.confirmed = false;
            slice.start = null;
          }
        });
  }

  private void answer(Seg s, SlicePlane plane, Slice slice, int last) {
    boolean[] mask = slice.start;
    List<Prompt> given = new ArrayList<>();
    double confidence = 0;
    for (int n = slice.settled; n <= last; n++) {
      Prompt prompt = slice.prompts.get(n).prompt();
      given.add(prompt);
      if (prompt instanceof MaskPrompt drawn) {
        mask = new boolean[mask.length];
        boolean[] filled = mask;
        drawn.mask().forEachSet(p -> filled[p] = true);
        confidence = drawn.mask().isEmpty() ? 0 : 1;
      } else {
        mask = PlainModel.answer(given, mask, plane.axis().columns(size));
        confidence = PlainModel.confidence(given, mask);
      }
    }
    set(s, put(s.voxels, plane, mask), slice.prompts.get(last).overlap(), plane);
    slice.origin = "PROMPTED";
    slice.confidence = confidence;
    slice.confirmed = false;
  }

  void draw(int number, SlicePlane plane, boolean[] stamp, boolean paint, Overlap overlap) {
    step(
        () -> {
          Seg s = segment(number);
          boolean[] before = s.voxels.clone();
          boolean[] drawn = pixels(s.voxels, plane);
          for (int n = 0; n < drawn.length; n++) {
            drawn[n] = stamp[n] ? paint : drawn[n];
          }
          set(s, put(s.voxels, plane, drawn), overlap, plane);
          if (Arrays.equals(before, s.voxels)) {
            return;
          }
          Slice slice = slice(s, plane);
          slice.settle();
          slice.origin = "DRAWN";
          slice.confidence = 1;
        });
  }

  void edit(int number, UnaryOperator<boolean[]> edit, Overlap overlap) {
    step(() -> set(segment(number), edit.apply(segment(number).voxels.clone()), overlap, null));
  }

  /** Copies touched slices on, as {@link PlainCarrier} does. */
  void propagate(int number, SliceAxis axis, int first, int last, Overlap overlap) {
    step(
        () -> {
          Seg s = segment(number);
          boolean[] excluded = excluded(s, overlap);
          TreeMap<Integer, boolean[]> seeds = new TreeMap<>();
          Set<SlicePlane> spared = new HashSet<>();
          s.slices.forEach(
              (plane, slice) -> {
                if (slice.touched()) {
                  spared.add(plane);
                  if (plane.axis() == axis) {
                    seeds.put(plane.index(), pixels(s.voxels, plane));
                  }
                }
              });
          PlainCarrier carrier =
              new PlainCarrier(
                  axis.slices(size) - 1, n -> pixels(excluded, new SlicePlane(axis, n)));
          SortedMap<Integer, boolean[]> carried = carrier.carry(seeds);
          boolean[] voxels = s.voxels;
          for (SlicePlane plane : List.copyOf(s.slices.keySet())) {
            boolean inRange = plane.index() >= first && plane.index() <= last;
            if (plane.axis() == axis && inRange && !s.slices.get(plane).touched()) {
              voxels = put(voxels, plane, new boolean[pixels(voxels, plane).length]);
              s.slices.remove(plane);
            }
          }
          for (var e : carried.entrySet()) {
            if (e.getKey() >= first && e.getKey() <= last) {
              SlicePlane plane = new SlicePlane(axis, e.getKey());
              voxels = put(voxels, plane, e.getValue());
              Slice slice = new Slice();
              slice.origin = "CARRIED";
              slice.confidence = 1;
              s.slices.put(plane, slice);
            }
          }
          set(s, voxels, overlap, null, spared);
        });
  }

  private boolean[] excluded(Seg segment, Overlap overlap) {
    boolean[] excluded = new boolean[segment.voxels.length];
    for (Seg other : segments) {
      boolean counts =
          overlap == Overlap.SPARE_OTHERS || (overlap == Overlap.REPLACE_OTHERS && other.locked);
      for (int v = 0; counts && other != segment && v < excluded.length; v++) {
        excluded[v] |= other.voxels[v];
      }
    }
    return excluded;
  }

  private void set(Seg s, boolean[] wanted, Overlap overlap, SlicePlane own) {
    Set<SlicePlane> spared = new HashSet<>();
    s.slices.forEach(
        (plane, slice) -> {
          if (slice.confirmed && !plane.equals(own)) {
            spared.add(plane);
          }
        });
    set(s, wanted, overlap, own, spared);
  }

  private void set(
      Seg s, boolean[] wanted, Overlap overlap, SlicePlane own, Set<SlicePlane> spared) {
    List<boolean[]> before = segments.stream().map(x -> x.voxels.clone()).toList();
    for (int v = 0; v < wanted.length; v++) {
      if (wanted[v] == s.voxels[v] || lies(v, spared)) {
        continue;
      }
      if (!wanted[v]) {
        s.voxels[v] = false;
        continue;
      }
      boolean refused = false;
      for (Seg other : segments) {
        if (other != s && other.voxels[v]) {
          refused |= overlap == Overlap.SPARE_OTHERS;
          refused |=
              overlap == Overlap.REPLACE_OTHERS && (other.locked || lies(v, confirmed(other)));
        }
      }
      if (!refused) {
        s.voxels[v] = true;
        for (Seg other : segments) {
          if (other != s && overlap == Overlap.REPLACE_OTHERS) {
            other.voxels[v] = false;
          }
        }
      }
    }
    for (int n = 0; n < segments.size(); n++) {
      Seg changed = segments.get(n);
      for (var e : changed.slices.entrySet()) {
        boolean isOwn = changed == s && e.getKey().equals(own);
        boolean[] was = pixels(before.get(n), e.getKey());
        if (!isOwn && !Arrays.equals(was, pixels(changed.voxels, e.getKey()))) {
          e.getValue().settle();
        }
      }
    }
  }

  private static Set<SlicePlane> confirmed(Seg s) {
    Set<SlicePlane> planes = new HashSet<>();
    s.slices.forEach(
        (plane, slice) -> {
          if (slice.confirmed) {
            planes.add(plane);
          }
        });
    return planes;
  }

  private boolean lies(int v, Set<SlicePlane> planes) {
    return planes.contains(new SlicePlane(SliceAxis.I, v % size.i()))
        || planes.contains(new SlicePlane(SliceAxis.J, v / size.i() % size.j()))
        || planes.contains(new SlicePlane(SliceAxis.K, v / size.i() / size.j()));
  }

  private static Slice slice(Seg s, SlicePlane plane) {
    return s.slices.computeIfAbsent(plane, p -> new Slice());
  }

  private int voxel(SlicePlane plane, int pixel) {
    int columns = plane.axis().columns(size);
    VoxelIndex v = plane.voxel(pixel % columns, pixel / columns);
    return (v.k() * size.j() + v.j()) * size.i() + v.i();
  }

  boolean[] pixels(boolean[] voxels, SlicePlane plane) {
    boolean[] pixels = new boolean[plane.axis().columns(size) * plane.axis().rows(size)];
    for (int n = 0; n < pixels.length; n++) {
      pixels[n] = voxels[voxel(plane, n)];
    }
    return pixels;
  }

  private boolean[] put(boolean[] voxels, SlicePlane plane, boolean[] pixels) {
    boolean[] next = voxels.clone();
    for (int n = 0; n < pixels.length; n++) {
      next[voxel(plane, n)] = pixels[n];
    }
    return next;
  }

  /** Everything there is to know, for comparison. */
  String describe() {
    return PlainDescription.of(segments);
  }
}
