package io.github.voxelclick.evaluate;

/**
 * The linear system of a random walk on a grid of pixels: every unknown pixel has the mean of its
 * neighbours, weighted by the links to them. Not thread-safe: it keeps its last solution, from
 * which the next one starts.
 */
final class WalkSystem {
  /** Residual relative to the right-hand side at which conjugate gradients end. */
  private static final double TOLERANCE = 1e-3;

  private static final int MOST_ITERATIONS = 500;

  private final int columns;
  private final double[] right;
  private final double[] down;
  private final double[] degree;
  private final double[] solution;

  /**
   * @param right weight of each pixel's link to the pixel on its right, row by row, positive; 0 in
   *     the last column
   * @param down likewise to the pixel below; 0 in the last row
   */
  WalkSystem(int columns, double[] right, double[] down) {
    this.columns = columns;
    this.right = right.clone();
    this.down = down.clone();
    this.degree = new double[right.length];
    this.solution = new double[right.length];
    for (int n = 0; n < right.length; n++) {
      degree[n] += right[n] + down[n];
      if (right[n] > 0) {
        degree[n + 1] += right[n];
      }
      if (down[n] > 0) {
        degree[n + columns] += down[n];
      }
    }
  }

  /**
   * Probabilities to reach an inside pixel before an outside one.
   *
   * @param marks as {@link OracleRegion#marks}
   * @return 0 to 1 but for the solver's tolerance; 1 where nothing is outside
   */
  double[] solve(byte[] marks) {
    for (int n = 0; n < marks.length; n++) {
      if (marks[n] != OracleRegion.UNKNOWN) {
        solution[n] = marks[n] == OracleRegion.INSIDE ? 1 : 0;
      }
    }
    int length = solution.length;
    double[] residual = residual(marks);
    double[] direction = new double[length];
    double[] image = new double[length];
    double least = TOLERANCE * TOLERANCE * squaredRightHandSide(marks);
    double power = 0;
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      double next = 0;
      double left = 0;
      for (int n = 0; n < length; n++) {
        left += residual[n] * residual[n];
        next += residual[n] * residual[n] / degree[n];
      }
      if (left <= least) {
        break;
      }
      double keep = power == 0 ? 0 : next / power;
      for (int n = 0; n < length; n++) {
        direction[n] = residual[n] / degree[n] + keep * direction[n];
      }
      power = next;
      step(marks, residual, direction, image, next);
    }
    return solution.clone();
  }

  private void step(
      byte[] marks, double[] residual, double[] direction, double[] image, double power) {
    apply(direction, marks, image);
    double curvature = 0;
    for (int n = 0; n < direction.length; n++) {
      curvature += direction[n] * image[n];
    }
    double length = power / curvature;
    for (int n = 0; n < direction.length; n++) {
      solution[n] += length * direction[n];
      residual[n] -= length * image[n];
    }
  }

  /** What the known pixels and the present solution leave over, 0 at known pixels. */
  private double[] residual(byte[] marks) {
    double[] rest = new double[solution.length];
    apply(solution, marks, rest);
    for (int n = 0; n < rest.length; n++) {
      rest[n] = -rest[n];
    }
    return rest;
  }

  private double squaredRightHandSide(byte[] marks) {
    double[] known = new double[solution.length];
    for (int n = 0; n < known.length; n++) {
      known[n] = marks[n] == OracleRegion.INSIDE ? 1 : 0;
    }
    double[] flow = new double[solution.length];
    apply(known, marks, flow);
    double sum = 0;
    for (double v : flow) {
      sum += v * v;
    }
    return sum;
  }

  /** The grid's Laplacian of some values, at unknown pixels; 0 at known ones. */
  private void apply(double[] values, byte[] marks, double[] out) {
    for (int n = 0; n < values.length; n++) {
      if (marks[n] != OracleRegion.UNKNOWN) {
        out[n] = 0;
        continue;
      }
      double sum = degree[n] * values[n];
      if (right[n] > 0) {
        sum -= right[n] * values[n + 1];
      }
      if (down[n] > 0) {
        sum -= down[n] * values[n + columns];
      }
      if (n > 0 && right[n - 1] > 0) {
        sum -= right[n - 1] * values[n - 1];
      }
      if (n >= columns && down[n - columns] > 0) {
        sum -= down[n - columns] * values[n - columns];
      }
      out[n] = sum;
    }
  }
}
