package io.github.voxelclick.session;

import io.github.voxelclick.volume.Window;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * What a session may be told.
 *
 * @param window modality values that the model sees from 0 to 1; empty lets the model's profile
 *     choose by modality and first prompt
 * @param embeddingBytes how much memory embeddings may take before the least recently used go
 * @param clock says when actions were done
 */
public record SessionOptions(Optional<Window> window, long embeddingBytes, Clock clock) {
  private static final long DEFAULT_EMBEDDING_BYTES = 128L << 20;

  /** Checks the budget. */
  public SessionOptions {
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(clock, "clock");
    if (embeddingBytes < 0) {
      throw new IllegalArgumentException("a budget of " + embeddingBytes + " bytes");
    }
  }

  /** With the time of this computer. */
  public SessionOptions(Optional<Window> window, long embeddingBytes) {
    this(window, embeddingBytes, Clock.systemUTC());
  }

  /** Window by profile, 128 MiB of embeddings. */
  public static SessionOptions defaults() {
    return new SessionOptions(Optional.empty(), DEFAULT_EMBEDDING_BYTES);
  }
}
