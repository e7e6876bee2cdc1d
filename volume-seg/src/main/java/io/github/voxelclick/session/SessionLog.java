package io.github.voxelclick.session;

/** Where a session writes down what happens, before it happens. */
@FunctionalInterface
interface SessionLog {
  /** Keeps nothing. */
  static SessionLog none() {
    return (action, delta) -> {};
  }

  /**
   * Writes an entry down for good.
   *
   * @throws SessionException when that fails; then nothing may be changed
   */
  void append(Action action, Delta delta) throws SessionException;
}
