package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.EventQueue;
import java.awt.event.KeyEvent;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** ImageJ is killed in the middle of work; another ImageJ goes on with it. */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KillUiIT extends ReaderUi {
  @Test
  void a_killed_imagej_has_lost_nothing() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-kill.png"),
        () -> {
          EventQueue.invokeAndWait(() -> app.setVisible(false)); // the other one needs the screen
          Path log = OUT.resolve("killed.log");
          Process process = SecondReader.of(KilledReader.class).redirectError(log.toFile()).start();
          String told;
          try (BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !line.startsWith(KilledReader.MASK)) {
              line = lines.readLine();
            }
            assertTrue(line != null, () -> "it ended: " + text(log));
            told = line.substring(KilledReader.MASK.length());
          } finally {
            process.destroyForcibly();
          }
          assertTrue(process.waitFor(20, TimeUnit.SECONDS));
          EventQueue.invokeAndWait(() -> app.setVisible(true));
          desktop.await("ImageJ's window", app::isShowing);
          open();
          assertEquals(told, KilledReader.describe());
          assertTrue(controller().session().canUndo());
          desktop.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
          desktop.await("undo of what was done before", () -> prompts() == 1);
          return null;
        });
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (java.io.IOException e) {
      return "no log";
    }
  }
}
