package io.github.voxelclick.propagate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Lets what two ways yield count in an order that does not depend on which is quicker: by turns,
 * until one has ended. So what counts after so many steps is always the same, and a propagation
 * that was cancelled can be repeated. Thread-safe.
 */
final class Turns {
  private final boolean alternate;
  private final List<Deque<Runnable>> waiting = List.of(new ArrayDeque<>(), new ArrayDeque<>());
  private final boolean[] ended = new boolean[2];
  private int next;

  /**
   * Both ways are about to begin.
   *
   * @param alternate whether they go side by side; else each step counts at once
   */
  Turns(boolean alternate) {
    this.alternate = alternate;
  }

  /**
   * A step of a way; done now, or by whichever thread makes its turn come.
   *
   * @param way 0 or 1
   */
  synchronized void step(int way, Runnable result) {
    if (alternate) {
      waiting.get(way).add(result);
      advance();
    } else {
      result.run();
    }
  }

  /** A way has no further step. */
  synchronized void end(int way) {
    ended[way] = true;
    advance();
  }

  private void advance() {
    while (!waiting.get(next).isEmpty() || (ended[next] && !waiting.get(1 - next).isEmpty())) {
      int now = waiting.get(next).isEmpty() ? 1 - next : next;
      next = 1 - now;
      waiting.get(now).remove().run();
    }
  }
}
