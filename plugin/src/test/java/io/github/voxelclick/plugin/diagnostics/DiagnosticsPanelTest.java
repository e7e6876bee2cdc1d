package io.github.voxelclick.plugin.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.diagnostics.DiagnosticReport.Finding;
import io.github.voxelclick.plugin.diagnostics.DiagnosticReport.Section;
import io.github.voxelclick.plugin.text.Texts;
import java.awt.EventQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiagnosticsPanelTest {
  private static final DiagnosticReport FIRST =
      new DiagnosticReport(
          List.of(new Section("a", "A", List.of(new Finding("x", "1")))), List.of());

  private final List<String> clipboard = new ArrayList<>();
  private int closed;

  private DiagnosticsPanel panel(Locale locale) {
    return new DiagnosticsPanel(clipboard::add, () -> closed++, Texts.in(locale));
  }

  @Test
  void copies_the_whole_text_once_it_is_complete() throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          DiagnosticsPanel panel = panel(Locale.ENGLISH);
          panel.show(FIRST, false);
          assertTrue(panel.shownText().contains("x: 1"), "there is something to read at once");
          assertFalse(panel.copyButton().isEnabled());
          panel.copyButton().doClick();
          assertEquals(List.of(), clipboard);
          DiagnosticReport all = FIRST.and(new DiagnosticReport(List.of(), List.of("Bad.")));
          panel.show(all, true);
          assertEquals("One thing looks wrong: see the top", panel.stateText());
          panel.copyButton().doClick();
          assertEquals(List.of(all.text()), clipboard);
          assertEquals("Copied", panel.stateText());
          panel.closeButton().doClick();
          assertEquals(1, closed);
        });
  }

  @Test
  void labels_are_german_in_german_and_the_text_stays_english() throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          DiagnosticsPanel panel = panel(Locale.GERMAN);
          panel.show(FIRST, true);
          assertEquals("Kopieren", panel.copyButton().getText());
          assertEquals("Alles sieht gut aus", panel.stateText());
          panel.show(FIRST.and(new DiagnosticReport(List.of(), List.of("a", "b"))), true);
          assertEquals("2 Dinge sind nicht in Ordnung: siehe oben", panel.stateText());
          assertTrue(panel.shownText().startsWith("VoxelClick diagnostics\n"));
        });
  }
}
