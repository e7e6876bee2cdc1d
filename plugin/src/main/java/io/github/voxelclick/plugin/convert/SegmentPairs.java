package io.github.voxelclick.plugin.convert;

import io.github.voxelclick.volume.Segmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Which segment of one segmentation is which of another. Names are the same whatever the case of
 * their letters; of several of one name the first ones are paired first. Immutable.
 *
 * @param pairs in the order of the first segmentation
 * @param onlyA segments of the first that have no partner
 * @param onlyB segments of the second that have no partner
 */
public record SegmentPairs(
    List<Pair> pairs, List<Segmentation.Entry> onlyA, List<Segmentation.Entry> onlyB) {
  /** What tells that two segments are the same. */
  public enum By {
    /** The same name. */
    LABEL,
    /** The same number. */
    NUMBER
  }

  /**
   * Two segments of one structure.
   *
   * @param a of the first segmentation
   * @param b of the second segmentation
   * @param by why they are a pair
   */
  public record Pair(Segmentation.Entry a, Segmentation.Entry b, By by) {}

  /** Copies the lists. */
  public SegmentPairs {
    pairs = List.copyOf(pairs);
    onlyA = List.copyOf(onlyA);
    onlyB = List.copyOf(onlyB);
  }

  /**
   * Pairs the segments.
   *
   * @param by what may make a pair; with both, segments of the same name come first, and numbers
   *     count for those that are left
   */
  public static SegmentPairs of(Segmentation a, Segmentation b, Set<By> by) {
    List<Segmentation.Entry> leftA = new ArrayList<>(a.entries());
    List<Segmentation.Entry> leftB = new ArrayList<>(b.entries());
    List<Pair> pairs = new ArrayList<>();
    if (by.contains(By.LABEL)) {
      match(
          leftA,
          leftB,
          By.LABEL,
          (x, y) -> LabelValues.isSame(x.segment().label(), y.segment().label()),
          pairs);
    }
    if (by.contains(By.NUMBER)) {
      match(leftA, leftB, By.NUMBER, (x, y) -> x.segment().number() == y.segment().number(), pairs);
    }
    pairs.sort(java.util.Comparator.comparingInt(pair -> a.entries().indexOf(pair.a())));
    return new SegmentPairs(pairs, leftA, leftB);
  }

  private static void match(
      List<Segmentation.Entry> leftA,
      List<Segmentation.Entry> leftB,
      By by,
      BiPredicate<Segmentation.Entry, Segmentation.Entry> same,
      List<Pair> pairs) {
    for (Segmentation.Entry a : List.copyOf(leftA)) {
      for (int n = 0; n < leftB.size(); n++) {
        if (same.test(a, leftB.get(n))) {
          pairs.add(new Pair(a, leftB.remove(n), by));
          leftA.remove(a);
          break;
        }
      }
    }
  }
}
