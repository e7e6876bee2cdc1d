package io.github.voxelclick.plugin.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.Color;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(Spoken.class)
class ConfidenceStripTest {
  private static final int WIDE = 20;
  private static final int TALL = 40;

  private final List<SlicePlane> gone = new ArrayList<>();
  private final SliceNames names = new SliceNames(Cases.geometry());

  private ConfidenceStrip strip(boolean vertical, SliceStates states, int current, int length) {
    ConfidenceStrip strip = new ConfidenceStrip(vertical, names, gone::add);
    strip.setSize(vertical ? TALL : length, vertical ? length : TALL);
    strip.show(new ConfidenceStrip.Content(states, current));
    return strip;
  }

  /** The colours from the base of a slice to its top, in the middle of its column. */
  private static List<Color> column(ConfidenceStrip strip, boolean vertical, int slice) {
    BufferedImage image = Painted.image(strip);
    List<Color> colours = new ArrayList<>();
    int middle = slice * WIDE + WIDE / 2;
    for (int n = 1; n < TALL; n++) { // at 0 is the baseline
      colours.add(
          vertical ? Painted.at(image, n, middle) : Painted.at(image, middle, TALL - 1 - n));
    }
    return colours;
  }

  private static int height(List<Color> column, Color colour) {
    return Collections.frequency(column, colour);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void each_column_has_the_colour_and_the_height_of_its_slice(boolean vertical) {
    ConfidenceStrip strip = strip(vertical, Cases.states(), -1, 12 * WIDE);
    Color back = strip.getBackground();
    assertEquals(39, height(column(strip, vertical, 0), back));
    assertEquals(39, height(column(strip, vertical, 2), StripPalette.CONFIRMED));
    assertEquals(39, height(column(strip, vertical, 11), StripPalette.CONFIRMED));
    assertEquals(15, height(column(strip, vertical, 3), StripPalette.CARRIED));
    assertEquals(27, height(column(strip, vertical, 4), StripPalette.PERSON));
    assertEquals(7, height(column(strip, vertical, 9), StripPalette.OTHER));
    List<Color> uncertain = column(strip, vertical, 7);
    assertEquals(15 + 12, height(uncertain, StripPalette.uncertain(0.4)));
    assertEquals(back, uncertain.get(20), "the dot of the i is apart");
    assertEquals(StripPalette.uncertain(0.4), uncertain.get(38));
    assertNotEquals(StripPalette.uncertain(0.62), StripPalette.uncertain(0.4));
    List<Color> gap = column(strip, vertical, 6);
    assertEquals(39, height(gap, back) + height(gap, StripPalette.GAP));
    assertTrue(height(gap, StripPalette.GAP) > 5, "hatched");
  }

  @Test
  void no_two_looks_differ_by_colour_alone() {
    Set<List<Boolean>> shapes = new HashSet<>();
    for (SliceLook look : SliceLook.values()) {
      SliceStates.One one = new SliceStates.One(look, Optional.empty(), 0.5, false);
      ConfidenceStrip strip = strip(false, new SliceStates(SliceAxis.K, List.of(one)), -1, WIDE);
      Color back = strip.getBackground();
      List<Boolean> shape =
          column(strip, false, 0).stream().map(colour -> !colour.equals(back)).toList();
      assertTrue(shapes.add(shape), look + " has the shape of another");
    }
  }

  @Test
  void missing_slices_are_hatched_at_the_end_of_the_column() {
    BufferedImage image = Painted.image(strip(false, Cases.states(), -1, 12 * WIDE));
    Set<Color> edge = Painted.colours(image.getSubimage(9 * WIDE - 3, 0, 3, TALL));
    assertTrue(edge.contains(StripPalette.GAP));
    Set<Color> other = Painted.colours(image.getSubimage(10 * WIDE - 3, 0, 3, TALL));
    assertFalse(other.contains(StripPalette.GAP));
  }

  @Test
  void with_more_slices_than_pixels_the_worst_is_seen() {
    List<SliceStates.One> many =
        new ArrayList<>(
            Collections.nCopies(
                1000, new SliceStates.One(SliceLook.CONFIRMED, Optional.empty(), 1, false)));
    many.set(503, new SliceStates.One(SliceLook.UNCERTAIN, Optional.empty(), 0.3, false));
    BufferedImage image = Painted.image(strip(false, new SliceStates(SliceAxis.K, many), -1, 100));
    assertEquals(StripPalette.WRONG, Painted.at(image, 50, 1));
    assertEquals(StripPalette.CONFIRMED, Painted.at(image, 49, 1));
    assertEquals(StripPalette.CONFIRMED, Painted.at(image, 51, 1));
  }

  @Test
  void the_current_slice_is_framed() {
    BufferedImage without = Painted.image(strip(false, Cases.states(), -1, 12 * WIDE));
    BufferedImage with = Painted.image(strip(false, Cases.states(), 1, 12 * WIDE));
    assertNotEquals(Painted.at(without, WIDE - 1, TALL / 2), Painted.at(with, WIDE - 1, TALL / 2));
    assertEquals(Painted.at(without, 5 * WIDE, TALL / 2), Painted.at(with, 5 * WIDE, TALL / 2));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_click_or_a_drag_goes_to_the_slice_under_the_mouse(boolean vertical) {
    ConfidenceStrip strip = strip(vertical, Cases.states(), 5, 12 * WIDE);
    assertEquals(List.of(), gone, "showing tells nobody");
    int[][] at = {{MouseEvent.MOUSE_PRESSED, 3 * WIDE}, {MouseEvent.MOUSE_DRAGGED, 12 * WIDE + 50}};
    for (int[] event : at) {
      Painted.mouse(strip, event[0], vertical ? 7 : event[1], vertical ? event[1] : 7);
    }
    Painted.mouse(strip, MouseEvent.MOUSE_DRAGGED, -5, -5);
    Painted.mouse(strip, MouseEvent.MOUSE_PRESSED, 5 * WIDE + 1, 5 * WIDE + 1);
    assertEquals(List.of(SlicePlane.k(3), SlicePlane.k(11), SlicePlane.k(0)), gone);
  }

  @Test
  void arrow_keys_go_from_slice_to_slice_and_stop_at_the_ends() {
    ConfidenceStrip strip = strip(false, Cases.states(), 1, 12 * WIDE);
    for (int key :
        new int[] {
          KeyEvent.VK_LEFT,
          KeyEvent.VK_RIGHT,
          KeyEvent.VK_PAGE_UP,
          KeyEvent.VK_PAGE_DOWN,
          KeyEvent.VK_HOME,
          KeyEvent.VK_END
        }) {
      Painted.press(strip, key);
    }
    assertEquals(List.of(0, 2, 0, 11, 0, 11), gone.stream().map(SlicePlane::index).toList());
    strip.show(new ConfidenceStrip.Content(Cases.states(), 0));
    Painted.press(strip, KeyEvent.VK_LEFT);
    assertEquals(6, gone.size(), "there is nothing before the first");
  }

  @Test
  void a_tool_tip_says_it_in_words() {
    ConfidenceStrip strip = strip(false, Cases.states(), 5, 12 * WIDE);
    assertEquals("slice 5: carried, confidence 0.62", strip.describe(Cases.states(), 5));
    assertEquals("slice 2: confirmed", strip.describe(Cases.states(), 2));
    assertEquals(
        "slice 8: interpolated, confidence 0.90; slices are missing in the image after it",
        strip.describe(Cases.states(), 8));
    Spoken.choose("de");
    assertEquals("Schicht 5: übertragen, Konfidenz 0,62", strip.describe(Cases.states(), 5));
    assertEquals(
        "koronar 0: keine Maske",
        strip.describe(SliceStates.of(Cases.kidney(), Cases.geometry(), SliceAxis.J), 0));
  }

  @Test
  void it_can_be_painted_before_it_shows_anything_and_without_room() {
    ConfidenceStrip strip = new ConfidenceStrip(true, names, gone::add);
    strip.setSize(1, 1);
    assertEquals(1, Painted.colours(Painted.image(strip)).size());
    strip.show(new ConfidenceStrip.Content(new SliceStates(SliceAxis.K, List.of()), 3));
    Painted.image(strip);
    Painted.mouse(strip, MouseEvent.MOUSE_PRESSED, 0, 0);
    assertEquals(List.of(), gone);
  }

  @Test
  void the_legend_has_a_column_of_each_look() {
    BufferedImage image = Painted.image(Painted.laidOut(ConfidenceStrip.legend()));
    Set<Color> colours = Painted.colours(image);
    assertTrue(
        colours.containsAll(
            List.of(StripPalette.CONFIRMED, StripPalette.PERSON, StripPalette.CARRIED)));
  }
}
