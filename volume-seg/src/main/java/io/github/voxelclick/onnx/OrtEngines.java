package io.github.voxelclick.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.Set;

/** Engines that are ONNX Runtime's sessions. Stateless. */
final class OrtEngines implements EngineFactory {
  @Override
  public Engine open(GraphSource graph, Device device, int threads) throws OrtException {
    OrtSession.SessionOptions settings = new OrtSession.SessionOptions();
    try {
      settings.setIntraOpNumThreads(threads);
      settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      String where = Providers.addTo(settings, device).orElseGet(() -> cpu(threads));
      return new Session(graph.load(settings), settings, where);
    } catch (OrtException e) {
      // Options to which a provider was refused are of no further use.
      settings.close();
      throw e;
    }
  }

  private static String cpu(int threads) {
    return "cpu (" + threads + (threads == 1 ? " thread)" : " threads)");
  }

  /**
   * A session as an engine, which owns it and its options.
   *
   * @param where what it runs on
   */
  record Session(OrtSession session, OrtSession.SessionOptions settings, String where)
      implements Engine {
    @Override
    public Map<String, NodeInfo> inputs() throws OrtException {
      return session.getInputInfo();
    }

    @Override
    public Map<String, NodeInfo> outputs() throws OrtException {
      return session.getOutputInfo();
    }

    @Override
    public OrtSession.Result run(
        Map<String, OnnxTensor> inputs,
        Set<String> wanted,
        Map<String, OnnxTensor> pinned,
        OrtSession.RunOptions options)
        throws OrtException {
      return session.run(inputs, wanted, pinned, options);
    }

    @Override
    public void close() throws OrtException {
      session.close();
      settings.close();
    }
  }
}
