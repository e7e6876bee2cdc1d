package io.github.voxelclick.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Engines that count which execution provider ran each operator: one that is attached may still
 * have left every operator to the CPU. The counts are complete once the models are closed.
 */
final class ProfiledEngines implements EngineFactory {
  private final Path folder;
  private final Map<String, Integer> operators = new TreeMap<>();

  /**
   * Profiles are written there and stay.
   *
   * @param folder exists
   */
  ProfiledEngines(Path folder) {
    this.folder = folder;
  }

  /** How many operators ran by the provider's name, such as {@code CPUExecutionProvider}. */
  Map<String, Integer> operators() {
    return Map.copyOf(operators);
  }

  @Override
  public Engine open(GraphSource graph, Device device, int threads) throws OrtException {
    OrtSession.SessionOptions settings = new OrtSession.SessionOptions();
    settings.setIntraOpNumThreads(threads);
    settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    settings.enableProfiling(folder.resolve(graph.name()).toString());
    String where = Providers.addTo(settings, device).orElse(device.toString());
    return new Profiled(new OrtEngines.Session(graph.load(settings), settings, where));
  }

  private void count(String profile) {
    try {
      for (JsonElement e :
          JsonParser.parseString(Files.readString(Path.of(profile))).getAsJsonArray()) {
        JsonObject event = e.getAsJsonObject();
        JsonObject details = event.getAsJsonObject("args");
        if (event.get("cat").getAsString().equals("Node") && details.has("provider")) {
          operators.merge(details.get("provider").getAsString(), 1, Integer::sum);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Profiled extends ForwardingEngine {
    private final OrtSession session;

    Profiled(OrtEngines.Session engine) {
      super(engine);
      this.session = engine.session();
    }

    @Override
    public void close() throws OrtException {
      count(session.endProfiling());
      super.close();
    }
  }
}
