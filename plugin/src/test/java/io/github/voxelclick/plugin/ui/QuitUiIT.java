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
  void quitting_asks_first_loses_no_window_to_another_image_and_keeps_where_the_panel_was()
      throws Exception {
    Files.createDirectories(OUT);
    Path log = OUT.resolve("quitting.log");
    Process process =
        SecondReader.of(QuittingReader.class)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertTrue(process.waitFor(270, TimeUnit.SECONDS), () -> text(log));
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = text(log).lines().toList();
    assertEquals(0, process.exitValue(), () -> text(log));
    assertTrue(
        lines.stream().anyMatch(l -> l.matches(QuittingReader.STAYED + "[1-9]\\d* voxels")),
        () -> text(log));
    String panel =
        lines.stream()
            .filter(l -> l.startsWith(QuittingReader.PANEL))
            .map(l -> l.substring(QuittingReader.PANEL.length()))
            .findFirst()
            .orElseThrow();
    Path settings = Path.of(System.getProperty("user.home"), ".imagej", "IJ_Prefs.txt");
    assertTrue(
        Files.readString(settings).contains("voxelclick.panel.bounds=" + panel),
        "the panel comes where it was: " + panel);
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (java.io.IOException e) {
      return "no log";
    }
  }
}
