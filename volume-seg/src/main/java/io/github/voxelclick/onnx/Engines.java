package io.github.voxelclick.onnx;

import ai.onnxruntime.OrtException;
import io.github.voxelclick.volume.ModelException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one graph: on the device that was asked for, or on the CPU since that failed. It
 * never goes back: what failed once would fail again, in the middle of somebody's work.
 * Thread-safe, except that {@link #close} must not meet a run.
 */
final class Engines {
  private final GraphSource graph;
  private final OrtOptions options;
  private final Engine first;
  private @Nullable Engine substitute;
  private boolean substituteProven;

  private Engines(GraphSource graph, OrtOptions options, Engine first) {
    this.graph = graph;
    this.options = options;
    this.first = first;
  }

  /**
   * Loads a graph into its device, or into the CPU where that will not have it.
   *
   * @throws ModelException when it is no graph that ONNX Runtime can run, or when the device was
   *     demanded and will not have it
   */
  static Engines open(GraphSource graph, OrtOptions options) throws ModelException {
    Device device = options.device();
    if (device.isCpu()) {
      return new Engines(graph, options, openOnCpu(graph, options));
    }
    try {
      return new Engines(graph, options, options.engines().open(graph, device, options.threads()));
    } catch (OrtException refused) {
      // Is it the graph's fault or the device's? The CPU tells.
      Engine cpu = openOnCpu(graph, options);
      String reason = device + " cannot load " + graph.name() + " (" + OrtReason.of(refused) + ")";
      if (options.demanded()) {
        close(cpu, graph);
        throw new ModelException(
            "The device " + reason + ". Choose --device cpu, or another model.", refused);
      }
      options.notices().accept("The device " + reason + "; it runs on the CPU.");
      return new Engines(graph, options, cpu);
    }
  }

  private static Engine openOnCpu(GraphSource graph, OrtOptions options) throws ModelException {
    try {
      return options.engines().open(graph, Device.CPU, options.threads());
    } catch (OrtException e) {
      throw new ModelException(
          "Cannot load the model "
              + graph.name()
              + ": it is not an ONNX file that ONNX Runtime can run ("
              + e.getCode()
              + "). Give an ONNX file with its profile beside it.",
          e);
    } catch (LinkageError e) {
      throw new ModelException(OrtRuntime.ADVICE, e);
    }
  }

  /** The engine for the next run. */
  synchronized Engine current() {
    return substitute != null && substituteProven ? substitute : first;
  }

  /** The engine that repeats what another one failed at; empty when that one ran on the CPU. */
  synchronized Optional<Engine> substituteFor(Engine failed) throws ModelException {
    if (options.device().isCpu() || failed != first) {
      return Optional.empty();
    }
    if (substitute == null) {
      substitute = openOnCpu(graph, options);
    }
    return Optional.of(substitute);
  }

  /**
   * The substitute has done what the device failed at, so it was the device's fault: the CPU runs
   * this graph from now on, and the listener is told, once.
   */
  void blame(OrtException failure) {
    synchronized (this) {
      if (substituteProven) {
        return;
      }
      substituteProven = true;
    }
    options
        .notices()
        .accept(
            "The device "
                + options.device()
                + " failed while running "
                + graph.name()
                + " ("
                + OrtReason.of(failure)
                + "); it was repeated on the CPU, which runs it from now on.");
  }

  /** What runs the graph. */
  synchronized String where() {
    return current() == first
        ? first.where()
        : current().where() + ", for " + first.where() + " failed";
  }

  /** Frees everything native. */
  void close() {
    close(first, graph);
    if (substitute != null) {
      close(substitute, graph);
    }
  }

  private static void close(Engine engine, GraphSource graph) {
    try {
      engine.close();
    } catch (OrtException e) {
      throw new IllegalStateException("cannot close the model " + graph.name(), e);
    }
  }
}
