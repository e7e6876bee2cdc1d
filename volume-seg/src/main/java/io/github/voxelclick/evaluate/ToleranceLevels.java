package io.github.voxelclick.evaluate;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The regions that wands of several tolerances grow from one pixel, all found in one flood: with a
 * larger tolerance a region only gains pixels. Tolerances are {@value #STEP}, twice that, … up to
 * {@value #COUNT} times it, as parts of the window.
 */
final class ToleranceLevels {
  /** How many tolerances. */
  static final int COUNT = 16;

  /** Difference between two of them. */
  static final double STEP = 0.025;

  private ToleranceLevels() {}

  /**
   * The regions round a pixel: all pixels connected with it (4 neighbours) whose values differ from
   * its own by no more than the tolerance.
   *
   * @param image 0 to 1, row by row
   * @param start row · columns + column
   * @return one for each tolerance, ascending
   */
  static BitSet[] regions(float[] image, int columns, int start) {
    BitSet[] regions = new BitSet[COUNT];
    Stack[] waiting = new Stack[COUNT];
    for (int level = 0; level < COUNT; level++) {
      waiting[level] = new Stack();
    }
    waiting[0].push(start);
    BitSet reached = new BitSet(image.length);
    for (int level = 0; level < COUNT; level++) {
      while (waiting[level].size > 0) {
        int at = waiting[level].pop();
        if (reached.get(at)) {
          continue;
        }
        reached.set(at);
        int column = at % columns;
        int[] neighbours = {
          column > 0 ? at - 1 : -1, column < columns - 1 ? at + 1 : -1, at - columns, at + columns
        };
        for (int n : neighbours) {
          if (n >= 0 && n < image.length && !reached.get(n)) {
            int own = level(image[n] - image[start]);
            if (own < COUNT) {
              waiting[Math.max(level, own)].push(n);
            }
          }
        }
      }
      regions[level] = (BitSet) reached.clone();
    }
    return regions;
  }

  /** The place of the smallest tolerance that covers a difference; {@link #COUNT} for none. */
  private static int level(double difference) {
    int level = 0;
    while (level < COUNT && Math.abs(difference) > (level + 1) * STEP) {
      level++;
    }
    return level;
  }

  /** Pixels that wait to be looked at. */
  private static final class Stack {
    private int[] pixels = new int[64];
    private int size;

    void push(int pixel) {
      if (size == pixels.length) {
        pixels = Arrays.copyOf(pixels, 2 * size);
      }
      pixels[size++] = pixel;
    }

    int pop() {
      return pixels[--size];
    }
  }
}
