package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Quitting ends the Java, so another one does it; this one has no windows. */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuitUiIT {
  private static final Path OUT = Path.of(System.getProperty("voxelclick.jars")).resolve("ui");

  @Test
  void quitting_asks_about_work_that_is_recorded_nowhere_and_ends_where_it_may_be_lost()
      throws Exception {
    Files.createDirectories(OUT);
    Path log = OUT.resolve("quitting.log");
    Process process =
        SecondReader.of(QuittingReader.class)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), () -> text(log));
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = text(log).lines().toList();
    assertEquals(0, process.exitValue(), () -> text(log));
    assertTrue(
        lines.stream().anyMatch(l -> l.matches(QuittingReader.STAYED + "[1-9]\\d* voxels")),
        () -> text(log));
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (java.io.IOException e) {
      return "no log";
    }
  }
}
