package io.github.voxelclick.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProcessLockTest {
  @TempDir Path folder;

  @Test
  void a_file_that_was_left_is_taken_over_as_often_as_wanted() throws IOException {
    Path file = Files.writeString(folder.resolve("a.lock"), "left by a process or by Windows");
    for (int n = 0; n < 3; n++) {
      ProcessLock lock = ProcessLock.tryAcquire(file).orElseThrow();
      assertEquals(Optional.empty(), ProcessLock.tryAcquire(file), "held");
      lock.close();
      assertTrue(Files.exists(file));
    }
    ProcessLock.tryAcquire(file).orElseThrow().closeAndRemove();
    ProcessLock.tryAcquire(file).orElseThrow().close();
  }

  @Test
  void a_file_system_without_locks_is_told_and_not_taken_for_a_holder() throws IOException {
    Path file = folder.resolve("a.lock");
    LocksUnavailableException e =
        assertThrows(
            LocksUnavailableException.class,
            () ->
                ProcessLock.tryAcquire(
                    file,
                    channel -> {
                      throw new IOException("No locks available");
                    }));
    assertTrue(e.getMessage().contains("No locks available"), e.getMessage());
    assertEquals(Optional.empty(), ProcessLock.tryAcquire(file, channel -> null), "by another");
    ProcessLock.tryAcquire(file).orElseThrow().closeAndRemove();
  }

  @Test
  void other_failures_are_not_taken_for_missing_locks() throws IOException {
    Path file = folder.resolve("a.lock");
    for (String said : List.of("Input/output error", "Stale file handle")) {
      IOException e =
          assertThrows(
              IOException.class,
              () ->
                  ProcessLock.tryAcquire(
                      file,
                      channel -> {
                        throw new IOException(said);
                      }));
      assertFalse(e instanceof LocksUnavailableException, said);
      assertEquals(said, e.getMessage());
    }
    ProcessLock.tryAcquire(file).orElseThrow().closeAndRemove();
  }

  @Test
  void an_interruption_is_not_taken_for_a_missing_lock() {
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                ProcessLock.tryAcquire(
                    folder.resolve("a.lock"),
                    channel -> {
                      throw new ClosedByInterruptException();
                    }));
    assertFalse(e instanceof LocksUnavailableException);
  }
}
