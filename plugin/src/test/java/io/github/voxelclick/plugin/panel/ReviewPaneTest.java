package io.github.voxelclick.plugin.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.session.GivenPrompt;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.session.SliceStart;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(Spoken.class)
class ReviewPaneTest {
  private final List<String> told = new ArrayList<>();
  private final SelectedSegment selected = new SelectedSegment(Cases.geometry());
  private final ReviewPane pane =
      new ReviewPane(new SliceNames(Cases.geometry()), Shortcuts.of(false), new Told());

  /** Writes down what it is told. */
  private final class Told implements ReviewPane.Listener {
    @Override
    public void goTo(SlicePlane plane) {
      told.add("go " + plane.index());
    }

    @Override
    public void confirm(SlicePlane plane, boolean right) {
      told.add("confirm " + plane.index() + " " + right);
    }

    @Override
    public void confirmAndGo(SlicePlane plane, Optional<SlicePlane> then) {
      told.add("confirm " + plane.index() + " then " + then.map(SlicePlane::index).orElse(-1));
    }
  }

  private void show(SegmentState segment, int current) {
    pane.show(selected.review(segment, SlicePlane.k(current)));
  }

  @Test
  void the_most_doubtful_slice_comes_first_and_the_current_one_is_not_next() {
    show(Cases.kidney(), 0);
    assertEquals("Next slice to check (5)", pane.next().getText());
    assertEquals("slice 7: confidence 0.40, about 2 pixels wrong", pane.text());
    pane.next().doClick();
    show(Cases.kidney(), 7);
    assertEquals("slice 5: confidence 0.62, about 2 pixels wrong", pane.text());
    pane.confirm().doClick();
    pane.confirmAndNext().doClick();
    assertEquals(List.of("go 7", "confirm 7 true", "confirm 7 then 5"), told);
    Spoken.choose("de");
    show(Cases.kidney(), 0);
    assertEquals("Schicht 7: Konfidenz 0,40, etwa 2 Pixel falsch", pane.text());
  }

  @Test
  void a_confirmed_slice_can_only_be_taken_back() {
    show(Cases.kidney(), 2);
    assertEquals("Take confirmation back", pane.confirm().getText());
    assertFalse(pane.confirmAndNext().isEnabled());
    pane.confirm().doClick();
    assertEquals(List.of("confirm 2 false"), told);
  }

  @Test
  void nothing_is_left_of_a_segment_that_nobody_carried() {
    show(Cases.empty(), 3);
    assertEquals("No slice is left to check", pane.text());
    assertFalse(pane.next().isEnabled());
    assertTrue(pane.confirm().isEnabled(), "that a slice is empty can be confirmed");
    pane.confirmAndNext().doClick();
    assertEquals(List.of("confirm 3 then -1"), told);
  }

  @Test
  void a_mask_from_a_file_is_looked_through_slice_by_slice() {
    SegmentState loaded = Cases.state(Cases.segment(1, "liver"), false, Cases.mask(2, 3, 5));
    show(loaded, 3);
    assertEquals("Next slice to check (3)", pane.next().getText());
    assertEquals("3 of 3 slices are not confirmed; next: slice 5", pane.text());
    pane.next().doClick();
    show(loaded, 5);
    assertEquals("3 of 3 slices are not confirmed; next: slice 2", pane.text(), "from the start");
    pane.confirmAndNext().doClick();
    assertEquals(List.of("go 5", "confirm 5 then 2"), told);
    pane.show(selected.review(loaded, new SlicePlane(SliceAxis.I, 4)));
    assertEquals("3 of 3 slices are not confirmed; next: slice 2", pane.text());
    Spoken.choose("de");
    show(loaded, 0);
    assertEquals("3 von 3 Schichten sind nicht bestätigt; nächste: Schicht 2", pane.text());
    show(Cases.state(Cases.segment(1, "liver"), false, Cases.mask(3)), 3);
    assertFalse(pane.next().isEnabled());
    assertEquals("Diese Schicht ist die letzte zu prüfende", pane.text());
  }

  @Test
  void what_is_doubtful_comes_before_what_nobody_knows_anything_of() {
    SegmentState s =
        Cases.state(
            Cases.segment(1, "liver"),
            false,
            Cases.mask(2, 3, 5, 6),
            Cases.slice(3, SliceOrigin.DRAWN, 1, true),
            Cases.slice(5, SliceOrigin.CARRIED, 0.5, false));
    show(s, 1);
    assertEquals("Next slice to check (3)", pane.next().getText());
    assertEquals("slice 5: confidence 0.50, about 2 pixels wrong", pane.text());
    show(s, 5);
    assertEquals("3 of 4 slices are not confirmed; next: slice 6", pane.text());
  }

  @Test
  void the_last_one_says_so() {
    SegmentState s =
        Cases.state(
            Cases.segment(1, "liver"),
            false,
            Cases.mask(3),
            Cases.slice(3, SliceOrigin.CARRIED, 0.5, false));
    show(s, 3);
    assertEquals("This slice is the last one to check", pane.text());
    assertFalse(pane.next().isEnabled());
  }

  @Test
  void what_the_session_would_refuse_is_off() {
    show(Cases.liver(), 1);
    assertFalse(pane.confirm().isEnabled(), "locked");
    assertFalse(pane.confirmAndNext().isEnabled(), "locked");
    SliceState waiting =
        new SliceState(
            SlicePlane.k(3),
            List.of(
                new GivenPrompt(
                    1,
                    new PointPrompt(SlicePlane.k(3), new PlanePoint(1, 3), true),
                    Overlap.ALLOWED)),
            0,
            0,
            Optional.of(new SliceStart(Cases.two(), Optional.empty(), 0)),
            Optional.empty(),
            0,
            false);
    show(Cases.state(Cases.segment(1, "liver"), false, Cases.mask(3), waiting), 3);
    assertFalse(pane.confirm().isEnabled(), "a prompt waits");
    show(Cases.kidney(), 3);
    assertTrue(pane.confirm().isEnabled());
    assertEquals(List.of(), told);
  }

  @Test
  void a_segment_is_looked_through_once() {
    SegmentState kidney = Cases.kidney();
    SliceStates states = selected.states(kidney, SliceAxis.K);
    selected.review(kidney, SlicePlane.k(3));
    assertSame(states, selected.states(kidney, SliceAxis.K));
    assertEquals(SliceAxis.J, selected.states(kidney, SliceAxis.J).axis());
    SegmentState liver = Cases.liver();
    assertEquals(1, selected.review(liver, SlicePlane.k(3)).left().count());
    assertEquals(SliceLook.CONFIRMED, selected.states(liver, SliceAxis.K).slices().get(0).look());
    assertEquals(5, selected.review(kidney, SlicePlane.k(3)).left().count());
    assertEquals(states, selected.states(kidney, SliceAxis.K));
  }

  @Test
  void before_it_shows_anything_its_buttons_are_off() {
    assertFalse(pane.next().isEnabled() || pane.confirm().isEnabled());
    assertFalse(pane.confirmAndNext().isEnabled());
  }
}
