package io.github.voxelclick.model;

import java.util.Map;
import java.util.Objects;

/**
 * What an encoder saw of one slice. Plain Java memory, immutable, safe to share; nothing outside
 * the heap hangs on it.
 *
 * @param key what it was made of
 * @param grid the slice's pixels
 * @param tensors float32 arrays by the name that the decoder of the same model knows; nobody writes
 *     to them
 */
public record Embedding(EmbeddingKey key, SliceGrid grid, Map<String, float[]> tensors) {
  /** Takes the map as it is at this moment. */
  public Embedding {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(grid, "grid");
    tensors = Map.copyOf(tensors);
  }

  /**
   * One of the tensors.
   *
   * @throws IllegalArgumentException when the encoder made none of that name
   */
  public float[] tensor(String name) {
    float[] tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor " + name + " among " + tensors.keySet());
    }
    return tensor;
  }

  /** How much memory the tensors take. */
  public long bytes() {
    return tensors.values().stream().mapToLong(t -> 4L * t.length).sum();
  }
}
