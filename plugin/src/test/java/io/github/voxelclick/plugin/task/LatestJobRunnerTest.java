package io.github.voxelclick.plugin.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(10)
class LatestJobRunnerTest {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final LatestJobRunner runner = new LatestJobRunner("test", Runnable::run);

  private final class Recorder implements LatestJobRunner.Listener<String> {
    private final String name;
    private final CountDownLatch over;

    Recorder(String name, CountDownLatch over) {
      this.name = name;
      this.over = over;
    }

    @Override
    public void progress(int done, int total) {
      heard.add(name + " " + done + "/" + total);
    }

    @Override
    public void done(String result) {
      end("done " + result);
    }

    @Override
    public void failed(Throwable cause) {
      end("failed " + cause.getMessage());
    }

    @Override
    public void cancelled() {
      end("cancelled");
    }

    private void end(String what) {
      heard.add(name + " " + what);
      over.countDown();
    }
  }

  @AfterEach
  void close() {
    runner.close();
  }

  @Test
  void delivers_progress_and_then_the_result() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    runner.submit(
        progress -> {
          progress.update(1, 2);
          return "result";
        },
        new Recorder("a", over));
    assertTrue(over.await(5, TimeUnit.SECONDS));
    assertEquals(List.of("a 1/2", "a done result"), heard);
  }

  @Test
  void a_newer_job_cancels_the_running_one_and_replaces_the_waiting_one()
      throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(3);
    runner.submit(
        progress -> {
          started.countDown();
          release.await();
          return "stale"; // does not ask whether it is still wanted
        },
        new Recorder("running", over));
    assertTrue(started.await(5, TimeUnit.SECONDS));
    runner.submit(
        progress -> {
          heard.add("the waiting job ran");
          return "never";
        },
        new Recorder("waiting", over));
    runner.submit(progress -> "fresh", new Recorder("newest", over));
    release.countDown();
    assertTrue(over.await(5, TimeUnit.SECONDS));
    assertEquals(List.of("running cancelled", "waiting cancelled", "newest done fresh"), heard);
  }

  @Test
  void a_cancelled_job_learns_it_from_its_progress() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    runner.submit(
        progress -> {
          started.countDown();
          while (true) {
            progress.checkCancelled();
            Thread.onSpinWait();
          }
        },
        new Recorder("a", over));
    assertTrue(started.await(5, TimeUnit.SECONDS));
    runner.cancel();
    assertTrue(over.await(5, TimeUnit.SECONDS));
    assertEquals(List.of("a cancelled"), heard);
  }

  @Test
  void a_job_that_cannot_ask_is_told_of_the_cancellation_until_it_takes_its_hook_back()
      throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    runner.submit(
        progress -> {
          progress.onCancel(() -> heard.add("taken back")).close();
          try (Progress.Registration hook = progress.onCancel(told::countDown)) {
            started.countDown();
            assertTrue(told.await(5, TimeUnit.SECONDS), "not told, though " + hook + " is there");
          }
          try (Progress.Registration late = progress.onCancel(() -> heard.add("told at once"))) {
            throw new IOException("ended by " + (late == null ? "nothing" : "the hook"));
          }
        },
        new Recorder("a", over));
    assertTrue(started.await(5, TimeUnit.SECONDS));
    runner.cancel();
    assertTrue(over.await(5, TimeUnit.SECONDS));
    assertEquals(List.of("told at once", "a failed ended by the hook"), heard);
  }

  @Test
  void a_failure_reaches_the_listener_and_the_thread_goes_on() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(3);
    runner.submit(
        progress -> {
          throw new IOException("disk");
        },
        new Recorder("a", over));
    while (heard.isEmpty()) {
      Thread.onSpinWait();
    }
    runner.submit(
        progress -> {
          throw new NoClassDefFoundError("ai/onnxruntime/OrtEnvironment");
        },
        new Recorder("b", over));
    while (heard.size() < 2) {
      Thread.onSpinWait();
    }
    runner.submit(
        progress -> {
          throw new StackOverflowError("nested too deeply");
        },
        new Recorder("c", over));
    assertTrue(over.await(5, TimeUnit.SECONDS));
    assertEquals(
        List.of(
            "a failed disk",
            "b failed ai/onnxruntime/OrtEnvironment",
            "c failed nested too deeply"),
        heard);
  }

  @Test
  void runners_that_share_a_thread_wait_for_each_other_and_cancel_nothing()
      throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(3);
    LatestJobRunner other = runner.sharing();
    runner.submit(
        progress -> {
          started.countDown();
          release.await();
          progress.checkCancelled();
          return "kept";
        },
        new Recorder("first", over));
    assertTrue(started.await(5, TimeUnit.SECONDS));
    other.submit(progress -> "never", new Recorder("stale", over));
    other.submit(progress -> "fresh", new Recorder("other", over));
    release.countDown();
    assertTrue(over.await(5, TimeUnit.SECONDS));
    assertEquals(List.of("first done kept", "stale cancelled", "other done fresh"), heard);
  }

  @Test
  void a_kept_job_is_waited_for_and_ended_by_a_person_alone() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(2);
    runner.submitKept(
        progress -> {
          started.countDown();
          release.await();
          progress.checkCancelled();
          return "saved";
        },
        new Recorder("save", over));
    assertTrue(started.await(5, TimeUnit.SECONDS));
    runner.submit(progress -> "answered", new Recorder("click", over));
    release.countDown();
    assertTrue(over.await(5, TimeUnit.SECONDS));
    assertEquals(List.of("save done saved", "click done answered"), heard);
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    runner.submitKept(
        progress -> {
          begun.countDown();
          while (true) {
            progress.checkCancelled();
            Thread.onSpinWait();
          }
        },
        new Recorder("again", second));
    assertTrue(begun.await(5, TimeUnit.SECONDS));
    runner.cancel();
    assertTrue(second.await(5, TimeUnit.SECONDS));
    assertEquals("again cancelled", heard.get(2));
  }

  @Test
  void what_is_prepared_gives_way_to_every_job_and_disturbs_none() throws InterruptedException {
    CountDownLatch preparing = new CountDownLatch(1);
    CountDownLatch gaveWay = new CountDownLatch(1);
    runner.prepare(
        progress -> {
          preparing.countDown();
          try {
            while (true) {
              progress.checkCancelled();
              Thread.onSpinWait();
            }
          } finally {
            gaveWay.countDown();
          }
        });
    assertTrue(preparing.await(5, TimeUnit.SECONDS));
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    runner.submit(
        progress -> {
          working.countDown();
          release.await();
          return "work";
        },
        new Recorder("job", over));
    assertTrue(gaveWay.await(5, TimeUnit.SECONDS));
    assertTrue(working.await(5, TimeUnit.SECONDS));
    runner.prepare(progress -> heard.add("prepared although a job runs"));
    release.countDown();
    assertTrue(over.await(5, TimeUnit.SECONDS));
    assertEquals(List.of("job done work"), heard);
  }

  @Test
  void what_cannot_be_prepared_is_nobodys_concern() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    runner.prepare(
        progress -> {
          throw new IOException("disk");
        });
    runner.submit(progress -> "work", new Recorder("job", over));
    assertTrue(over.await(5, TimeUnit.SECONDS));
    assertEquals(List.of("job done work"), heard);
  }
}
