package io.github.voxelclick.plugin.batch;

/** Follows a run, on the thread that runs it. */
public interface BatchListener {
  /** Listens to nothing. */
  BatchListener NONE = new BatchListener() {};

  /**
   * A job begins.
   *
   * @param out the mask's name within the out folder
   * @param number of the job in this run, from 1
   * @param of how many jobs the run has
   */
  default void started(String out, int number, int of) {}

  /** A job ended, however it did; the numbers are those of {@link #started}. */
  default void ended(JobOutcome outcome, int number, int of) {}
}
