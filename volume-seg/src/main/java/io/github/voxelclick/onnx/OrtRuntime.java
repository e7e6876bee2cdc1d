package io.github.voxelclick.onnx;

import io.github.voxelclick.volume.ModelException;

/**
 * Whether ONNX Runtime is there at all. Mentions none of its types, so that this class loads where
 * they are missing.
 */
public final class OrtRuntime {
  /** What the file is called that ONNX Runtime comes in. */
  public static final String JAR = "onnxruntime-1.29.0.jar";

  static final String ADVICE =
      "ONNX Runtime cannot be loaded here. Put "
          + JAR
          + " beside the plugin (Fiji: into the folder jars) and no second copy of it; on Windows"
          + " use a current Java 17 or newer (such as Temurin or Zulu); Macs with an Intel"
          + " processor are not supported.";

  private OrtRuntime() {}

  /**
   * Loads ONNX Runtime, once for the whole program. Call it before anything else of this package.
   *
   * @throws ModelException when its jar is missing or its native libraries do not load, with advice
   */
  public static void require() throws ModelException {
    try {
      Class.forName("ai.onnxruntime.OrtEnvironment");
    } catch (ClassNotFoundException | LinkageError e) {
      throw new ModelException(ADVICE, e);
    }
  }
}
