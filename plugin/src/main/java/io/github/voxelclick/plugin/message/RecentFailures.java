package io.github.voxelclick.plugin.message;

import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The last failures of this program run, as they can be handed on (see {@link FailureDetails}).
 * Thread-safe.
 */
public final class RecentFailures {
  /** Those of the windows. */
  public static final RecentFailures INSTANCE =
      new RecentFailures(Clock.system(ZoneId.systemDefault()));

  private static final int MOST = 5;

  private final Clock clock;
  private final Deque<String> last = new ArrayDeque<>();

  RecentFailures(Clock clock) {
    this.clock = clock;
  }

  /** Remembers one, and forgets the oldest of many. */
  public void add(Throwable failure) {
    String details = FailureDetails.of(failure, Optional.empty(), Optional.empty());
    int failures = details.indexOf("\n\n");
    String time = LocalTime.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
    String text = time + " " + details.substring(failures + 2).strip().replaceAll("\n +", ", ");
    synchronized (last) {
      last.addLast(text);
      if (last.size() > MOST) {
        last.removeFirst();
      }
    }
  }

  /** The oldest first; time of day, kind of failure, message without names, places in our code. */
  public List<String> list() {
    synchronized (last) {
      return List.copyOf(last);
    }
  }
}
