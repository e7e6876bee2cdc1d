package io.github.voxelclick.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.util.Optional;

/** Which ONNX Runtime is at work. */
public final class OrtVersion {
  private OrtVersion() {}

  /** Such as {@code 1.29.0}; empty where it cannot be loaded. */
  public static Optional<String> text() {
    try {
      return Optional.of(OrtEnvironment.getEnvironment().getVersion());
    } catch (LinkageError | IllegalStateException e) {
      return Optional.empty();
    }
  }
}
