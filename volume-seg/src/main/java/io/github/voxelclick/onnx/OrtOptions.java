package io.github.voxelclick.onnx;

/**
 * How a model is run.
 *
 * @param threads how many CPU threads one run may use, at least 1
 */
public record OrtOptions(int threads) {
  /** Checks the count. */
  public OrtOptions {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
  }

  /** All cores but one, which stays free for the user interface; at least one. */
  public static OrtOptions defaults() {
    return new OrtOptions(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
  }
}
