package io.github.voxelclick.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What a wand has selected after some clicks: the regions of the positive ones, less those of the
 * negative ones. A negative click whose region holds a positive click changes nothing, for it would
 * take that whole region away. Pixels are row · columns + column. Not thread-safe.
 */
final class Wand {
  private final BitSet seeds = new BitSet();
  private final BitSet inside = new BitSet();
  private final List<BitSet> outside = new ArrayList<>();

  /**
   * One more click.
   *
   * @param at the pixel clicked on
   * @param region that grew from it
   */
  void add(int at, BitSet region, boolean positive) {
    if (positive) {
      seeds.set(at);
      inside.or(region);
    } else {
      outside.add(region);
    }
  }

  /** The selected pixels; a copy. */
  BitSet selected() {
    BitSet left = (BitSet) inside.clone();
    outside.stream().filter(r -> !r.intersects(seeds)).forEach(left::andNot);
    return left;
  }
}
