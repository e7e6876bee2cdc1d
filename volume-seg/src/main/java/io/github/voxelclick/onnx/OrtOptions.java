package io.github.voxelclick.onnx;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** How a model is run. Immutable; the listener must be thread-safe. */
public final class OrtOptions {
  private final int threads;
  private final Device device;
  private final boolean demanded;
  private final Consumer<String> notices;

  /** Made when it is needed: its class cannot be loaded where ONNX Runtime is missing. */
  private final Optional<EngineFactory> engines;

  /**
   * On the CPU.
   *
   * @param threads how many CPU threads one run may use, at least 1
   */
  public OrtOptions(int threads) {
    this(threads, Device.CPU, false, notice -> {}, Optional.empty());
  }

  private OrtOptions(
      int threads,
      Device device,
      boolean demanded,
      Consumer<String> notices,
      Optional<EngineFactory> engines) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
    if (device.isAuto()) {
      throw new IllegalArgumentException("auto must be resolved by Devices first");
    }
    this.threads = threads;
    this.device = device;
    this.demanded = demanded;
    this.notices = Objects.requireNonNull(notices, "notices");
    this.engines = engines;
  }

  /** All cores but one, which stays free for the user interface; at least one. */
  public static OrtOptions defaults() {
    return new OrtOptions(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
  }

  /**
   * The same on a device.
   *
   * @param chosen as {@link Devices#choose} gave it, with its library
   * @param mustStart whether a model that this device cannot load is an error, not run on the CPU
   */
  public OrtOptions on(Device chosen, boolean mustStart) {
    return new OrtOptions(threads, chosen, mustStart, notices, engines);
  }

  /** The same on the CPU, where models are only looked at. */
  OrtOptions onCpu() {
    return on(Device.CPU, false);
  }

  /**
   * The same, telling somebody when the device fails and the CPU takes over.
   *
   * @param listener takes one sentence, on the thread that runs the model, once for each graph
   */
  public OrtOptions telling(Consumer<String> listener) {
    return new OrtOptions(threads, device, demanded, listener, engines);
  }

  /** The same with engines of another make; for tests of failing ones. */
  OrtOptions by(EngineFactory factory) {
    return new OrtOptions(threads, device, demanded, notices, Optional.of(factory));
  }

  /** How many CPU threads one run may use. */
  public int threads() {
    return threads;
  }

  /** Where models run. */
  public Device device() {
    return device;
  }

  boolean demanded() {
    return demanded;
  }

  Consumer<String> notices() {
    return notices;
  }

  EngineFactory engines() {
    return engines.orElseGet(OrtEngines::new);
  }
}
