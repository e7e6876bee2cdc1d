package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who looks at a session does not wait for the disk, and sees nothing that is not on it. */
class SlowDiskTest {
  /** The common pool may have one thread only, which the edit keeps. */
  private static final Executor THREADS = task -> new Thread(task, "slow disk test").start();

  private final Volume volume = RandomActions.volume();
  private final SegmentationSession session =
      new SegmentationSession(
          volume,
          new PlainModel(SessionPropertyTest.profile()),
          new MaskCopyPropagator(),
          SessionOptions.defaults(),
          RandomActions.segment(1, "first"));

  private boolean draw(int column) {
    SliceMask stamp =
        SliceMask.of(volume.size().i(), volume.size().j(), (c, r) -> c == column && r > 0);
    try {
      return session
          .tools()
          .draw(ActionKind.BRUSH, 1, SlicePlane.k(1), stamp, true, Overlap.ALLOWED);
    } catch (SessionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void state_and_history_are_read_while_an_edit_is_written_down() throws Exception {
    assertTrue(draw(0));
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch disk = new CountDownLatch(1);
    session
        .timeline()
        .logTo(
            (action, delta) -> {
              writing.countDown();
              try {
                assertTrue(disk.await(20, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    SessionState before = session.state();
    List<Action> history = session.history();
    CompletableFuture<Boolean> edit = CompletableFuture.supplyAsync(() -> draw(2), THREADS);
    assertTrue(writing.await(20, TimeUnit.SECONDS));
    CompletableFuture<List<Action>> seen = CompletableFuture.supplyAsync(session::history, THREADS);
    assertEquals(history, seen.get(10, TimeUnit.SECONDS), "not before it is on the disk");
    assertEquals(
        List.of(),
        CompletableFuture.supplyAsync(session::undone, THREADS).get(10, TimeUnit.SECONDS));
    assertSame(before, session.state());
    assertFalse(edit.isDone());
    disk.countDown();
    assertTrue(edit.get(20, TimeUnit.SECONDS));
    assertEquals(history.size() + 1, session.history().size());
    assertNotSame(before, session.state());
  }
}
