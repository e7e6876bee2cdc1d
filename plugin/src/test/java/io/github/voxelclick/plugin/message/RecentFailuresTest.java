package io.github.voxelclick.plugin.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecentFailuresTest {
  private final RecentFailures failures =
      new RecentFailures(Clock.fixed(Instant.parse("2026-01-31T08:15:30.5Z"), ZoneOffset.UTC));

  /** The path is given by annotation, so that it is no constant of this class. */
  @ParameterizedTest
  @ValueSource(strings = {"/home/qjane/Qdoe^Xjane\u0000 19600402/IM.bin"})
  void tells_time_kind_and_place_but_no_name(String path) {
    try {
      InputPath.of(path);
    } catch (JobException e) {
      e.setStackTrace(
          Arrays.stream(e.getStackTrace())
              .filter(f -> !f.getClassName().endsWith("RecentFailuresTest"))
              .toArray(StackTraceElement[]::new));
      failures.add(e);
    }
    assertEquals(1, failures.list().size());
    String text = failures.list().get(0);
    assertTrue(text.startsWith("08:15:30 io.github.voxelclick.plugin.task.JobException"), text);
    assertTrue(text.contains("at plugin.task.InputPath.of:"), text);
    assertFalse(text.contains("jane") || text.contains("1960"), text);
    assertFalse(text.contains("MiB"), "versions and memory are told elsewhere: " + text);
  }

  @Test
  void keeps_the_last_five() {
    for (int n = 0; n < 7; n++) {
      failures.add(n == 0 ? new IllegalStateException() : new ArithmeticException());
    }
    List<String> list = failures.list();
    assertEquals(5, list.size());
    assertTrue(list.stream().allMatch(t -> t.contains("ArithmeticException")), list.toString());
  }
}
