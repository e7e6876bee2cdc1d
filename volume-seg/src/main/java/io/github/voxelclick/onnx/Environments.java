package io.github.voxelclick.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;

/** The one environment of ONNX Runtime in this process. */
final class Environments {
  private Environments() {}

  /**
   * Warnings are not printed. Errors are: when a provider's library does not load, only they name
   * the library that is missing, and {@link ProbeProcess} reads them.
   */
  static OrtEnvironment get() {
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
  }
}
