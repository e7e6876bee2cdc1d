package io.github.voxelclick.session;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.EmbeddingKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Embeddings of one volume under a byte budget; the least recently used go first. Thread-safe. */
final class EmbeddingCache {
  private final long budget;
  private final Map<EmbeddingKey, Embedding> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  EmbeddingCache(long budget) {
    this.budget = budget;
  }

  synchronized Optional<Embedding> get(EmbeddingKey key) {
    return Optional.ofNullable(entries.get(key));
  }

  synchronized void put(Embedding embedding) {
    Embedding old = entries.put(embedding.key(), embedding);
    bytes += embedding.bytes() - (old == null ? 0 : old.bytes());
    Iterator<Embedding> oldest = entries.values().iterator();
    while (bytes > budget && oldest.hasNext()) {
      bytes -= oldest.next().bytes();
      oldest.remove();
    }
  }

  synchronized long bytes() {
    return bytes;
  }
}
