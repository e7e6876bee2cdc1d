package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.volume.SliceMask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The outlines of a slice of a mask, as polygons that give the same pixels back by the pixel-centre
 * rule.
 *
 * <p>Corners lie half way between the centres of a set pixel and an unset neighbour (marching
 * squares at one half), so no edge comes nearer to a centre than 0.35 pixels. Pixels that touch at
 * a corner only are outlined apart. A hole is joined to the outline round it by a keyhole: a
 * channel of no width along the line between two rows of pixels, to the left of the hole's upper
 * left corner. Corners on a straight line are left out.
 */
final class MaskOutlines {
  /** Right, down, left, up: where the unset neighbour lies. */
  private static final int[] DI = {1, 0, -1, 0};

  private static final int[] DJ = {0, 1, 0, -1};
  private static final int DOWN = 1;
  private static final int LEFT = 2;
  private static final int UP = 3;
  private static final int DIRECTIONS = 4;

  private final SliceMask mask;

  /** By crossing: pixel times four plus direction of the unset neighbour. */
  private final Map<Long, Node> nodes = new HashMap<>();

  private final List<Node> outer = new ArrayList<>();
  private final List<Node> holes = new ArrayList<>();

  /** A corner of an outline, in half pixels. */
  private static final class Node {
    private final int x;
    private final int y;

    /** Whether it must stay though it lies on a straight line: the end of a channel. */
    private boolean kept;

    private Node next = this;

    Node(int x, int y) {
      this.x = x;
      this.y = y;
    }
  }

  private MaskOutlines(SliceMask mask) {
    this.mask = mask;
  }

  /**
   * The outlines.
   *
   * @return one array a polygon, column and row of each corner in half pixels: (2, 5) is the
   *     boundary between pixels (1, 2) and (1, 3)
   */
  static List<int[]> of(SliceMask mask) {
    return new MaskOutlines(mask).polygons();
  }

  private List<int[]> polygons() {
    mask.bounds().ifPresent(this::traceAll);
    // A channel ends at a hole further up or left, or at an outer outline: join those first.
    holes.sort(Comparator.<Node>comparingInt(n -> n.y).thenComparingInt(n -> n.x));
    holes.forEach(this::join);
    List<int[]> polygons = new ArrayList<>(outer.size());
    for (Node start : outer) {
      polygons.add(corners(start));
    }
    return polygons;
  }

  private boolean isSet(int i, int j) {
    return i >= 0 && j >= 0 && i < mask.columns() && j < mask.rows() && mask.get(i, j);
  }

  private static long crossing(int i, int j, int direction) {
    return ((long) j << 32 | i) * DIRECTIONS + direction;
  }

  /** Every outline has a pixel with an unset left neighbour. */
  private void traceAll(SliceMask.Bounds bounds) {
    for (int j = bounds.minRow(); j <= bounds.maxRow(); j++) {
      for (int i = bounds.minColumn(); i <= bounds.maxColumn(); i++) {
        if (mask.get(i, j) && !isSet(i - 1, j) && !nodes.containsKey(crossing(i, j, LEFT))) {
          trace(i, j);
        }
      }
    }
  }

  /** Follows an outline with the set pixels on its right. */
  private void trace(int startI, int startJ) {
    int i = startI;
    int j = startJ;
    int d = LEFT;
    Node first = node(i, j, d);
    Node last = first;
    Node top = first;
    long area = 0;
    do {
      int along = (d + 1) % DIRECTIONS;
      int ahead = i + DI[along];
      int aside = j + DJ[along];
      if (!isSet(ahead, aside)) {
        d = along;
      } else if (isSet(ahead + DI[d], aside + DJ[d])) {
        i = ahead + DI[d];
        j = aside + DJ[d];
        d = (d + DIRECTIONS - 1) % DIRECTIONS;
      } else {
        i = ahead;
        j = aside;
      }
      boolean closed = i == startI && j == startJ && d == LEFT;
      Node next = closed ? first : node(i, j, d);
      last.next = next;
      area += (long) last.x * next.y - (long) next.x * last.y;
      if (next.y < top.y || (next.y == top.y && next.x < top.x)) {
        top = next;
      }
      last = next;
    } while (last != first);
    if (area > 0) {
      outer.add(first);
    } else {
      holes.add(top);
    }
  }

  private Node node(int i, int j, int direction) {
    Node node = new Node(2 * i + DI[direction], 2 * j + DJ[direction]);
    nodes.put(crossing(i, j, direction), node);
    return node;
  }

  /**
   * Cuts a channel from the upper left corner of a hole to the left and makes one outline of two.
   */
  private void join(Node hole) {
    int below = (hole.y + 1) / 2;
    int above = below - 1;
    int i = hole.x / 2 - 1;
    while (isSet(i, above) && isSet(i, below)) {
      i--;
    }
    Node end;
    if (isSet(i, below)) {
      end = node(crossing(i, below, UP));
    } else if (isSet(i, above)) {
      end = node(crossing(i, above, DOWN));
    } else {
      end = insertAfter(node(crossing(i + 1, below, LEFT)), 2 * i + 1, hole.y);
    }
    Node last = hole;
    while (last.next != hole) {
      last = last.next;
    }
    Node after = end.next;
    end.next = hole;
    Node backAtHole = insertAfter(last, hole.x, hole.y);
    Node backAtEnd = insertAfter(backAtHole, end.x, end.y);
    backAtEnd.next = after;
    for (Node node : List.of(end, hole, backAtHole, backAtEnd)) {
      node.kept = true;
    }
  }

  private Node node(long crossing) {
    return Objects.requireNonNull(nodes.get(crossing), "no outline there");
  }

  private static Node insertAfter(Node before, int x, int y) {
    Node node = new Node(x, y);
    node.next = before.next;
    before.next = node;
    return node;
  }

  private static int[] corners(Node start) {
    List<Node> corners = new ArrayList<>();
    Node before = start;
    do {
      Node node = before.next;
      if (node.kept || turns(before, node, node.next)) {
        corners.add(node);
      }
      before = node;
    } while (before != start);
    int[] xy = new int[2 * corners.size()];
    for (int n = 0; n < corners.size(); n++) {
      xy[2 * n] = corners.get(n).x;
      xy[2 * n + 1] = corners.get(n).y;
    }
    return xy;
  }

  private static boolean turns(Node a, Node b, Node c) {
    return (long) (b.x - a.x) * (c.y - b.y) != (long) (b.y - a.y) * (c.x - b.x);
  }
}
