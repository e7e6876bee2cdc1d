package io.github.voxelclick.plugin.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JobQueueTest {
  private final BlockingQueue<Runnable> delivered = new LinkedBlockingQueue<>();
  private final JobQueue queue = new JobQueue("test", true, delivered::add);
  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void close() {
    queue.close();
  }

  private LatestJobRunner.Listener<String> listener(String name) {
    return new LatestJobRunner.Listener<>() {
      @Override
      public void progress(int done, int total) {
        heard.add(name + " " + done + "/" + total);
      }

      @Override
      public void done(String result) {
        heard.add(name + " " + result);
      }

      @Override
      public void failed(Throwable cause) {
        heard.add(name + " failed: " + cause.getMessage());
      }

      @Override
      public void cancelled() {
        heard.add(name + " cancelled");
      }
    };
  }

  private void deliver(int count) throws InterruptedException {
    for (int n = 0; n < count; n++) {
      delivered.take().run();
    }
  }

  @Test
  void jobs_run_in_order_and_a_failure_stops_none() throws Exception {
    queue.submit(p -> "one", listener("a"));
    queue.submit(
        p -> {
          throw new JobException("broken");
        },
        listener("b"));
    queue.submit(p -> "three", listener("c"));
    deliver(3);
    assertEquals(List.of("a one", "b failed: broken", "c three"), heard);
  }

  @Test
  void one_that_waits_is_cancelled_by_itself() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    queue.submit(
        p -> {
          go.await();
          return "one";
        },
        listener("a"));
    JobQueue.Handle second = queue.submit(p -> "two", listener("b"));
    queue.submit(p -> "three", listener("c"));
    second.cancel();
    go.countDown();
    deliver(3);
    assertEquals(List.of("a one", "b cancelled", "c three"), heard);
  }

  @Test
  void one_that_runs_hears_of_it_and_what_it_yields_all_the_same_is_dropped() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    queue.submit(
        p -> {
          running.countDown();
          go.await();
          assertTrue(p.isCancelled());
          return "late";
        },
        listener("a"));
    running.await();
    queue.cancelAll();
    go.countDown();
    deliver(1);
    assertEquals(List.of("a cancelled"), heard);
  }

  @Test
  void only_the_latest_step_is_told_to_one_who_cannot_keep_up() throws Exception {
    queue.submit(
        p -> {
          for (int n = 1; n <= 1000; n++) {
            p.update(n, 1000);
          }
          return "end";
        },
        listener("a"));
    while (delivered.size() < 2) {
      Thread.onSpinWait();
    }
    deliver(2);
    assertEquals(List.of("a 1000/1000", "a end"), heard);
  }
}
