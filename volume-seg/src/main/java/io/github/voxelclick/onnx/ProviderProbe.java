package io.github.voxelclick.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a small graph on a device and on the CPU and compares the answers: that a provider is
 * listed, or even loads, says little. No operator may fall back to the CPU. A faulty driver can
 * crash or hang the process that does this, hence {@link #main}.
 */
final class ProviderProbe {
  /** Begins each line of the answer; drivers print to the same stream. */
  static final String MARK = "voxelclick-probe ";

  private static final String GRAPH = "probe.onnx";
  private static final long[] SHAPE = {1, 3, 192, 160};

  /** Accelerators may compute in fewer bits (TF32 has 11); another answer is none at all. */
  private static final double TOLERANCE = 0.01;

  private static final int RUNS = 5;
  private static final long NANOS_FOR_RUNS = 1_000_000_000L;

  private ProviderProbe() {}

  /**
   * Probes the device that the arguments name and prints what came of it.
   *
   * @param words provider, unit, and the library's path; empty where there is none
   */
  public static void main(String... words) {
    Optional<Path> library = words[2].isEmpty() ? Optional.empty() : Optional.of(Path.of(words[2]));
    ProbeResult result = run(new Device(words[0], words[1], library));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println();
    out.println(MARK + "where=" + result.where());
    out.println(MARK + "ms=" + result.ms());
    out.println(MARK + "cpuMs=" + result.cpuMs());
    out.println(MARK + "reason=" + result.reason());
    out.println(MARK + "runs=" + result.runs());
  }

  /** Reads what {@link #main} printed; empty when it did not come to its end. */
  static Optional<ProbeResult> read(List<String> lines) {
    if (lines.stream().noneMatch(line -> line.startsWith(MARK + "runs="))) {
      return Optional.empty();
    }
    return Optional.of(
        new ProbeResult(
            Boolean.parseBoolean(value(lines, "runs")),
            value(lines, "where"),
            Double.parseDouble(value(lines, "ms")),
            Double.parseDouble(value(lines, "cpuMs")),
            value(lines, "reason")));
  }

  private static String value(List<String> lines, String key) {
    String start = MARK + key + "=";
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElse("0");
  }

  /** Probes in this process. */
  static ProbeResult run(Device device) {
    try {
      Answer there = answer(device);
      Answer cpu = answer(Device.CPU);
      double worst = 0;
      double largest = 0;
      for (int n = 0; n < cpu.values.length; n++) {
        // A difference that is no number must not pass.
        double difference = Math.abs(there.values[n] - cpu.values[n]);
        worst = difference <= worst ? worst : difference;
        largest = Math.max(largest, Math.abs(cpu.values[n]));
      }
      if (!(worst <= TOLERANCE * largest)) {
        return ProbeResult.failed(
            "it computes wrongly: differs from the CPU by "
                + worst
                + " where that gives "
                + largest);
      }
      return new ProbeResult(true, there.where, there.ms, cpu.ms, "");
    } catch (OrtException e) {
      return ProbeResult.failed(OrtReason.of(e));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Answer(String where, float[] values, double ms) {}

  private static Answer answer(Device device) throws OrtException {
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      settings.setIntraOpNumThreads(OrtOptions.defaults().threads());
      settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      String where = Providers.addTo(settings, device).orElse(device.toString());
      if (!device.isCpu()) {
        settings.addConfigEntry("session.disable_cpu_ep_fallback", "1");
      }
      try (OrtSession session = Environments.get().createSession(graph(), settings);
          OnnxTensor input =
              OnnxTensor.createTensor(Environments.get(), FloatBuffer.wrap(image()), SHAPE)) {
        float[] values = run(session, input);
        double fastest = Double.MAX_VALUE;
        long begin = System.nanoTime();
        for (int n = 0; n < RUNS && System.nanoTime() - begin < NANOS_FOR_RUNS; n++) {
          long start = System.nanoTime();
          values = run(session, input);
          fastest = Math.min(fastest, (System.nanoTime() - start) / 1e6);
        }
        return new Answer(where, values, fastest);
      }
    }
  }

  private static float[] run(OrtSession session, OnnxTensor input) throws OrtException {
    try (OrtSession.Result result = session.run(Map.of("image", input))) {
      FloatBuffer given = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[given.remaining()];
      given.get(values);
      return values;
    }
  }

  /** Not symmetric, and another in each channel. */
  private static float[] image() {
    float[] image = new float[Math.toIntExact(SHAPE[1] * SHAPE[2] * SHAPE[3])];
    for (int n = 0; n < image.length; n++) {
      image[n] = (float) (Math.sin(n * 0.37) + Math.cos(n * 0.0011));
    }
    return image;
  }

  private static byte[] graph() {
    try (InputStream in = ProviderProbe.class.getResourceAsStream(GRAPH)) {
      if (in == null) {
        throw new IllegalStateException("no " + GRAPH + " in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
