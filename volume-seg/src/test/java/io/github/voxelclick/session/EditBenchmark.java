package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an edit costs whoever makes it, on this disk and on one that takes 200 ms; what it costs
 * whoever looks on; and what is left to check. Short with {@code -Dbench.runs=1}.
 */
@Tag("bench")
class EditBenchmark {
  private static final boolean SHORT = Integer.getInteger("bench.runs", 5) == 1;
  private static final long SLOW_MS = 200;

  private static void report(String what, double[] ms) throws IOException {
    double[] sorted = ms.clone();
    Arrays.sort(sorted);
    String line =
        String.format(
            Locale.ROOT,
            "%s: p50 %.2f ms, p95 %.2f ms, longest %.2f ms",
            what,
            sorted[sorted.length / 2],
            sorted[(int) (0.95 * (sorted.length - 1))],
            sorted[sorted.length - 1]);
    System.out.println("bench " + line);
    Path figures = Path.of("target", "bench", "figures.txt");
    Files.createDirectories(figures.getParent());
    Files.write(figures, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void draw(SegmentationSession session, int n) throws SessionException {
    GridSize size = session.volume().size();
    SliceMask stamp = SliceMask.of(size.i(), size.j(), (i, j) -> (i + j) % 2 == n / size.k() % 2);
    boolean paint = n / size.k() / 2 % 2 == 0;
    boolean changed =
        session
            .tools()
            .draw(ActionKind.BRUSH, 1, SlicePlane.k(n % size.k()), stamp, paint, Overlap.ALLOWED);
    assertTrue(changed, "edit " + n);
  }

  @Test
  void on_this_disk_and_on_a_slow_one(@TempDir Path folder) throws Exception {
    Volume volume = RandomActions.volume();
    PlainModel model = new PlainModel(SessionPropertyTest.profile());
    double[] here = new double[SHORT ? 5 : 200];
    try (RecordedSession recorded =
        RecordedSession.open(
            JournalFolder.prepare(Optional.of(folder), "Linux", Map.of(), folder),
            volume,
            model,
            new MaskCopyPropagator(),
            SessionOptions.defaults(),
            RandomActions.segment(1, "first"))) {
      for (int n = 0; n < here.length; n++) {
        long start = System.nanoTime();
        draw(recorded.session(), n);
        here[n] = (System.nanoTime() - start) / 1e6;
      }
    }
    report("edit: entered on this disk", here);
    SegmentationSession session =
        new SegmentationSession(
            volume,
            model,
            new MaskCopyPropagator(),
            SessionOptions.defaults(),
            RandomActions.segment(1, "first"));
    double[] slow = new double[SHORT ? 2 : 15];
    double[] looking = new double[slow.length];
    for (int n = 0; n < slow.length; n++) {
      int edit = n;
      CountDownLatch writing = new CountDownLatch(1);
      session
          .timeline()
          .logTo(
              (action, delta) -> {
                writing.countDown();
                try {
                  Thread.sleep(SLOW_MS);
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      CompletableFuture<Double> entered =
          CompletableFuture.supplyAsync(
              () -> {
                long start = System.nanoTime();
                try {
                  draw(session, edit);
                } catch (SessionException e) {
                  throw new AssertionError(e);
                }
                return (System.nanoTime() - start) / 1e6;
              });
      writing.await();
      long start = System.nanoTime();
      assertEquals(n, session.history().size());
      looking[n] = (System.nanoTime() - start) / 1e6;
      slow[n] = entered.get();
    }
    report("edit: entered on a disk of 200 ms", slow);
    report("edit: history looked at meanwhile", looking);
  }

  /** A segment carried along i over a grid of 512×512×120. */
  @Test
  void what_is_left_to_check() throws Exception {
    GridSize size = SHORT ? new GridSize(64, 60, 20) : new GridSize(512, 512, 120);
    Map<Integer, SliceMask> slices = new TreeMap<>();
    for (int k = 0; k < size.k(); k++) {
      slices.put(
          k,
          SliceMask.of(
              size.i(),
              size.j(),
              (i, j) -> {
                double x = i / (size.i() / 2.0) - 1;
                double y = j / (size.j() / 2.0) - 1;
                return x * x + y * y < 0.9;
              }));
    }
    SortedMap<SlicePlane, SliceState> states = new TreeMap<>();
    for (int i = 0; i < size.i(); i++) {
      SlicePlane plane = new SlicePlane(SliceAxis.I, i);
      states.put(plane, SliceState.of(plane, SliceOrigin.CARRIED, 0.5 + i / 2048.0));
    }
    Mask mask = Mask.of(size, slices);
    SegmentState segment =
        new SegmentState(
            1, RandomActions.segment(1, "first"), false, mask, Optional.empty(), states);
    double[] each = new double[SHORT ? 2 : 20];
    double[] once = new double[each.length];
    for (int n = 0; n < each.length; n++) {
      long start = System.nanoTime();
      long sum = 0;
      for (SlicePlane plane : states.keySet()) {
        sum += mask.slice(plane).count();
      }
      each[n] = (System.nanoTime() - start) / 1e6;
      assertEquals(mask.count(), sum);
      start = System.nanoTime();
      assertEquals(size.i(), ReviewQueue.of(segment).size());
      once[n] = (System.nanoTime() - start) / 1e6;
    }
    report("review queue along i: every slice cut out", each);
    report("review queue along i: counted at one look", once);
  }
}
