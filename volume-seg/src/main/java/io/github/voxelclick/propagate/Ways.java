package io.github.voxelclick.propagate;

import io.github.voxelclick.volume.ModelException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How two ways are gone that need nothing of each other. Stateless. */
@FunctionalInterface
interface Ways {
  /** A way. */
  @FunctionalInterface
  interface Way {
    /** Goes it to its end. */
    void go() throws ModelException;
  }

  /**
   * Goes both; both have ended when it returns.
   *
   * @throws ModelException when one failed; of two failures one that is no cancellation
   * @throws CancellationException when nothing worse happened
   */
  void both(Way one, Way other) throws ModelException;

  /** Whether both are under way at the same time, so that what they yield counts by turns. */
  default boolean alternate() {
    return false;
  }

  /** One after the other: for what needs all cores or much memory by itself. */
  static Ways inOrder() {
    return (one, other) -> {
      one.go();
      other.go();
    };
  }

  /**
   * Both at the same time, on the calling thread and one of Java's common pool: while the model
   * runs for one, the other cuts its next windows or pastes its last answer.
   */
  static Ways sideBySide() {
    return new Ways() {
      @Override
      public void both(Way one, Way other) throws ModelException {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List.of(one, other).parallelStream().forEach(way -> tryTo(way, failures));
        rethrow(failures);
      }

      @Override
      public boolean alternate() {
        return true;
      }
    };
  }

  private static void tryTo(Way way, Queue<Throwable> failures) {
    try {
      way.go();
    } catch (ModelException | RuntimeException | Error e) {
      failures.add(e);
    }
  }

  private static void rethrow(Queue<Throwable> failures) throws ModelException {
    Throwable worst =
        failures.stream()
            .filter(f -> !(f instanceof CancellationException))
            .findFirst()
            .orElseGet(failures::peek);
    if (worst instanceof ModelException e) {
      throw e;
    }
    if (worst instanceof RuntimeException e) {
      throw e;
    }
    if (worst instanceof Error e) {
      throw e;
    }
  }
}
