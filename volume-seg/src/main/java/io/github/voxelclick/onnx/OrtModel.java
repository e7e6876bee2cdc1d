package io.github.voxelclick.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.voxelclick.model.GraphSpec;
import io.github.voxelclick.model.TensorSpec;
import io.github.voxelclick.model.TensorType;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * One ONNX graph in ONNX Runtime. Owns the native session and its options.
 *
 * <p>Running a closed tensor, or closing a session that is running, kills the JVM without an
 * exception. So tensors live within {@link #run} only, and closing waits for running calls. Safe to
 * use from several threads.
 */
public final class OrtModel implements AutoCloseable {
  private final GraphSource source;
  private final Engines engines;
  private final GraphSpec signature;

  /** Running holds it for reading, closing for writing. */
  private final ReadWriteLock life = new ReentrantReadWriteLock();

  private boolean closed;

  private OrtModel(GraphSource source, Engines engines) throws OrtException {
    this.source = source;
    this.engines = engines;
    this.signature =
        new GraphSpec(
            GraphSignature.tensors(engines.current().inputs()),
            GraphSignature.tensors(engines.current().outputs()));
  }

  /**
   * Loads a file.
   *
   * @param file an ONNX file
   * @param inputs all that the graph must take
   * @param outputs what the graph must give, others may be there
   * @throws ModelException when the file cannot be read, is not ONNX or has another signature
   */
  public static OrtModel open(
      Path file, List<TensorSpec> inputs, List<TensorSpec> outputs, OrtOptions options)
      throws ModelException {
    return open(file, options).requiring(inputs, outputs);
  }

  /**
   * Loads a model from memory.
   *
   * @param name what messages call it
   * @param onnx the whole ONNX file
   * @param inputs all that the graph must take
   * @param outputs what the graph must give, others may be there
   * @throws ModelException when it is not ONNX or has another signature
   */
  public static OrtModel open(
      String name,
      byte[] onnx,
      List<TensorSpec> inputs,
      List<TensorSpec> outputs,
      OrtOptions options)
      throws ModelException {
    return load(GraphSource.of(name, onnx), options).requiring(inputs, outputs);
  }

  /**
   * Checks that a file is a model at all, whatever its signature.
   *
   * @throws ModelException when it cannot be read or is not ONNX
   */
  public static void requireOnnx(Path file, OrtOptions options) throws ModelException {
    open(file, options.onCpu()).close();
  }

  /**
   * Loads a file whatever its signature; see {@link #signature}.
   *
   * @throws ModelException when the file cannot be read or is not ONNX
   */
  public static OrtModel open(Path file, OrtOptions options) throws ModelException {
    return load(GraphSource.of(file), options);
  }

  private static OrtModel load(GraphSource source, OrtOptions options) throws ModelException {
    Engines engines = Engines.open(source, options);
    try {
      return new OrtModel(source, engines);
    } catch (OrtException e) {
      engines.close();
      throw new ModelException("Cannot read the signature of " + source.name() + ".", e);
    }
  }

  private OrtModel requiring(List<TensorSpec> inputs, List<TensorSpec> outputs)
      throws ModelException {
    try {
      Engine engine = engines.current();
      new GraphSignature(source.name(), "input", engine.inputs()).require(inputs, true);
      new GraphSignature(source.name(), "output", engine.outputs()).require(outputs, false);
      return this;
    } catch (OrtException e) {
      close();
      throw new ModelException("Cannot read the signature of the model " + source.name() + ".", e);
    } catch (ModelException e) {
      close();
      throw e;
    }
  }

  /** What the graph takes and gives. */
  public GraphSpec signature() {
    return signature;
  }

  /**
   * The type of an input.
   *
   * @throws ModelException when there is no such input of a type that we use
   */
  public TensorType type(String input) throws ModelException {
    return signature()
        .input(input)
        .orElseThrow(
            () -> new ModelException("The model " + source.name() + " has no input " + input + "."))
        .type();
  }

  /** What {@link #sha256()} of a model with this content will be. */
  public static String sha256(byte[] onnx) {
    return GraphSource.hash(onnx);
  }

  /** The SHA-256 of the ONNX file and of weights beside it, 64 lower-case hexadecimal digits. */
  public String sha256() {
    return source.sha256();
  }

  /**
   * What the model runs on, such as {@code cpu (2 threads)}. Changes when a device fails and the
   * CPU takes over.
   */
  public String device() {
    return engines.where();
  }

  /**
   * Runs the graph.
   *
   * @param inputs by name, read in place
   * @param outputs by name, of the shapes that the graph gives for these inputs, written in place
   * @param progress cancelling it ends the run at the graph's next operator
   * @throws ModelException when the model is closed or the graph fails
   * @throws CancellationException when cancelled; the outputs then hold anything
   */
  public void run(
      Map<String, TensorBuffer.Shaped> inputs,
      Map<String, TensorBuffer.Shaped> outputs,
      Progress progress)
      throws ModelException {
    attempt(
        engine -> {
          // Closed from the last to the first: the cancel hook goes before the run options do.
          try (OrtSession.RunOptions runOptions = new OrtSession.RunOptions();
              Progress.Registration hook = progress.onCancel(() -> terminate(runOptions));
              Tensors in = new Tensors(inputs);
              Tensors out = new Tensors(outputs);
              OrtSession.Result result = engine.run(in.byName, Set.of(), out.byName, runOptions)) {
            // The outputs were written in place; result and hook are only there to be closed.
            assert hook != null && result != null;
            return outputs;
          }
        },
        progress);
  }

  /**
   * Runs the graph and copies what it gives, for outputs whose shapes are not known before.
   *
   * @param inputs by name, read in place
   * @param outputs names of float outputs
   * @param progress cancelling it ends the run at the graph's next operator
   * @throws ModelException when the model is closed, the graph fails or an output is no tensor of
   *     floats
   * @throws CancellationException when cancelled
   */
  public Map<String, FloatTensor> run(
      Map<String, TensorBuffer.Shaped> inputs, Set<String> outputs, Progress progress)
      throws ModelException {
    return attempt(
        engine -> {
          try (OrtSession.RunOptions runOptions = new OrtSession.RunOptions();
              Progress.Registration hook = progress.onCancel(() -> terminate(runOptions));
              Tensors in = new Tensors(inputs);
              OrtSession.Result result = engine.run(in.byName, outputs, Map.of(), runOptions)) {
            assert hook != null;
            Map<String, FloatTensor> copies = new HashMap<>();
            for (Map.Entry<String, OnnxValue> e : result) {
              copies.put(e.getKey(), copy(e.getKey(), e.getValue()));
            }
            return copies;
          }
        },
        progress);
  }

  /** One run, which leaves nothing native behind. */
  @FunctionalInterface
  private interface Run<T> {
    T on(Engine engine) throws OrtException, ModelException;
  }

  /** Runs on the device, and once more on the CPU when that fails. */
  private <T> T attempt(Run<T> run, Progress progress) throws ModelException {
    life.readLock().lock();
    try {
      requireOpen();
      progress.checkCancelled();
      Engine engine = engines.current();
      try {
        return run.on(engine);
      } catch (OrtException e) {
        progress.checkCancelled();
        Engine cpu = engines.substituteFor(engine).orElseThrow(() -> failed(e));
        T answer = run.on(cpu);
        engines.blame(e);
        return answer;
      }
    } catch (OrtException e) {
      progress.checkCancelled();
      throw failed(e);
    } finally {
      life.readLock().unlock();
    }
  }

  private FloatTensor copy(String output, OnnxValue value) throws ModelException {
    // Half floats are converted by ONNX Runtime; null means another type.
    if (value instanceof OnnxTensor tensor) {
      FloatBuffer given = tensor.getFloatBuffer();
      if (given != null) {
        float[] values = new float[given.remaining()];
        given.get(values);
        return new FloatTensor(values, tensor.getInfo().getShape());
      }
    }
    throw new ModelException(
        "The model "
            + source.name()
            + " gave "
            + value.getClass().getSimpleName()
            + " as output \""
            + output
            + "\", expected a tensor of floats. Choose the profile made for this model.");
  }

  private void requireOpen() throws ModelException {
    if (closed) {
      throw new ModelException(
          "Cannot run the model " + source.name() + ": it has been closed. Open the model again.");
    }
  }

  private ModelException failed(OrtException e) {
    return new ModelException(
        "The model " + source.name() + " failed while running: " + e.getMessage() + ".", e);
  }

  private static void terminate(OrtSession.RunOptions runOptions) {
    try {
      runOptions.setTerminate(true);
    } catch (OrtException e) {
      throw new IllegalStateException("cannot end a run", e);
    }
  }

  /** Native tensors over buffers; closes all of them, also when one could not be made. */
  private static final class Tensors implements AutoCloseable {
    private final Map<String, OnnxTensor> byName = new HashMap<>();
    private final Deque<OnnxTensor> made = new ArrayDeque<>();

    Tensors(Map<String, TensorBuffer.Shaped> buffers) throws OrtException {
      try {
        for (Map.Entry<String, TensorBuffer.Shaped> e : buffers.entrySet()) {
          TensorBuffer.Shaped shaped = e.getValue();
          long[] shape = shaped.shape().stream().mapToLong(Long::longValue).toArray();
          OnnxTensor tensor =
              OnnxTensor.createTensor(
                  Environments.get(),
                  shaped.buffer().first(shaped.count()),
                  shape,
                  TensorTypes.of(shaped.buffer().type()));
          made.push(tensor);
          byName.put(e.getKey(), tensor);
        }
      } catch (OrtException e) {
        close();
        throw e;
      }
    }

    @Override
    public void close() {
      made.forEach(OnnxTensor::close);
    }
  }

  /** Frees the native session; waits for running calls, and does nothing the second time. */
  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        engines.close();
      }
    } finally {
      life.writeLock().unlock();
    }
  }
}
