package io.github.voxelclick.session;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Copies the masks of slices on: outwards, and between two the nearer one. */
final class PlainCarrier {
  private final int last;
  private final IntFunction<boolean[]> excluded;

  /**
   * Carries along an axis.
   *
   * @param last the axis' last slice
   * @param excluded the pixels of a slice that are left out
   */
  PlainCarrier(int last, IntFunction<boolean[]> excluded) {
    this.last = last;
    this.excluded = excluded;
  }

  /** The masks that are not empty of slices between and around the seeds, one or more. */
  SortedMap<Integer, boolean[]> carry(SortedMap<Integer, boolean[]> seeds) {
    TreeMap<Integer, boolean[]> carried = new TreeMap<>();
    Integer below = null;
    for (int seed : seeds.keySet()) {
      if (below == null) {
        walk(seeds.get(seed), seed, 0, carried);
      } else {
        between(seeds, below, seed, carried);
      }
      below = seed;
    }
    walk(seeds.get(seeds.lastKey()), seeds.lastKey(), last, carried);
    return carried;
  }

  private void between(
      SortedMap<Integer, boolean[]> seeds,
      int below,
      int above,
      SortedMap<Integer, boolean[]> carried) {
    boolean[] a = seeds.get(below);
    boolean[] b = seeds.get(above);
    if (isEmpty(a) || isEmpty(b)) {
      walk(a, below, above - 1, carried);
      walk(b, above, below + 1, carried);
      return;
    }
    TreeMap<Integer, boolean[]> up = new TreeMap<>();
    TreeMap<Integer, boolean[]> down = new TreeMap<>();
    walk(a, below, above - 1, up);
    walk(b, above, below + 1, down);
    for (int n = below + 1; n < above; n++) {
      boolean[] x = up.get(n);
      boolean[] y = down.get(n);
      if (x != null && y != null) {
        boolean[] nearer = n - below < above - n ? x : y;
        boolean[] both = new boolean[x.length];
        for (int p = 0; p < both.length; p++) {
          both[p] = n - below == above - n ? x[p] && y[p] : nearer[p];
        }
        x = both;
      }
      boolean[] found = x == null ? y : x;
      if (found != null && !isEmpty(found)) {
        carried.put(n, found);
      }
    }
  }

  private void walk(boolean[] seed, int from, int end, SortedMap<Integer, boolean[]> carried) {
    boolean[] mask = seed;
    int direction = end < from ? -1 : 1;
    for (int n = from + direction; (end - n) * direction >= 0 && n != from; n += direction) {
      if (isEmpty(mask)) {
        return;
      }
      mask = cut(mask, n);
      if (!isEmpty(mask)) {
        carried.put(n, mask);
      }
    }
  }

  private boolean[] cut(boolean[] mask, int index) {
    boolean[] not = excluded.apply(index);
    boolean[] cut = mask.clone();
    for (int n = 0; n < cut.length; n++) {
      cut[n] &= !not[n];
    }
    return cut;
  }

  private static boolean isEmpty(boolean[] mask) {
    for (boolean set : mask) {
      if (set) {
        return false;
      }
    }
    return true;
  }
}
