package io.github.voxelclick.measure;

import io.github.voxelclick.volume.SliceMask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The outline of the pixels of a slice: it runs half way between centres of set pixels and centres
 * of others, as marching squares draw it. Coordinates are whole numbers of half pixels, pixel
 * centres being even, so that nothing is rounded.
 *
 * @param pieces its straight pieces, in no order
 */
record Outline(List<Piece> pieces) {
  /**
   * A point in half pixels.
   *
   * @param x twice the column
   * @param y twice the row
   */
  record Point(int x, int y) {
    /** Twice the area of the triangle a, b, c; positive when it turns from x towards y. */
    static long turn(Point a, Point b, Point c) {
      return (long) (b.x - a.x) * (c.y - a.y) - (long) (b.y - a.y) * (c.x - a.x);
    }
  }

  /** A straight piece between two points. */
  record Piece(Point a, Point b) {}

  Outline {
    pieces = List.copyOf(pieces);
  }

  /** The outline of a slice; empty where no pixel is set. */
  static Outline of(SliceMask slice) {
    List<Piece> pieces = new ArrayList<>();
    slice
        .bounds()
        .ifPresent(
            box -> {
              for (int j = box.minRow(); j <= box.maxRow() + 1; j++) {
                for (int i = box.minColumn(); i <= box.maxColumn() + 1; i++) {
                  add(pieces, slice, i, j);
                }
              }
            });
    return new Outline(pieces);
  }

  /** Adds what lies between the centres of pixels (i − 1, j − 1) and (i, j). */
  private static void add(List<Piece> pieces, SliceMask slice, int i, int j) {
    boolean a = set(slice, i - 1, j - 1);
    boolean b = set(slice, i, j - 1);
    boolean c = set(slice, i, j);
    boolean d = set(slice, i - 1, j);
    Point ab = new Point(2 * i - 1, 2 * j - 2);
    Point bc = new Point(2 * i, 2 * j - 1);
    Point cd = new Point(2 * i - 1, 2 * j);
    Point da = new Point(2 * i - 2, 2 * j - 1);
    if (a == b && c == d) {
      if (a != c) {
        pieces.add(new Piece(bc, da));
      }
    } else if (a == d && b == c) {
      pieces.add(new Piece(ab, cd));
    } else { // one corner differs from its two neighbours, or two opposite ones do
      addCorner(pieces, a, b, d, new Piece(da, ab));
      addCorner(pieces, b, a, c, new Piece(ab, bc));
      addCorner(pieces, c, b, d, new Piece(bc, cd));
      addCorner(pieces, d, a, c, new Piece(cd, da));
    }
  }

  private static void addCorner(
      List<Piece> pieces, boolean corner, boolean one, boolean other, Piece piece) {
    if (corner != one && corner != other) {
      pieces.add(piece);
    }
  }

  private static boolean set(SliceMask slice, int i, int j) {
    return i >= 0 && j >= 0 && i < slice.columns() && j < slice.rows() && slice.get(i, j);
  }

  /** The corners of the smallest convex polygon round it, turning from x towards y. */
  List<Point> hull() {
    List<Point> points =
        pieces.stream()
            .flatMap(piece -> Stream.of(piece.a(), piece.b()))
            .distinct()
            .sorted(Comparator.comparingInt(Point::x).thenComparingInt(Point::y))
            .toList();
    List<Point> hull = new ArrayList<>(half(points));
    List<Point> back = new ArrayList<>(points);
    Collections.reverse(back);
    hull.addAll(half(back));
    return hull;
  }

  /** One side of the hull of sorted points, without its last point. */
  private static List<Point> half(List<Point> sorted) {
    List<Point> side = new ArrayList<>();
    for (Point p : sorted) {
      while (side.size() > 1
          && Point.turn(side.get(side.size() - 2), side.get(side.size() - 1), p) <= 0) {
        side.remove(side.size() - 1);
      }
      side.add(p);
    }
    return side.isEmpty() ? side : side.subList(0, side.size() - 1);
  }

  /**
   * Pairs of hull corners that parallel lines can touch from both sides (rotating calipers); the
   * farthest pair is one of them, whatever the size and shape of a pixel.
   */
  List<Piece> antipodalPairs() {
    List<Point> hull = hull();
    List<Piece> pairs = new ArrayList<>();
    int count = hull.size();
    int far = 1;
    for (int n = 0; n < count; n++) {
      Point a = hull.get(n);
      Point b = hull.get((n + 1) % count);
      pairs.add(new Piece(a, hull.get(far % count)));
      while (Point.turn(a, b, hull.get((far + 1) % count))
          > Point.turn(a, b, hull.get(far % count))) {
        far++;
        pairs.add(new Piece(a, hull.get(far % count)));
      }
      Point next = hull.get((far + 1) % count);
      if (Point.turn(a, b, next) == Point.turn(a, b, hull.get(far % count))) {
        pairs.add(new Piece(a, next));
        pairs.add(new Piece(b, next));
      }
      pairs.add(new Piece(b, hull.get(far % count)));
    }
    return pairs;
  }
}
