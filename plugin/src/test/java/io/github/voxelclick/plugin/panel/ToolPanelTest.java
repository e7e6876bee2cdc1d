package io.github.voxelclick.plugin.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.plugin.tool.ToolKind;
import io.github.voxelclick.plugin.tool.ToolSettings;
import io.github.voxelclick.session.Overlap;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.swing.JLabel;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(Spoken.class)
class ToolPanelTest {
  private final List<Object> told = new ArrayList<>();
  private final ToolPanel panel = new ToolPanel(Shortcuts.of(false), new Told());

  /** Writes down what it is told. */
  private final class Told implements ToolPanel.Listener {
    @Override
    public void toolChosen(ToolSettings tool) {
      told.add(tool);
    }

    @Override
    public void overlapChosen(Overlap overlap) {
      told.add(overlap);
    }
  }

  @Test
  void showing_tells_nobody() {
    for (ToolKind kind : ToolKind.values()) {
      for (Overlap overlap : Overlap.values()) {
        panel.show(new ToolPanel.Content(new ToolSettings(kind, 7.3, true), overlap));
        assertTrue(panel.button(kind).isSelected());
        assertEquals(overlap, panel.overlap().getSelectedItem());
        assertEquals(kind.hasRadius(), panel.radius().isEnabled());
      }
    }
    assertEquals(List.of(), told);
  }

  @ParameterizedTest
  @EnumSource(ToolKind.class)
  void a_button_takes_its_tool_and_leaves_the_rest(ToolKind kind) {
    ToolKind before = kind == ToolKind.BRUSH ? ToolKind.FILL : ToolKind.BRUSH;
    panel.show(new ToolPanel.Content(new ToolSettings(before, 7.31, true), Overlap.ALLOWED));
    panel.button(kind).doClick();
    panel.button(kind).doClick();
    assertEquals(List.of(new ToolSettings(kind, 7.31, true)), told);
    assertEquals(
        Texts.get(kind.key()), panel.button(kind).getAccessibleContext().getAccessibleName());
    assertTrue(panel.button(kind).getToolTipText().endsWith(")"), "its key is named");
  }

  @Test
  void slider_box_and_list_tell_what_is_chosen() {
    panel.show(new ToolPanel.Content(new ToolSettings(ToolKind.BRUSH, 5, false), Overlap.ALLOWED));
    panel.radius().setValue(RadiusScale.STEPS);
    panel.ball().doClick();
    panel.overlap().setSelectedItem(Overlap.SPARE_OTHERS);
    panel.overlap().setSelectedItem(Overlap.SPARE_OTHERS);
    assertEquals(
        List.of(
            new ToolSettings(ToolKind.BRUSH, 60, false),
            new ToolSettings(ToolKind.BRUSH, 60, true),
            Overlap.SPARE_OTHERS),
        told);
  }

  @Test
  void radii_grow_by_a_factor_and_are_found_again() {
    assertEquals(ToolSettings.MIN_RADIUS_MM, RadiusScale.radiusMm(0));
    assertEquals(ToolSettings.MAX_RADIUS_MM, RadiusScale.radiusMm(RadiusScale.STEPS));
    double before = 0;
    for (int step = 0; step <= RadiusScale.STEPS; step++) {
      double radius = RadiusScale.radiusMm(step);
      assertTrue(radius >= before, "step " + step);
      assertTrue(
          Math.abs(RadiusScale.step(radius) - step) <= 1,
          step + " and " + RadiusScale.step(radius));
      before = radius;
    }
    double exact = Math.sqrt(ToolSettings.MIN_RADIUS_MM * ToolSettings.MAX_RADIUS_MM);
    assertEquals(exact, RadiusScale.radiusMm(RadiusScale.STEPS / 2), 0.06);
    assertEquals(0, RadiusScale.step(0.0001));
    assertEquals(RadiusScale.STEPS, RadiusScale.step(1e9));
  }

  @Test
  void every_tool_and_overlap_has_its_words_in_both_languages() {
    for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      Texts texts = Texts.in(locale);
      Set<String> words = new HashSet<>();
      for (ToolKind kind : ToolKind.values()) {
        assertTrue(words.add(texts.text(kind.key())), kind.key());
        assertTrue(words.add(texts.text(kind.key() + ".tip")), kind.key());
      }
      for (Overlap overlap : Overlap.values()) {
        assertTrue(words.add(texts.text(ToolPanel.key(overlap))));
      }
    }
  }

  @Test
  void no_two_icons_look_the_same_and_none_is_empty() {
    Set<Integer> seen = new HashSet<>();
    for (ToolKind kind : ToolKind.values()) {
      JLabel label = Painted.laidOut(new JLabel(ToolDrawings.of(kind, 24)));
      label.setOpaque(true);
      BufferedImage image = Painted.image(label);
      assertTrue(Painted.colours(image).size() > 1);
      int hash = 0;
      for (int rgb : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, 24)) {
        hash = 31 * hash + rgb;
      }
      assertTrue(seen.add(hash), kind + " looks like another");
    }
    assertNotEquals(0, seen.size());
  }

  @Test
  void nothing_is_cut_off() {
    Painted.laidOut(panel);
    for (ToolKind kind : ToolKind.values()) {
      assertTrue(panel.button(kind).getWidth() >= panel.button(kind).getIcon().getIconWidth());
    }
    assertFalse(panel.radius().getWidth() < 5 * FontSize.line(panel));
  }
}
