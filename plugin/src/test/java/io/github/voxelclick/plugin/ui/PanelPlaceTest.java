package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.Prefs;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PanelPlaceTest {
  /** With a bar at the top and one at the left. */
  private static final Rectangle SCREEN = new Rectangle(40, 25, 1240, 875);

  private static final Dimension PANEL = new Dimension(420, 800);

  private static PanelPlace place(int x, int y, int width, int height) {
    return PanelPlace.atTheBorder(SCREEN, new Rectangle(x, y, width, height), PANEL);
  }

  @Test
  void the_panel_is_at_the_border_and_a_small_image_stays() {
    PanelPlace place = place(300, 60, 400, 500);
    assertEquals(new Rectangle(860, 60, 420, 800), place.panel());
    assertEquals(Optional.empty(), place.image());
    assertEquals(100, place(300, 700, 400, 100).panel().y, "as high as the screen allows");
    assertEquals(25, place(300, -9, 400, 500).panel().y);
  }

  @Test
  void an_image_that_would_be_covered_moves_as_far_as_it_has_to() {
    assertEquals(Optional.of(new Rectangle(156, 60, 700, 750)), place(500, 60, 700, 750).image());
    assertEquals(Optional.of(new Rectangle(40, 150, 816, 750)), place(300, 300, 816, 750).image());
  }

  @Test
  void an_image_that_has_no_room_becomes_smaller() {
    assertEquals(Optional.of(new Rectangle(40, 25, 816, 875)), place(50, 60, 1100, 900).image());
  }

  @Test
  void both_are_seen_whole_unless_the_panel_is_in_the_middle() {
    for (int x = 40; x <= 860; x += 41) {
      for (int width = 100; width < 1400; width += 87) {
        Rectangle image = new Rectangle(90, 70, width, width);
        Rectangle panel = new Rectangle(x, 60, 420, 800);
        PanelPlace place = PanelPlace.at(SCREEN, image, panel);
        assertEquals(panel, place.panel());
        Rectangle shown = place.image().orElse(image);
        if (Math.max(x - 40, 860 - x) - 4 < 0.35 * 1240) {
          assertEquals(image, shown, "in the middle nothing helps");
          continue;
        }
        assertFalse(panel.intersects(shown), panel + " over " + shown);
        place.image().ifPresent(i -> assertTrue(SCREEN.contains(i), i.toString()));
        assertTrue(shown.width <= image.width && shown.height <= image.height);
      }
    }
  }

  @Test
  void where_the_rest_would_be_too_small_to_work_on_the_image_stays() {
    Rectangle screen = new Rectangle(0, 0, 640, 450);
    Rectangle image = new Rectangle(5, 5, 600, 400);
    PanelPlace place = PanelPlace.atTheBorder(screen, image, new Dimension(430, 450));
    assertEquals(new Rectangle(210, 0, 430, 450), place.panel());
    assertEquals(Optional.empty(), place.image());
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,400,800,true",
    "1230,100,400,800,true",
    "3190,100,400,800,false",
    "1200,100,400,800,true",
    "-380,100,400,800,false",
    "-300,100,400,800,true",
    "100,-40,400,800,false",
    "100,895,400,800,false",
    "2000,100,400,800,true",
    "1400,700,400,800,false"
  })
  void a_window_that_nobody_can_get_hold_of_is_not_reachable(
      int x, int y, int width, int height, boolean expected) {
    List<Rectangle> screens =
        List.of(new Rectangle(0, 0, 1280, 900), new Rectangle(1280, 0, 1920, 600));
    assertEquals(expected, PanelPlace.isReachable(new Rectangle(x, y, width, height), screens));
  }

  @Test
  void a_window_is_on_the_screen_that_shows_most_of_it() {
    Rectangle small = new Rectangle(0, 25, 1280, 875);
    Rectangle large = new Rectangle(1280, 0, 1920, 1060);
    List<Rectangle> both = List.of(small, large);
    assertEquals(Optional.of(large), PanelPlace.screenOf(new Rectangle(1270, 30, 431, 777), both));
    assertEquals(Optional.of(small), PanelPlace.screenOf(new Rectangle(900, 30, 431, 777), both));
    assertEquals(Optional.of(large), PanelPlace.screenOf(new Rectangle(1200, 30, 161, 777), both));
    assertEquals(Optional.of(small), PanelPlace.screenOf(new Rectangle(1200, 30, 159, 777), both));
    assertEquals(Optional.empty(), PanelPlace.screenOf(new Rectangle(3190, 30, 431, 777), both));
    assertEquals(Optional.empty(), PanelPlace.screenOf(new Rectangle(9, 30, 431, 777), List.of()));
  }

  @Test
  void an_image_that_a_panel_on_the_second_screen_covers_stays_on_that_screen() {
    Rectangle large = new Rectangle(1280, 0, 1920, 1060);
    Rectangle panel = new Rectangle(1300, 30, 420, 800);
    PanelPlace place = PanelPlace.at(large, new Rectangle(1500, 60, 700, 600), panel);
    assertEquals(Optional.of(new Rectangle(1724, 60, 700, 600)), place.image());
  }

  @Test
  void what_a_person_chose_is_remembered() {
    try {
      PanelMemory.put(new Rectangle(-1200, 30, 431, 777));
      assertEquals(Optional.of(new Rectangle(-1200, 30, 431, 777)), PanelMemory.bounds());
    } finally {
      PanelMemory.forget();
    }
    assertEquals(Optional.empty(), PanelMemory.bounds());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,2,3", "1,2,3,4,5", "1,2,-3,4", "a,b,c,d", "999999999999,1,1,1"})
  void settings_that_make_no_sense_are_none(String text) {
    try {
      Prefs.set("voxelclick.panel.bounds", text);
      assertEquals(Optional.empty(), PanelMemory.bounds());
    } finally {
      PanelMemory.forget();
    }
  }
}
