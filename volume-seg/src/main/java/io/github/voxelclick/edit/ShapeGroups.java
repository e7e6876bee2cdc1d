package io.github.voxelclick.edit;

import io.github.voxelclick.distance.AxisPlaces;
import io.github.voxelclick.volume.SliceMask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which components of two slices belong together, as {@link ShapeInterpolation} says. */
final class ShapeGroups {
  /** Of what overlaps nothing, so many components of a slice may find a partner. */
  static final int MOST_PAIRED = 64;

  private final AxisPlaces columns;
  private final AxisPlaces rows;
  private final List<Pair> overlapping = new ArrayList<>();
  private final List<Pair> paired = new ArrayList<>();
  private final List<Shape> aloneInA;
  private final List<Shape> aloneInB;

  /**
   * Two shapes of which one becomes the other.
   *
   * @param a on the first slice
   * @param b on the second
   */
  record Pair(Shape a, Shape b) {}

  ShapeGroups(AxisPlaces columns, AxisPlaces rows, Shape a, Shape b) {
    this.columns = columns;
    this.rows = rows;
    Side sideA = new Side(a);
    Side sideB = new Side(b);
    joinOverlapping(sideA, sideB);
    this.aloneInA = sideA.lonely();
    this.aloneInB = sideB.lonely();
    pairNearest();
  }

  /** The components of one slice, and the group of each. */
  private static final class Side {
    private final Shape all;
    private final Runs runs;

    /** By first run of a component: its group; absent while it overlaps nothing. */
    private final Map<Integer, Integer> groups = new TreeMap<>();

    Side(Shape all) {
      this.all = all;
      SliceMask.Bounds window =
          new SliceMask.Bounds(0, 0, all.pixels().columns() - 1, all.pixels().rows() - 1);
      this.runs = Runs.of(all.pixels(), window, true, true);
    }

    /** The component at a pixel of the slice, by its first run, or -1. */
    int component(int column, int row) {
      int run = runs.at(column - all.firstColumn(), row - all.firstRow());
      return run < 0 ? -1 : runs.root(run);
    }

    /** The shapes of runs by what a component is filed under; those under nothing are left out. */
    private Map<Integer, Shape> shapes(Map<Integer, Integer> keys) {
      Map<Integer, List<Integer>> chosen = new TreeMap<>();
      for (int run = 0; run < runs.count(); run++) {
        Integer key = keys.get(runs.root(run));
        if (key != null) {
          chosen.computeIfAbsent(key, k -> new ArrayList<>()).add(run);
        }
      }
      Map<Integer, Shape> shapes = new TreeMap<>();
      chosen.forEach(
          (key, list) -> {
            Shape inBox = Shape.ofRuns(runs, list);
            shapes.put(
                key,
                new Shape(
                    all.firstColumn() + inBox.firstColumn(),
                    all.firstRow() + inBox.firstRow(),
                    inBox.pixels()));
          });
      return shapes;
    }

    Map<Integer, Shape> grouped() {
      return shapes(groups);
    }

    /** The components that overlap nothing, in the order of their first pixels. */
    List<Shape> lonely() {
      Map<Integer, Integer> alone = new TreeMap<>();
      for (int run = 0; run < runs.count(); run++) {
        int root = runs.root(run);
        if (!groups.containsKey(root)) {
          alone.put(root, root);
        }
      }
      return new ArrayList<>(shapes(alone).values());
    }
  }

  /** Finds by pixels that both have which components are to be taken together. */
  private void joinOverlapping(Side a, Side b) {
    Map<Integer, Integer> leaders = new TreeMap<>();
    int offset = a.runs.count();
    a.all
        .pixels()
        .forEachSet(
            n -> {
              int column = a.all.firstColumn() + n % a.all.pixels().columns();
              int row = a.all.firstRow() + n / a.all.pixels().columns();
              if (b.all.get(column, row)) {
                int one = leader(leaders, a.component(column, row));
                int other = leader(leaders, offset + b.component(column, row));
                leaders.putIfAbsent(Math.min(one, other), Math.min(one, other));
                leaders.put(Math.max(one, other), Math.min(one, other));
              }
            });
    for (int node : leaders.keySet()) {
      if (node < offset) {
        a.groups.put(node, leader(leaders, node));
      } else {
        b.groups.put(node - offset, leader(leaders, node));
      }
    }
    Map<Integer, Shape> others = b.grouped();
    a.grouped().forEach((group, shape) -> overlapping.add(new Pair(shape, others.get(group))));
  }

  private static int leader(Map<Integer, Integer> leaders, int node) {
    int at = node;
    for (int next = leaders.getOrDefault(at, at); next != at; ) {
      at = next;
      next = leaders.getOrDefault(at, at);
    }
    return at;
  }

  private void pairNearest() {
    List<Shape> ofA = largest(aloneInA);
    List<Shape> ofB = largest(aloneInB);
    record Candidate(Shape a, Shape b, double squaredMm) {}
    List<Candidate> candidates = new ArrayList<>();
    for (Shape a : ofA) {
      Shape.Centroid from = a.centroid(columns, rows);
      for (Shape b : ofB) {
        candidates.add(new Candidate(a, b, from.squaredTo(b.centroid(columns, rows))));
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::squaredMm));
    for (Candidate candidate : candidates) {
      if (aloneInA.contains(candidate.a) && aloneInB.contains(candidate.b)) {
        aloneInA.remove(candidate.a);
        aloneInB.remove(candidate.b);
        paired.add(new Pair(candidate.a, candidate.b));
      }
    }
  }

  private static List<Shape> largest(List<Shape> shapes) {
    return shapes.stream()
        .sorted(Comparator.comparingInt((Shape s) -> -s.pixels().count()))
        .limit(MOST_PAIRED)
        .toList();
  }

  /** Groups of components that overlap. */
  List<Pair> overlapping() {
    return overlapping;
  }

  /** Components that overlap nothing, with the partner found for each. */
  List<Pair> paired() {
    return paired;
  }

  /** Components of the first slice without a partner, as one shape. */
  Optional<Shape> aloneInA() {
    return Shape.union(aloneInA);
  }

  /** Components of the second slice without a partner, as one shape. */
  Optional<Shape> aloneInB() {
    return Shape.union(aloneInB);
  }
}
