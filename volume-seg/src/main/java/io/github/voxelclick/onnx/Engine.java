package io.github.voxelclick.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.Set;

/**
 * A graph loaded into one device. Runs from several threads; whoever closes it makes sure that none
 * runs.
 */
interface Engine extends AutoCloseable {
  /** What the graph takes. */
  Map<String, NodeInfo> inputs() throws OrtException;

  /** What the graph gives. */
  Map<String, NodeInfo> outputs() throws OrtException;

  /**
   * Runs the graph.
   *
   * @param wanted outputs that ONNX Runtime allocates
   * @param pinned outputs that are written in place
   */
  OrtSession.Result run(
      Map<String, OnnxTensor> inputs,
      Set<String> wanted,
      Map<String, OnnxTensor> pinned,
      OrtSession.RunOptions options)
      throws OrtException;

  /** What it runs on, such as {@code cpu (2 threads)}. */
  String where();

  @Override
  void close() throws OrtException;
}
