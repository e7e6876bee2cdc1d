package io.github.voxelclick.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.Set;

/** Does what another engine does, but for what a test overrides. */
abstract class ForwardingEngine implements Engine {
  private final Engine engine;

  ForwardingEngine(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Map<String, NodeInfo> inputs() throws OrtException {
    return engine.inputs();
  }

  @Override
  public Map<String, NodeInfo> outputs() throws OrtException {
    return engine.outputs();
  }

  @Override
  public OrtSession.Result run(
      Map<String, OnnxTensor> inputs,
      Set<String> wanted,
      Map<String, OnnxTensor> pinned,
      OrtSession.RunOptions options)
      throws OrtException {
    return engine.run(inputs, wanted, pinned, options);
  }

  @Override
  public String where() {
    return engine.where();
  }

  @Override
  public void close() throws OrtException {
    engine.close();
  }
}
