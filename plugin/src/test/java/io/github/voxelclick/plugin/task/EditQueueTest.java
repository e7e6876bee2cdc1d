package io.github.voxelclick.plugin.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.VolumeException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EditQueueTest {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final EditQueue edits = new EditQueue("edits under test", Runnable::run);

  private EditQueue.Listener listener(String name) {
    return new EditQueue.Listener() {
      @Override
      public void entered() {
        heard.add(name);
      }

      @Override
      public void failed(Throwable cause) {
        heard.add(name + ": " + cause.getMessage());
      }

      @Override
      public void unchanged() {
        heard.add(name + " without a change");
      }
    };
  }

  private void waitForAll() throws InterruptedException {
    edits.place().pass();
  }

  @Test
  void edits_are_entered_in_their_order_and_refusals_are_told() throws Exception {
    CountDownLatch disk = new CountDownLatch(1);
    edits.enter(
        () -> {
          await(disk);
          return true;
        },
        listener("slow"));
    edits.enter(() -> true, listener("next"));
    edits.enter(() -> false, listener("nothing changed"));
    edits.enter(
        () -> {
          throw new JobException("the disk is full");
        },
        listener("refused"));
    edits.enter(
        () -> {
          throw new IllegalArgumentException("no such segment");
        },
        listener("wrong"));
    edits.enter(() -> true, listener("last"));
    assertEquals(List.of(), heard, "nobody waits for a disk");
    assertEquals(6, edits.waiting());
    disk.countDown();
    waitForAll();
    assertEquals(
        List.of(
            "slow",
            "next",
            "nothing changed without a change",
            "refused: the disk is full",
            "wrong: no such segment",
            "last"),
        heard);
  }

  @Test
  void an_edit_of_which_is_told_no_longer_waits_and_errors_are_told() throws Exception {
    List<Integer> waiting = new CopyOnWriteArrayList<>();
    edits.enter(
        () -> {
          throw new OutOfMemoryError("a large ball");
        },
        new EditQueue.Listener() {
          @Override
          public void entered() {
            waiting.add(-1);
          }

          @Override
          public void failed(Throwable cause) {
            waiting.add(edits.waiting());
            heard.add(cause.getMessage());
          }
        });
    waitForAll();
    assertEquals(List.of(0), waiting);
    assertEquals(List.of("a large ball"), heard);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_place_is_reached_after_all_edits_before_it() throws Exception {
    CountDownLatch disk = new CountDownLatch(1);
    edits.enter(
        () -> {
          await(disk);
          return true;
        },
        listener("before"));
    EditQueue.Place place = edits.place();
    List<String> job = new CopyOnWriteArrayList<>();
    Thread worker =
        new Thread(
            () -> {
              try {
                place.pass();
                job.addAll(heard);
              } catch (InterruptedException e) {
                job.add("interrupted");
              }
            });
    worker.start();
    assertEquals(List.of(), job);
    disk.countDown();
    worker.join(20_000);
    assertEquals(List.of("before"), job);
  }

  @Test
  void closing_enters_what_waits_and_takes_nothing_more() throws Exception {
    CountDownLatch disk = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    IntStream.range(0, 5)
        .forEach(
            n ->
                edits.enter(
                    () -> {
                      await(disk);
                      return true;
                    },
                    listener("edit " + n)));
    edits.close(
        () -> {
          heard.add("closed");
          closed.countDown();
        });
    edits.enter(() -> true, listener("too late"));
    disk.countDown();
    await(closed);
    assertEquals(List.of("edit 0", "edit 1", "edit 2", "edit 3", "edit 4", "closed"), heard);
    edits.place().pass(); // does not wait for ever
    while (edits.waiting() > 0) {
      Thread.onSpinWait();
    }
    assertFalse(heard.contains("too late"));
  }

  @Test
  void a_refusal_of_the_session_reaches_the_listener_as_it_is() throws Exception {
    VolumeException refusal = new JobException("locked");
    List<Throwable> causes = new CopyOnWriteArrayList<>();
    edits.enter(
        () -> {
          throw refusal;
        },
        new EditQueue.Listener() {
          @Override
          public void entered() {
            heard.add("entered");
          }

          @Override
          public void failed(Throwable cause) {
            causes.add(cause);
          }
        });
    waitForAll();
    assertEquals(List.of(refusal), causes);
    assertEquals(List.of(), heard);
  }
}
