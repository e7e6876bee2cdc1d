package io.github.voxelclick.plugin.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.swing.JTextArea;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Spoken.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FirstStepsTest {
  private final List<String> asked = new ArrayList<>();

  private FirstSteps card(boolean never) {
    return new FirstSteps(
        Shortcuts.of(false),
        never,
        new FirstSteps.Listener() {
          @Override
          public void openSample() {
            asked.add("sample");
          }

          @Override
          public void showKeys() {
            asked.add("keys");
          }

          @Override
          public void neverAgain(boolean value) {
            asked.add("never " + value);
          }
        });
  }

  private static List<JTextArea> paragraphs(FirstSteps card) {
    return Arrays.stream(card.getComponents())
        .filter(JTextArea.class::isInstance)
        .map(JTextArea.class::cast)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void all_of_every_step_is_seen_with_the_keys_of_this_machine(String language) {
    Spoken.choose(language);
    FirstSteps card = Painted.laidOut(card(false));
    List<JTextArea> paragraphs = paragraphs(card);
    assertEquals(5, paragraphs.size());
    assertEquals(
        FirstSteps.steps(Shortcuts.of(false)),
        paragraphs.stream().map(JTextArea::getText).toList());
    for (JTextArea p : paragraphs) {
      int needed = p.getPreferredSize().height;
      assertTrue(p.getHeight() >= needed, p.getText() + ": " + p.getHeight() + " of " + needed);
      assertTrue(p.getHeight() >= FontSize.line(p));
    }
    assertTrue(paragraphs.get(0).getHeight() >= 2 * FontSize.line(card), "a long step has lines");
    String propagate = paragraphs.get(3).getText();
    assertTrue(propagate.contains(" A") || propagate.startsWith("A"), propagate);
    for (Component c : card.getComponents()) {
      assertTrue(c.getX() + c.getWidth() <= card.getWidth(), c + " is cut off");
      assertTrue(c.getY() + c.getHeight() <= card.getHeight(), c + " is cut off");
    }
  }

  @Test
  void buttons_and_box_say_what_a_person_wants() {
    FirstSteps card = card(false);
    card.sampleButton().doClick();
    card.neverBox().doClick();
    card.neverBox().doClick();
    assertEquals(List.of("sample", "never true", "never false"), asked);
    assertTrue(card(true).neverBox().isSelected());
  }

  @Test
  void while_the_sample_is_made_it_cannot_be_asked_for_again_and_progress_is_seen() {
    FirstSteps card = card(false);
    assertFalse(card.bar().isVisible());
    card.busy(true);
    card.sampleButton().doClick();
    assertEquals(List.of(), asked);
    assertTrue(card.bar().isVisible() && card.bar().isIndeterminate());
    card.progress(3, 40);
    assertFalse(card.bar().isIndeterminate());
    assertEquals(3, card.bar().getValue());
    assertEquals(40, card.bar().getMaximum());
    card.busy(false);
    assertFalse(card.bar().isVisible());
    card.sampleButton().doClick();
    assertEquals(List.of("sample"), asked);
  }
}
