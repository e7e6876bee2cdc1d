package io.github.voxelclick.model;

import java.util.List;
import java.util.Objects;

/**
 * A float32 tensor that a graph takes or gives.
 *
 * @param name as in the graph
 * @param shape one number per dimension; {@value #ANY} where any size will do
 */
public record TensorSpec(String name, List<Long> shape) {
  /** A dimension of any size. */
  public static final long ANY = -1;

  /** Checks the dimensions. */
  public TensorSpec {
    Objects.requireNonNull(name, "name");
    shape = List.copyOf(shape);
    for (long d : shape) {
      if (d < 1 && d != ANY) {
        throw new IllegalArgumentException("tensor " + name + " has dimension " + d);
      }
    }
  }

  @Override
  public String toString() {
    return name + " float32 " + shape.toString().replace("-1", "?");
  }
}
