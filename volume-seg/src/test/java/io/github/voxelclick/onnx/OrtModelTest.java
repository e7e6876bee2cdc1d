package io.github.voxelclick.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.model.TensorSpec;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrtModelTest {
  private static final List<TensorSpec> INPUT =
      List.of(new TensorSpec("input", List.of(TensorSpec.ANY, 7L, 128L, 128L)));
  private static final List<TensorSpec> PROB =
      List.of(new TensorSpec("prob", List.of(TensorSpec.ANY, 1L, 128L, 128L)));
  private static final int PIXELS = 128 * 128;

  private static OrtModel open(String name) throws ModelException {
    return OrtModel.open(MiniatureModels.path(name), INPUT, PROB, new OrtOptions(1));
  }

  /** A call with buffers of its own. */
  private static final class Call {
    final TensorBuffer input = TensorBuffer.allocate(2 * 7 * PIXELS);
    final TensorBuffer output = TensorBuffer.allocate(2 * PIXELS);

    void run(OrtModel model, int windows, Progress progress) throws ModelException {
      model.run(
          Map.of("input", input.shaped(windows, 7, 128, 128)),
          Map.of("prob", output.shaped(windows, 1, 128, 128)),
          progress);
    }

    float[] output(int window) {
      float[] values = new float[PIXELS];
      output.get(window * PIXELS, values);
      return values;
    }
  }

  @Nested
  class Runs {
    @Test
    void every_channel_and_window_reaches_its_own_place() throws ModelException {
      float[] weights = {0.4f, 0.2f, 0.1f, 0.05f, 0.025f, 0.0125f, 0.00625f};
      Call call = new Call();
      for (int window = 0; window < 2; window++) {
        for (int c = 0; c < 7; c++) {
          float[] channel = new float[PIXELS];
          channel[1000 * window + 10 * c + 3] = 1;
          call.input.put((7 * window + c) * PIXELS, channel);
        }
      }
      try (OrtModel model = open("channels")) {
        call.run(model, 2, Progress.none());
      }
      for (int window = 0; window < 2; window++) {
        float[] expected = new float[PIXELS];
        for (int c = 0; c < 7; c++) {
          expected[1000 * window + 10 * c + 3] = weights[c];
        }
        assertArrayEquals(expected, call.output(window), 1e-6f);
      }
    }

    @Test
    void from_memory_as_from_a_file_with_the_same_hash()
        throws ModelException, IOException, NoSuchAlgorithmException {
      byte[] bytes = Files.readAllBytes(MiniatureModels.path("channels"));
      String expected =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      try (OrtModel fromFile = open("channels");
          OrtModel fromMemory =
              OrtModel.open("memory", bytes, INPUT, PROB, OrtOptions.defaults())) {
        assertEquals(expected, fromFile.sha256());
        assertEquals(expected, fromMemory.sha256());
        assertEquals("cpu (1 thread)", fromFile.device());
      }
    }

    @Test
    void an_output_of_another_size_than_announced_is_an_error_not_garbage() throws ModelException {
      try (OrtModel model = open("channels")) {
        Call call = new Call();
        assertThrows(
            ModelException.class,
            () ->
                model.run(
                    Map.of("input", call.input.shaped(2, 7, 128, 128)),
                    Map.of("prob", call.output.shaped(1, 1, 128, 128)),
                    Progress.none()));
      }
    }
  }

  @Nested
  class Refuses_at_load {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "wrong_rank  | input \"input\" has rank 3, the profile expects input float32 [?, 7, 128, 128]",
          "wrong_name  | no input \"input\" but [image]",
          "wrong_type  | the profile expects input float32",
          "two_inputs  | 2 inputs",
          "fixed_batch | has size 1 in dimension 0"
        })
    void a_graph_that_does_not_fit(String name, String part) {
      ModelException e = assertThrows(ModelException.class, () -> open(name));
      assertTrue(e.getMessage().contains(part), e.getMessage());
      assertTrue(e.getMessage().contains(name + ".onnx"), e.getMessage());
    }

    @Test
    void an_output_that_is_missing() {
      List<TensorSpec> mask = List.of(new TensorSpec("mask", List.of(1L)));
      ModelException e =
          assertThrows(
              ModelException.class,
              () ->
                  OrtModel.open(MiniatureModels.path("channels"), INPUT, mask, new OrtOptions(1)));
      assertTrue(e.getMessage().contains("no output \"mask\""), e.getMessage());
    }

    @Test
    void what_is_not_onnx(@TempDir Path dir) throws IOException {
      for (byte[] content :
          new byte[][] {
            {}, "<html>not found</html>".getBytes(StandardCharsets.UTF_8), new byte[5000]
          }) {
        Path file = Files.write(dir.resolve("model.onnx"), content);
        ModelException e =
            assertThrows(
                ModelException.class, () -> OrtModel.open(file, INPUT, PROB, new OrtOptions(1)));
        assertTrue(e.getMessage().contains("model.onnx"), e.getMessage());
        assertFalse(e.getMessage().contains(dir.toString()), "no path of this machine");
      }
    }

    @Test
    void a_truncated_model(@TempDir Path dir) throws IOException {
      byte[] whole = Files.readAllBytes(MiniatureModels.path("similarity"));
      for (int length : new int[] {1, 20, whole.length / 2, whole.length - 1}) {
        Path file = dir.resolve("short-" + length + ".onnx");
        Files.write(file, Arrays.copyOf(whole, length));
        assertThrows(
            ModelException.class, () -> OrtModel.open(file, INPUT, PROB, new OrtOptions(1)));
      }
    }

    @Test
    void a_file_that_is_not_there(@TempDir Path dir) {
      ModelException e =
          assertThrows(
              ModelException.class,
              () -> OrtModel.open(dir.resolve("gone.onnx"), INPUT, PROB, new OrtOptions(1)));
      assertTrue(e.getMessage().contains("no such file"), e.getMessage());
      assertThrows(ModelException.class, () -> OrtModel.open(dir, INPUT, PROB, new OrtOptions(1)));
    }
  }

  @Nested
  class Lifetime {
    @Test
    void closing_twice_does_nothing_and_running_afterwards_is_a_clear_error()
        throws ModelException {
      OrtModel model = open("channels");
      model.close();
      model.close();
      ModelException e =
          assertThrows(ModelException.class, () -> new Call().run(model, 1, Progress.none()));
      assertTrue(e.getMessage().contains("has been closed"), e.getMessage());
    }

    @Test
    void closing_waits_for_a_running_call() throws Exception {
      OrtModel model = open("slow");
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        CountDownLatch begun = new CountDownLatch(1);
        Cancellable progress = new Cancellable(begun);
        Future<?> run =
            threads.submit(
                () -> {
                  new Call().run(model, 1, progress);
                  return null;
                });
        begun.await();
        Future<Boolean> doneWhenClosed =
            threads.submit(
                () -> {
                  model.close();
                  return progress.released;
                });
        assertTrue(doneWhenClosed.get(60, TimeUnit.SECONDS), "the run had let go of everything");
        run.get(60, TimeUnit.SECONDS);
      } finally {
        threads.shutdownNow();
      }
    }

    @Test
    void cancelling_ends_a_run_inside_the_graph() throws Exception {
      ExecutorService thread = Executors.newSingleThreadExecutor();
      try (OrtModel model = open("slow")) {
        long start = System.nanoTime();
        new Call().run(model, 1, Progress.none());
        long whole = System.nanoTime() - start;
        CountDownLatch begun = new CountDownLatch(1);
        Cancellable progress = new Cancellable(begun);
        start = System.nanoTime();
        Future<?> run =
            thread.submit(
                () -> {
                  new Call().run(model, 1, progress);
                  return null;
                });
        begun.await();
        progress.cancel();
        ExecutionException e =
            assertThrows(ExecutionException.class, () -> run.get(60, TimeUnit.SECONDS));
        assertTrue(e.getCause() instanceof CancellationException, String.valueOf(e.getCause()));
        assertTrue(System.nanoTime() - start < 0.8 * whole, "ended before the graph did");
        new Call().run(model, 1, Progress.none());
      } finally {
        thread.shutdownNow();
      }
    }

    @Test
    void a_call_that_is_cancelled_before_it_begins_does_not_run() throws ModelException {
      Cancellable progress = new Cancellable(new CountDownLatch(1));
      progress.cancel();
      try (OrtModel model = open("channels")) {
        assertThrows(CancellationException.class, () -> new Call().run(model, 1, progress));
      }
    }

    @Test
    void several_threads_share_a_model() throws Exception {
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try (OrtModel model = open("channels")) {
        List<CompletableFuture<Void>> all =
            IntStream.range(1, 9)
                .mapToObj(n -> CompletableFuture.runAsync(() -> runAndCheck(model, n), threads))
                .toList();
        for (CompletableFuture<Void> f : all) {
          f.get(60, TimeUnit.SECONDS);
        }
      } finally {
        threads.shutdownNow();
      }
    }

    private static void runAndCheck(OrtModel model, int n) {
      Call call = new Call();
      float[] image = new float[PIXELS];
      image[n] = n;
      call.input.put(0, image);
      try {
        for (int times = 0; times < 5; times++) {
          call.run(model, 1, Progress.none());
          assertEquals(0.4f * n, call.output(0)[n], 1e-5f);
        }
      } catch (ModelException e) {
        throw new IllegalStateException(e);
      }
    }

    @Test
    @Tag("slow")
    void a_thousand_runs_keep_native_memory_flat() throws Exception {
      try (OrtModel model = open("channels")) {
        Call call = new Call();
        for (int n = 0; n < 200; n++) {
          call.run(model, 2, Progress.none());
        }
        long before = residentBytes();
        for (int n = 0; n < 1000; n++) {
          call.run(model, 2, Progress.none());
        }
        // A leak of one output tensor a run would be 131 MB.
        assertTrue(residentBytes() - before < 40L << 20, "grew from " + before);
      }
    }

    private static long residentBytes() throws IOException {
      Path statm = Path.of("/proc/self/statm");
      assumeTrue(Files.exists(statm), "resident memory is only known on Linux");
      return 4096 * Long.parseLong(Files.readString(statm).split(" ", 3)[1]);
    }
  }

  /** A progress that another thread can cancel, and that says when a run has hooked on to it. */
  private static final class Cancellable implements Progress {
    private final CountDownLatch begun;
    private Runnable hook = () -> {};
    private boolean cancelled;
    private volatile boolean released;

    Cancellable(CountDownLatch begun) {
      this.begun = begun;
    }

    synchronized void cancel() {
      cancelled = true;
      hook.run();
    }

    @Override
    public void update(int done, int total) {}

    @Override
    public synchronized boolean isCancelled() {
      return cancelled;
    }

    @Override
    public synchronized Registration onCancel(Runnable newHook) {
      hook = newHook;
      begun.countDown();
      return () -> {
        synchronized (this) {
          hook = () -> {};
          released = true;
        }
      };
    }
  }
}
