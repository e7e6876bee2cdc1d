package io.github.voxelclick.plugin.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.text.Texts;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ErrorPanelTest {
  private static final String SENTENCE =
      "Cannot save a.nii.gz: onnxruntime-1.29.0.jar is gone. Copy it back. Then try again.";

  private static List<String> texts(Container in) {
    List<String> texts = new ArrayList<>();
    for (Component c : in.getComponents()) {
      if (c instanceof JTextArea area && area.isVisible()) {
        texts.add(area.getText());
      } else if (c instanceof Container inner && c.isVisible()) {
        texts.addAll(texts(inner));
      }
    }
    return texts;
  }

  @Test
  void says_what_failed_and_what_to_do_apart() {
    assertArrayEquals(
        new String[] {
          "Cannot save a.nii.gz: onnxruntime-1.29.0.jar is gone.", "Copy it back. Then try again."
        },
        ErrorPanel.parts(SENTENCE));
    assertArrayEquals(new String[] {"cancelled", ""}, ErrorPanel.parts(" cancelled "));
  }

  @Test
  void copies_the_details_and_not_the_sentence_and_closes() throws Exception {
    List<String> copied = new ArrayList<>();
    boolean[] closed = {false};
    SwingUtilities.invokeAndWait(
        () -> {
          ErrorPanel panel =
              new ErrorPanel(
                  SENTENCE,
                  "the details",
                  copied::add,
                  () -> closed[0] = true,
                  Texts.in(Locale.GERMAN));
          assertEquals(2, texts(panel).size(), texts(panel).toString());
          Dimension before = panel.getPreferredSize();
          panel.showButton().doClick();
          assertTrue(texts(panel).contains("the details"));
          assertTrue(panel.getPreferredSize().height > before.height);
          panel.copyButton().doClick();
          assertEquals("Einzelheiten kopieren", panel.copyButton().getText());
          panel.closeButton().doClick();
        });
    assertEquals(List.of("the details"), copied);
    assertTrue(closed[0]);
  }
}
