package io.github.voxelclick.evaluate;

/** How a reader segments a whole structure. */
public enum EffortWay {
  /** Clicks on one slice, propagates, and works through the review queue. */
  SESSION("session"),
  /** Clicks on one slice after the other. */
  SLICES("slices"),
  /** Clicks on every fifth slice, interpolates, and corrects the worst slices. */
  INTERPOLATION("interpolation");

  private final String label;

  EffortWay(String label) {
    this.label = label;
  }

  /** The name that reports use. */
  public String label() {
    return label;
  }
}
