package io.github.voxelclick.model;

import java.util.List;
import java.util.Objects;

/**
 * A tensor that a graph takes or gives.
 *
 * @param name as in the graph
 * @param type of its elements
 * @param shape one number per dimension; {@value #ANY} where any size will do
 */
public record TensorSpec(String name, TensorType type, List<Long> shape) {
  /** A dimension of any size. */
  public static final long ANY = -1;

  /** Checks the dimensions. */
  public TensorSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    shape = List.copyOf(shape);
    for (long d : shape) {
      if (d < 1 && d != ANY) {
        throw new IllegalArgumentException("tensor " + name + " has dimension " + d);
      }
    }
  }

  /** A float32 tensor. */
  public TensorSpec(String name, List<Long> shape) {
    this(name, TensorType.FLOAT32, shape);
  }

  /** How many dimensions it has. */
  public int rank() {
    return shape.size();
  }

  /** The size of a dimension; {@link #ANY} where it is not fixed or there is no such dimension. */
  public long size(int dimension) {
    return dimension < shape.size() ? shape.get(dimension) : ANY;
  }

  @Override
  public String toString() {
    return name + " " + type + " " + shape.toString().replace("-1", "?");
  }
}
