package io.github.voxelclick.model;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a model wants back together with the next prompt, such as the logits of its last answer at
 * its own resolution. Only the adapter that made it knows what the numbers mean. Immutable.
 */
public final class ModelMemory {
  private final String kind;
  private final float[] values;

  /**
   * @param kind what the numbers are, so that another family's are not mistaken for them
   * @param values copied
   */
  public ModelMemory(String kind, float[] values) {
    this.kind = Objects.requireNonNull(kind, "kind");
    this.values = values.clone();
  }

  /** What the numbers are. */
  public String kind() {
    return kind;
  }

  /** The numbers; a copy. */
  public float[] values() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ModelMemory m && kind.equals(m.kind) && Arrays.equals(values, m.values);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return values.length + " numbers of " + kind;
  }
}
