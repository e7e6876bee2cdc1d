package io.github.voxelclick.evaluate;

/** What the simulated user does with a structure. */
public enum Protocol {
  /** Clicks where the error reaches deepest, one click after the other. */
  CLICKS,
  /** Draws one box on each slice, a little too large. */
  BOX,
  /** Gives the true mask of the middle slice, to be carried through the volume. */
  PROPAGATE,
  /** Segments the whole structure in a session, and counts the interactions. */
  EFFORT
}
