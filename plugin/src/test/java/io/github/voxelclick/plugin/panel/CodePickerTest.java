package io.github.voxelclick.plugin.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Term;
import io.github.voxelclick.volume.Terminology;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.plaf.basic.BasicHTML;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(Spoken.class)
class CodePickerTest {
  private final List<Term> accepted = new ArrayList<>();
  private int cancelled;
  private final CodePicker picker = new CodePicker(accepted::add, () -> cancelled++);

  private void type(String text) {
    picker.field().setText(text);
  }

  private void enter() {
    picker.field().postActionEvent();
  }

  @Test
  void letters_find_terms_and_enter_takes_the_best() {
    type("liv");
    assertTrue(picker.terms().getModel().getSize() > 1);
    type("left kidney");
    enter();
    Term term = accepted.get(0);
    assertEquals(Terminology.standard().ofName("left kidney").orElseThrow(), term);
    assertEquals("Kidney (left) – Anatomical Structure", CodePicker.describe(term));
    assertEquals("SCT:64033007, Anatomical Structure", picker.details());
  }

  @Test
  void arrows_choose_while_the_cursor_stays_in_the_field() {
    type("kidney");
    Term first = picker.chosen().orElseThrow();
    Painted.press(picker.field(), KeyEvent.VK_DOWN);
    Term second = picker.chosen().orElseThrow();
    assertFalse(first.equals(second));
    Painted.press(picker.field(), KeyEvent.VK_UP);
    Painted.press(picker.field(), KeyEvent.VK_UP);
    assertEquals(first, picker.chosen().orElseThrow());
    Painted.press(picker.field(), KeyEvent.VK_PAGE_DOWN);
    Painted.press(picker.terms(), KeyEvent.VK_ENTER);
    assertEquals(1, accepted.size());
    assertFalse(accepted.contains(first));
  }

  @Test
  void a_known_code_is_taken_as_it_is_typed() {
    type("SCT:10200004");
    enter();
    assertEquals("Liver", accepted.get(0).type().meaning());
  }

  @Test
  void an_unknown_code_needs_a_meaning() {
    type("99LAB:7");
    assertTrue(picker.chosen().isEmpty());
    assertTrue(picker.details().contains("scheme:value:meaning"), picker.details());
    type("99LAB:7:Left hilum");
    enter();
    assertEquals("Left hilum", accepted.get(0).type().meaning());
    assertEquals("99LAB", accepted.get(0).type().scheme());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "   ", "xyzzy", ":", "SCT:", "::", "SCT12345678901234567:1:x", "a:b:\\"})
  void what_means_nothing_cannot_be_accepted(String text) {
    type(text);
    assertFalse(picker.accept().isEnabled());
    enter();
    Painted.press(picker.field(), KeyEvent.VK_DOWN);
    assertEquals(List.of(), accepted);
    assertFalse(picker.details().isBlank());
  }

  @Test
  void escape_and_the_button_cancel() {
    type("liver");
    Painted.press(picker.field(), KeyEvent.VK_ESCAPE);
    Painted.press(picker.terms(), KeyEvent.VK_ESCAPE);
    picker.cancel().doClick();
    assertEquals(3, cancelled);
    assertEquals(List.of(), accepted);
  }

  @Test
  void findings_say_where_they_are_in_the_language_of_the_windows() {
    Term cyst = Terminology.standard().ofName("cyst right kidney").orElseThrow();
    assertEquals(
        "Cyst in Kidney (right) – Morphologically Abnormal Structure", CodePicker.describe(cyst));
    Spoken.choose("de");
    assertEquals(
        "Cyst in Kidney (rechts) – Morphologically Abnormal Structure", CodePicker.describe(cyst));
  }

  @Test
  void the_longest_input_does_no_harm() {
    type("kidney ".repeat(20_000));
    assertTrue(picker.chosen().isPresent());
    type("SCT:" + "1".repeat(100_000) + ":x");
    assertTrue(picker.chosen().isEmpty());
  }

  @Test
  void a_meaning_that_looks_like_a_page_stays_text() {
    type("a:b:<html><b>x");
    JList<Term> terms = picker.terms();
    JComponent line =
        (JComponent)
            terms
                .getCellRenderer()
                .getListCellRendererComponent(
                    terms, picker.chosen().orElseThrow(), 0, false, false);
    assertNull(line.getClientProperty(BasicHTML.propertyKey));
    type("<html>:1:x");
    assertTrue(picker.details().startsWith("<html>"), picker.details());
  }

  @Test
  void it_fits_into_what_it_wants() {
    type("kidney");
    Painted.laidOut(picker);
    assertTrue(picker.accept().getWidth() > 0);
    assertTrue(picker.terms().getHeight() > 5 * FontSize.line(picker));
  }
}
