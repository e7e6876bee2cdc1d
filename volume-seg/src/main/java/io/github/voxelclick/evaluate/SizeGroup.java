package io.github.voxelclick.evaluate;

/**
 * How large a structure is on its slices. Groups are reported apart, because on a few pixels every
 * pixel moves the Dice overlap by per cents.
 */
public enum SizeGroup {
  /** At least three slices of at least 100 pixels; only those slices are judged. */
  LARGE(100, 3),
  /** Too small for {@link #LARGE}, with at least one slice of 12 pixels; only those are judged. */
  SMALL(12, 1);

  private final int leastPixels;
  private final int leastSlices;

  SizeGroup(int leastPixels, int leastSlices) {
    this.leastPixels = leastPixels;
    this.leastSlices = leastSlices;
  }

  /** Pixels that a slice of the structure has to have to be judged, at least 1. */
  public int leastPixels() {
    return leastPixels;
  }

  /** Slices of that many pixels that a structure of the group has, at least 1. */
  public int leastSlices() {
    return leastSlices;
  }

  /** The name that tables and JSON use. */
  public String label() {
    return this == LARGE ? "large" : "small";
  }
}
