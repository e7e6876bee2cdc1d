package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.journal.ChildJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What long work and many segments cost a session, each in a JVM of its own, which checks the
 * results and fails when one is wrong. Short with {@code -Dbench.runs=1}.
 */
@Tag("bench")
class SessionBenchmark {
  private static final boolean SHORT = Integer.getInteger("bench.runs", 5) == 1;

  private static void run(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> lines = output.lines().map(line -> "session: " + line).toList();
    lines.forEach(line -> System.out.println("bench " + line));
    assertEquals(0, process.waitFor(), "it failed after: " + output);
    Path figures = Path.of("target", "bench", "figures.txt");
    Files.createDirectories(figures.getParent());
    Files.write(figures, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** 300 slices of 512×512, which are 150 MB, and a heap of 1 GB. */
  @Test
  void a_session_of_ten_thousand_actions(@TempDir Path folder) throws Exception {
    run(
        ChildJvm.unhurried(
            LongSession.class,
            1024,
            folder.toString(),
            SHORT ? "200" : "10000",
            SHORT ? "60" : "300"));
  }

  /** 2,000 slices of 512×512 in 16 bits are 1 GB of the heap of 4 GB. */
  @Test
  void a_hundred_segments_on_two_thousand_slices() throws Exception {
    run(
        ChildJvm.unhurried(
            LargeSession.class, SHORT ? 512 : 4096, SHORT ? "100" : "2000", SHORT ? "12" : "100"));
  }
}
