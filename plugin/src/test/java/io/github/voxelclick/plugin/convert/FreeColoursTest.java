package io.github.voxelclick.plugin.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segment.Rgb;
import io.github.voxelclick.volume.Term;
import io.github.voxelclick.volume.Terminology;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FreeColoursTest {
  private static final Term LIVER = Terminology.standard().ofName("liver").orElseThrow();
  private static final Term KIDNEY = Terminology.standard().ofName("left kidney").orElseThrow();

  private static Segment segment(int number, Term term, Rgb colour) {
    return new Segment(
        number,
        term.label(),
        term.category(),
        term.type(),
        colour,
        Segment.Algorithm.MANUAL,
        "",
        "",
        term.details());
  }

  private static Rgb nearly(Rgb c) {
    return new Rgb(c.red() - 1, c.green() + 1, c.blue());
  }

  @Test
  void what_nobody_has_stays() {
    Segment segment = segment(4, LIVER, Rgb.ofNumber(4));
    assertSame(segment, FreeColours.toldApart(segment, List.of(Rgb.ofNumber(1), Rgb.ofNumber(2))));
    assertSame(segment, FreeColours.toldApart(segment, List.of()));
  }

  @Test
  void the_colour_of_a_number_a_code_or_a_name_gives_way() {
    for (Segment segment :
        List.of(
            segment(2, LIVER, Rgb.ofNumber(2)),
            segment(2, LIVER, LIVER.colour()),
            segment(2, LIVER, nearly(LIVER.colour())), // as it comes back from CIELab
            segment(2, KIDNEY, KIDNEY.colour()),
            segment(2, LIVER, Terminology.standard().unnamed().colour()))) {
      List<Rgb> used = List.of(Rgb.ofNumber(5), nearly(segment.colour()));
      Rgb told = FreeColours.toldApart(segment, used).colour();
      assertNotEquals(segment.colour(), told);
      for (Rgb other : used) {
        int apart =
            Math.abs(told.red() - other.red())
                + Math.abs(told.green() - other.green())
                + Math.abs(told.blue() - other.blue());
        assertTrue(apart > 24, told + " beside " + other);
      }
      assertEquals(segment.withColour(told), FreeColours.toldApart(segment, used));
    }
  }

  @Test
  void a_colour_that_the_file_chose_stays_even_where_it_is_in_use() {
    Segment chosen = segment(2, LIVER, new Rgb(12, 200, 7));
    assertSame(chosen, FreeColours.toldApart(chosen, List.of(new Rgb(12, 200, 7))));
  }

  @Test
  void a_hundred_structures_are_told_apart_and_always_in_the_same_colours() {
    List<Rgb> used = new ArrayList<>(List.of(Terminology.standard().unnamed().colour()));
    for (int n = 1; n <= 117; n++) {
      Rgb told = FreeColours.toldApart(segment(n, LIVER, Rgb.ofNumber(n)), used).colour();
      assertEquals(told, FreeColours.toldApart(segment(n, LIVER, Rgb.ofNumber(n)), used).colour());
      used.add(told);
    }
    assertEquals(118, used.stream().distinct().count());
  }

  @Test
  void more_than_anybody_tells_apart_end_soon() {
    List<Rgb> used = new ArrayList<>();
    for (int n = 1; n <= 65_535; n++) {
      used.add(FreeColours.toldApart(segment(n, LIVER, Rgb.ofNumber(n)), used).colour());
    }
    assertEquals(Rgb.ofNumber(65_535), used.get(65_534));
  }
}
