package io.github.voxelclick.modelstore;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A response's body, piece by piece to a reader that waits only so long. The JDK's own stream waits
 * for ever for a server that falls silent, and cannot be cancelled. One piece is asked for at a
 * time, so that a fast server fills no memory.
 */
final class ChunkQueue implements BodySubscriber<ChunkQueue>, AutoCloseable {
  /** How often a waiting reader looks whether it is still wanted. */
  private static final long LOOK_MS = 100;

  /** A piece, the end, or a failure. */
  private record Event(List<ByteBuffer> bytes, Optional<Throwable> failure, boolean isEnd) {}

  /** At most a piece and an end are under way at a time. */
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private volatile boolean closed;

  @Override
  public CompletionStage<ChunkQueue> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription.complete(given);
    if (closed) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    events.add(new Event(List.copyOf(bytes), Optional.empty(), false));
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new Event(List.of(), Optional.of(failure), true));
  }

  @Override
  public void onComplete() {
    events.add(new Event(List.of(), Optional.empty(), true));
  }

  /** Whether a wait is to go on. */
  @FunctionalInterface
  interface Wanted {
    /**
     * Asked now and then.
     *
     * @throws CancellationException when the result is no longer wanted
     */
    void check();
  }

  /**
   * The next piece.
   *
   * @param silence how long to wait for it
   * @return empty at the end
   * @throws IOException when the connection broke or nothing came for so long
   */
  Optional<List<ByteBuffer>> next(Duration silence, Wanted wanted) throws IOException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < silence.toNanos()) {
      wanted.check();
      Event event = poll();
      if (event != null) {
        if (event.failure().isPresent()) {
          throw new IOException("the connection broke", event.failure().get());
        }
        if (event.isEnd()) {
          return Optional.empty();
        }
        subscription.join().request(1);
        return Optional.of(event.bytes());
      }
    }
    throw new IOException("nothing came for " + silence.toSeconds() + " seconds");
  }

  private Event poll() {
    try {
      return events.poll(LOOK_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /** Lets the connection go; nothing more is wanted. */
  @Override
  public void close() {
    closed = true;
    if (subscription.isDone()) {
      subscription.join().cancel();
    }
  }
}
