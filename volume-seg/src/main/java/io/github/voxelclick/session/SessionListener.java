package io.github.voxelclick.session;

/** Learns of every change of a session. */
@FunctionalInterface
public interface SessionListener {
  /**
   * Called after each change, in order, on the thread that made it and before that thread can make
   * another. Return quickly and do not wait for other threads: a user interface posts to its own
   * thread from here.
   *
   * @param state the new state
   */
  void changed(SessionState state);
}
