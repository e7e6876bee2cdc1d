package io.github.voxelclick.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A device that fails: it computes as the CPU does, until the n-th run over all graphs, where it
 * spoils what it should have written and throws. Counts what it did.
 */
public final class FailingEngines implements EngineFactory {
  /** What the failing device is called. */
  public static final Device DEVICE = new Device("faulty", "", Optional.empty());

  private final int failingRun;
  private final OrtEngines real = new OrtEngines();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

  /**
   * Fails at that run of the device and at every one after it.
   *
   * @param failingRun from 1 on; 0 for a device that loads no graph
   */
  public FailingEngines(int failingRun) {
    this.failingRun = failingRun;
  }

  /** Options for models on this device. */
  public OrtOptions options(boolean demanded) {
    return new OrtOptions(1).by(this).on(DEVICE, demanded).telling(notices::add);
  }

  /** How often the device ran or should have. */
  public int runs() {
    return runs.get();
  }

  /** What the models' owner was told. */
  public List<String> notices() {
    return List.copyOf(notices);
  }

  /** How many engines are open. */
  public int open() {
    return open.get();
  }

  @Override
  public Engine open(GraphSource graph, Device device, int threads) throws OrtException {
    if (!device.isCpu() && failingRun == 0) {
      throw new OrtException("no room on the device");
    }
    Engine engine = real.open(graph, Device.CPU, threads);
    open.incrementAndGet();
    return new Counted(engine, !device.isCpu());
  }

  private static void spoil(Buffer written) {
    if (written instanceof FloatBuffer floats) {
      floats.put(0, Float.NaN);
    } else if (written instanceof ByteBuffer bytes) {
      bytes.putFloat(0, Float.NaN);
    } else {
      throw new IllegalStateException("an output that this device cannot spoil");
    }
  }

  private final class Counted extends ForwardingEngine {
    private final boolean fails;

    Counted(Engine engine, boolean fails) {
      super(engine);
      this.fails = fails;
    }

    @Override
    public OrtSession.Result run(
        Map<String, OnnxTensor> inputs,
        Set<String> wanted,
        Map<String, OnnxTensor> pinned,
        OrtSession.RunOptions options)
        throws OrtException {
      if (fails && runs.incrementAndGet() >= failingRun) {
        for (OnnxTensor tensor : pinned.values()) {
          tensor.getBufferRef().ifPresent(FailingEngines::spoil);
        }
        throw new OrtException("device lost");
      }
      return super.run(inputs, wanted, pinned, options);
    }

    @Override
    public String where() {
      return fails ? DEVICE.toString() : super.where();
    }

    @Override
    public void close() throws OrtException {
      open.decrementAndGet();
      super.close();
    }
  }
}
