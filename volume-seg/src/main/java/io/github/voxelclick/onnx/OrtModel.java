package io.github.voxelclick.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.github.voxelclick.model.GraphSpec;
import io.github.voxelclick.model.TensorSpec;
import io.github.voxelclick.model.TensorType;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
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
  private final String name;
  private final String sha256;
  private final OrtOptions options;
  private final OrtSession.SessionOptions sessionOptions;
  private final OrtSession session;
  private final GraphSpec signature;

  /** Running holds it for reading, closing for writing. */
  private final ReadWriteLock life = new ReentrantReadWriteLock();

  private boolean closed;

  private OrtModel(
      String name,
      String sha256,
      OrtOptions options,
      OrtSession.SessionOptions sessionOptions,
      OrtSession session)
      throws OrtException {
    this.name = name;
    this.sha256 = sha256;
    this.options = options;
    this.sessionOptions = sessionOptions;
    this.session = session;
    this.signature =
        new GraphSpec(
            GraphSignature.tensors(session.getInputInfo()),
            GraphSignature.tensors(session.getOutputInfo()));
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
    return load(file, options).requiring(inputs, outputs);
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
    String sha256 = HexFormat.of().formatHex(newSha256().digest(onnx));
    return load(name, sha256, options, (env, settings) -> env.createSession(onnx, settings))
        .requiring(inputs, outputs);
  }

  /**
   * Checks that a file is a model at all, whatever its signature.
   *
   * @throws ModelException when it cannot be read or is not ONNX
   */
  public static void requireOnnx(Path file, OrtOptions options) throws ModelException {
    load(file, options).close();
  }

  private static OrtModel load(Path file, OrtOptions options) throws ModelException {
    String name = String.valueOf(file.getFileName());
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          "Cannot open the model " + name + ": no such file. Give the path of an ONNX file.");
    }
    String sha256;
    try (InputStream in = Files.newInputStream(file)) {
      sha256 = hash(in);
    } catch (IOException e) {
      throw new ModelException(
          "Cannot read the model " + name + ". Check the file and its permissions.", e);
    }
    // By path, not from memory: large models may keep their weights in a second file beside.
    return load(
        name, sha256, options, (env, settings) -> env.createSession(file.toString(), settings));
  }

  /**
   * Loads a file whatever its signature; see {@link #signature}.
   *
   * @throws ModelException when the file cannot be read or is not ONNX
   */
  public static OrtModel open(Path file, OrtOptions options) throws ModelException {
    return load(file, options);
  }

  @FunctionalInterface
  private interface Loader {
    OrtSession load(OrtEnvironment environment, OrtSession.SessionOptions settings)
        throws OrtException;
  }

  private static OrtModel load(String name, String sha256, OrtOptions options, Loader loader)
      throws ModelException {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession.SessionOptions settings = new OrtSession.SessionOptions();
      try {
        settings.setIntraOpNumThreads(options.threads());
        // What goes wrong comes back as an exception; a library prints nothing.
        settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        return new OrtModel(name, sha256, options, settings, loader.load(environment, settings));
      } catch (OrtException e) {
        settings.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new ModelException(
          "Cannot load the model "
              + name
              + ": it is not an ONNX file that ONNX Runtime can run ("
              + e.getCode()
              + "). Give an ONNX file with its profile beside it.",
          e);
    } catch (LinkageError e) {
      throw new ModelException(OrtRuntime.ADVICE, e);
    }
  }

  private OrtModel requiring(List<TensorSpec> inputs, List<TensorSpec> outputs)
      throws ModelException {
    try {
      new GraphSignature(name, "input", session.getInputInfo()).require(inputs, true);
      new GraphSignature(name, "output", session.getOutputInfo()).require(outputs, false);
      return this;
    } catch (OrtException e) {
      close();
      throw new ModelException("Cannot read the signature of the model " + name + ".", e);
    } catch (ModelException e) {
      close();
      throw e;
    }
  }

  private static String hash(InputStream in) throws IOException {
    MessageDigest digest = newSha256();
    byte[] chunk = new byte[1 << 16];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      digest.update(chunk, 0, n);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
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
        .orElseThrow(() -> new ModelException("The model " + name + " has no input " + input + "."))
        .type();
  }

  /** The SHA-256 of the ONNX file, 64 lower-case hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** What the model runs on, such as {@code cpu (2 threads)}. */
  public String device() {
    return "cpu (" + options.threads() + (options.threads() == 1 ? " thread)" : " threads)");
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
    life.readLock().lock();
    try {
      requireOpen();
      progress.checkCancelled();
      runOpen(inputs, outputs, progress);
    } finally {
      life.readLock().unlock();
    }
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
    life.readLock().lock();
    try {
      requireOpen();
      progress.checkCancelled();
      try (OrtSession.RunOptions runOptions = new OrtSession.RunOptions();
          Progress.Registration hook = progress.onCancel(() -> terminate(runOptions));
          Tensors in = new Tensors(inputs);
          OrtSession.Result result = session.run(in.byName, outputs, runOptions)) {
        assert hook != null;
        Map<String, FloatTensor> copies = new HashMap<>();
        for (Map.Entry<String, OnnxValue> e : result) {
          copies.put(e.getKey(), copy(e.getKey(), e.getValue()));
        }
        return copies;
      } catch (OrtException e) {
        progress.checkCancelled();
        throw failed(e);
      }
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
            + name
            + " gave "
            + value.getClass().getSimpleName()
            + " as output \""
            + output
            + "\", expected a tensor of floats. Choose the profile made for this model.");
  }

  private void requireOpen() throws ModelException {
    if (closed) {
      throw new ModelException(
          "Cannot run the model " + name + ": it has been closed. Open the model again.");
    }
  }

  private ModelException failed(OrtException e) {
    return new ModelException(
        "The model " + name + " failed while running: " + e.getMessage() + ".", e);
  }

  private void runOpen(
      Map<String, TensorBuffer.Shaped> inputs,
      Map<String, TensorBuffer.Shaped> outputs,
      Progress progress)
      throws ModelException {
    // Closed from the last to the first: the cancel hook must be gone before the run options are.
    try (OrtSession.RunOptions runOptions = new OrtSession.RunOptions();
        Progress.Registration hook = progress.onCancel(() -> terminate(runOptions));
        Tensors in = new Tensors(inputs);
        Tensors out = new Tensors(outputs);
        OrtSession.Result result = session.run(in.byName, Set.of(), out.byName, runOptions)) {
      // The outputs were written in place; result and hook are only there to be closed.
      assert hook != null && result != null;
    } catch (OrtException e) {
      progress.checkCancelled();
      throw failed(e);
    }
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
                  OrtEnvironment.getEnvironment(),
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
        session.close();
        sessionOptions.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("cannot close the model " + name, e);
    } finally {
      life.writeLock().unlock();
    }
  }
}
