package io.github.voxelclick.session;

/** Learns of everything that happens to a session, entry by entry. */
@FunctionalInterface
public interface ActionListener {
  /**
   * Called after each action, answers of a model, undo and redo included, in order, on the thread
   * that made it and before any thread can make another. Return quickly and do not wait for other
   * threads.
   *
   * @param action what happened
   * @param before the state before
   * @param after the state after
   */
  void happened(Action action, SessionState before, SessionState after);
}
