package io.github.voxelclick.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptParserTest {
  private static final GridSize SIZE = new GridSize(50, 70, 30);

  @Nested
  class Reads {
    @Test
    void a_click_with_column_row_and_slice_in_this_order() throws PromptException {
      assertEquals(
          new PointPrompt(SlicePlane.k(3), new PlanePoint(12, 65), true),
          PromptParser.parse("point:+:12,65,3", SIZE));
      assertEquals(
          new PointPrompt(SlicePlane.k(29), new PlanePoint(49, 69), false),
          PromptParser.parse("point:-:49,69,29", SIZE));
    }

    @Test
    void a_box_from_any_two_opposite_corners() throws PromptException {
      BoxPrompt box = new BoxPrompt(SlicePlane.k(7), new PlanePoint(4, 20), new PlanePoint(31, 66));
      assertEquals(box, PromptParser.parse("box:7:4,20,31,66", SIZE));
      assertEquals(box, PromptParser.parse("box:7:31,20,4,66", SIZE));
      assertEquals(box, PromptParser.parse(" box:7: 31, 66 ,4,20 ", SIZE));
    }

    @Test
    void a_scribble_point_by_point() throws PromptException {
      assertEquals(
          new ScribblePrompt(
              SlicePlane.k(0), List.of(new PlanePoint(1, 2), new PlanePoint(40, 60)), false),
          PromptParser.parse("scribble:-:0:1,2;40,60", SIZE));
    }
  }

  @Nested
  class Spells {
    @Test
    void slices_of_other_axes_and_places_between_voxels() throws PromptException {
      SlicePlane coronal = new SlicePlane(SliceAxis.J, 40);
      assertEquals(
          new PointPrompt(coronal, new PlanePoint(12.25, -0.3), false),
          PromptParser.parse("point:-:j40:12.25,-0.3", SIZE));
      assertEquals(
          new BoxPrompt(
              new SlicePlane(SliceAxis.I, 3), new PlanePoint(60.5, 2), new PlanePoint(65, 29)),
          PromptParser.parse("box:I3:60.5,2,65,29", SIZE));
      assertEquals(
          PromptParser.parse("point:+:1.5,2,7", SIZE),
          PromptParser.parse("point:+:k7:1.5,2", SIZE));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void any_prompt_so_that_the_same_is_read(long seed) throws PromptException {
      Random random = new Random(seed);
      for (int n = 0; n < 500; n++) {
        Prompt prompt = prompt(random);
        assertEquals(prompt, PromptParser.parse(PromptParser.spell(prompt), SIZE));
      }
    }

    private Prompt prompt(Random random) {
      SliceAxis axis = List.of(SliceAxis.I, SliceAxis.J, SliceAxis.K).get(random.nextInt(3));
      SlicePlane plane = new SlicePlane(axis, random.nextInt(axis.slices(SIZE)));
      boolean positive = random.nextBoolean();
      return switch (random.nextInt(3)) {
        case 0 -> new PointPrompt(plane, point(random, axis), positive);
        case 1 -> new BoxPrompt(plane, point(random, axis), point(random, axis));
        default ->
            new ScribblePrompt(
                plane,
                Stream.generate(() -> point(random, axis)).limit(1 + random.nextInt(9)).toList(),
                positive);
      };
    }

    private PlanePoint point(Random random, SliceAxis axis) {
      return new PlanePoint(
          coordinate(random, axis.columns(SIZE)), coordinate(random, axis.rows(SIZE)));
    }

    /** Whole, with a fraction, or next to nothing as a mouse may leave it. */
    private double coordinate(Random random, int count) {
      return switch (random.nextInt(3)) {
        case 0 -> random.nextInt(count);
        case 1 -> random.nextDouble() * count - 0.5;
        default -> random.nextInt(count) - random.nextDouble() * 1e-5;
      };
    }
  }

  @Nested
  class Refuses_in_one_sentence {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "dot:+:1,2,3",
          "point",
          "point:+",
          "point:+:1,2",
          "point:+:1,2,3,4",
          "point:*:1,2,3",
          "point:+:1,b,3",
          "point:+:1,2,3.5",
          "point:+:1,5,2,3,4",
          "point:+:NaN,2,3",
          "point:+:1e999,2,3",
          "point:+:0x1p3,2,3",
          "point:+:j:1,2",
          "point:+:m4:1,2",
          "point:+:j-1:1,2",
          "point:+:j4:1",
          "box:j4.5:1,2,3,4",
          "point:+:-1,2,3",
          "point:+:1,2,99999999999",
          "point:+:1,2,3:4",
          "box:1,2,3,4",
          "box:1:2,3,4",
          "box:x:1,2,3,4",
          "scribble:+:1:",
          "scribble:+:1:1,2;",
          "scribble:+:1:1,2;3",
          "scribble:1:1,2"
        })
    void what_is_misspelt(String text) {
      PromptException e = assertThrows(PromptException.class, () -> PromptParser.parse(text, SIZE));
      assertTrue(e.getMessage().startsWith("Cannot read the prompt \"" + text + "\""));
      assertTrue(e.getMessage().contains("expected"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "point:+:50,0,0    | column 50, expected 0 to 49",
          "point:+:0,70,0    | row 70, expected 0 to 69",
          "point:+:0,0,30    | slice along K is 30, expected 0 to 29",
          "box:3:0,0,50,69   | column 50, expected 0 to 49",
          "scribble:+:3:0,0;49,70 | row 70, expected 0 to 69"
        })
    void what_lies_outside_the_volume(String text, String part) {
      PromptException e = assertThrows(PromptException.class, () -> PromptParser.parse(text, SIZE));
      assertTrue(e.getMessage().contains(text), e.getMessage());
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }

  @Nested
  class On_other_axes {
    @Test
    void limits_are_those_of_the_axis() throws PromptException {
      SlicePlane sagittal = new SlicePlane(SliceAxis.I, 49);
      new PointPrompt(sagittal, new PlanePoint(69.4, 29.4), true).requireWithin(SIZE);
      for (PlanePoint outside :
          List.of(new PlanePoint(69.5, 0), new PlanePoint(0, 29.5), new PlanePoint(-0.51, 0))) {
        PointPrompt p = new PointPrompt(sagittal, outside, true);
        assertThrows(PromptException.class, () -> p.requireWithin(SIZE));
      }
      PointPrompt notANumber = new PointPrompt(sagittal, new PlanePoint(Double.NaN, 0), true);
      assertThrows(PromptException.class, () -> notANumber.requireWithin(SIZE));
    }

    @Test
    void a_mask_must_have_the_pixels_of_its_slice() throws PromptException {
      SlicePlane coronal = new SlicePlane(SliceAxis.J, 69);
      new MaskPrompt(coronal, SliceMask.empty(50, 30)).requireWithin(SIZE);
      MaskPrompt transposed = new MaskPrompt(coronal, SliceMask.of(30, 50, (c, r) -> r == 49));
      assertThrows(PromptException.class, () -> transposed.requireWithin(SIZE));
      MaskPrompt small = new MaskPrompt(coronal, SliceMask.empty(49, 30));
      PromptException e = assertThrows(PromptException.class, () -> small.requireWithin(SIZE));
      assertTrue(e.getMessage().contains("49x30") && e.getMessage().contains("50x30"));
    }
  }
}
