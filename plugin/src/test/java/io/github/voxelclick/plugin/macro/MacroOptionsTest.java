package io.github.voxelclick.plugin.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.Macro;
import ij.macro.Interpreter;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MacroOptionsTest {
  private static final GridSize SIZE = new GridSize(50, 70, 30);

  /** What the interpreter of ImageJ makes of a text between quotes. */
  private static String asImageJReads(String quoted) {
    return new Interpreter().run("return " + quoted + ";", "");
  }

  private static String through(String value) throws JobException {
    MacroLine line =
        MacroLine.of(MacroCommand.SAVE_SEGMENTS).with("path", value).withFlag("overwrite", true);
    String read = asImageJReads(MacroText.quoted(line.optionText()));
    assertEquals(line.optionText(), read);
    MacroOptions options = MacroOptions.parse(MacroCommand.SAVE_SEGMENTS, read + " ");
    assertTrue(options.flag("overwrite"));
    assertFalse(options.flag("no_provenance"));
    return options.required("path");
  }

  @Nested
  class A_value_survives {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "plain",
          "/home/a b/Bühler, Ärzte.dcm",
          "C:\\Users\\new\\t.dcm",
          "C:\\",
          "\\\\server\\share\\x y",
          "it's \"quoted\"",
          "'single'",
          "[whole]",
          "a]b",
          "]a[",
          "[",
          "a[b",
          "&file",
          "%41",
          "100%",
          " path=[x] overwrite",
          "a=b",
          "日本 腎臓",
          "\uD83E\uDEC1 lung",
          "two\nlines",
          "tab\there"
        })
    void the_macro_language_and_our_reading(String value) throws JobException {
      assertEquals(value, through(value));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatever_signs_it_has(long seed) throws JobException {
      Random random = new Random(seed);
      String signs = "a b[]'\"\\%&=,;:ü腎\n=";
      for (int n = 0; n < 400; n++) {
        StringBuilder value = new StringBuilder("x");
        for (int m = random.nextInt(9); m >= 0; m--) {
          value.append(signs.charAt(random.nextInt(signs.length())));
        }
        assertEquals(
            value.substring(1).isBlank() ? value.toString() : value.substring(1),
            through(value.substring(1).isBlank() ? value.toString() : value.substring(1)));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "/home/a b/ü.dcm", "C:\\x y\\", "[whole] name", "it's"})
    void as_imagejs_own_dialogs_would_read_it(String value) {
      String text = MacroLine.of(MacroCommand.LOAD).with("path", value).optionText();
      assertEquals(value, Macro.getValue(text + " ", "path", ""));
    }

    @Test
    void numbers_with_all_digits_where_commas_are_decimal() throws JobException {
      Locale before = Locale.getDefault();
      Locale.setDefault(Locale.GERMANY);
      try {
        double third = 1 / 3.0;
        MacroLine line =
            MacroLine.of(MacroCommand.BRUSH)
                .with("slice", new SlicePlane(SliceAxis.J, 12))
                .withPoints("path", List.of(new PlanePoint(third, 1e-5), new PlanePoint(-0.4, 7)))
                .with("radius", 2.5);
        assertEquals(
            "slice=j12 path=0.3333333333333333,1.0E-5;-0.4,7 radius=2.5", line.optionText());
        MacroOptions read = MacroOptions.parse(MacroCommand.BRUSH, line.optionText());
        assertEquals(
            List.of(new PlanePoint(third, 1e-5), new PlanePoint(-0.4, 7)), read.points("path"));
        assertEquals(2.5, read.number("radius"));
        assertEquals(new SlicePlane(SliceAxis.J, 12), read.slice("slice", SIZE));
      } finally {
        Locale.setDefault(before);
      }
    }
  }

  @Test
  void quotes_and_brackets_may_be_those_that_people_type() throws JobException {
    MacroOptions o = MacroOptions.parse(MacroCommand.OPEN, "  Path='/a b/c'   series=[2 b]\tnew  ");
    assertEquals(Path.of("/a b/c"), o.path("path"));
    assertEquals(Optional.of("2 b"), o.text("series"));
    assertTrue(o.flag("new"));
    assertEquals(
        Optional.empty(), MacroOptions.parse(MacroCommand.OPEN, "series=[]").text("series"));
  }

  @Test
  void a_value_may_name_a_variable_of_the_macro() throws JobException {
    assertEquals(
        "/a b",
        MacroOptions.parse(
                MacroCommand.OPEN,
                "path=&file",
                name -> Optional.of("/a b").filter(v -> name.equals("file")))
            .required("path"));
    JobException e =
        assertThrows(
            JobException.class, () -> MacroOptions.parse(MacroCommand.OPEN, "path=[&other]"));
    assertTrue(e.getMessage().contains("\"other\""), e.getMessage());
  }

  @Nested
  class Refuses_in_one_sentence {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "colour=red          | no option \"colour=\"",
          "erased              | no option \"erased\"",
          "ball=1              | no option \"ball=\"",
          "slice               | no option \"slice\"",
          "slice=k1 slice=k2   | slice is there twice",
          "path=[1,2           | bracket after path= is not closed",
          "path='1,2           | quote after path= is not closed",
          "path=[%4            | bracket after path= is not closed",
          "path=[%a%5]         | two hexadecimal digits",
          "path=[%a%FF]        | no UTF-8"
        })
    void what_is_misspelt(String text, String part) {
      JobException e =
          assertThrows(JobException.class, () -> MacroOptions.parse(MacroCommand.BRUSH, text));
      assertTrue(e.getMessage().startsWith("Cannot run \"VoxelClick Brush\": "), e.getMessage());
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "''                  | slice",
          "slice=12            | k17",
          "slice=m12           | k17",
          "slice=k30           | k0 to k29",
          "slice=j70           | j0 to j69",
          "slice=i999999999999 | k17"
        })
    void a_slice_that_is_none(String text, String part) {
      JobException e =
          assertThrows(
              JobException.class,
              () -> MacroOptions.parse(MacroCommand.BRUSH, text).slice("slice", SIZE));
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "path=1",
          "path=1,2,3",
          "path=1,2;",
          "path=a,b",
          "path=NaN,1",
          "path=1e7,0",
          "path=1e999,0"
        })
    void points_that_are_none(String text) {
      JobException e =
          assertThrows(
              JobException.class,
              () -> MacroOptions.parse(MacroCommand.BRUSH, text).points("path"));
      assertTrue(e.getMessage().contains("path is"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"radius=", "radius=two", "radius=2,5", "radius=0x2", "radius=1e999"})
    void numbers_that_are_none(String text) {
      assertThrows(
          JobException.class, () -> MacroOptions.parse(MacroCommand.BRUSH, text).number("radius"));
    }

    @Test
    void whole_numbers_with_fractions_or_out_of_range() throws JobException {
      for (String text : List.of("steps=1.5", "steps=0", "steps=101", "steps=-1")) {
        MacroOptions o = MacroOptions.parse(MacroCommand.UNDO, text);
        assertThrows(JobException.class, () -> o.whole("steps", 1, 100), text);
      }
      assertEquals(
          100,
          MacroOptions.parse(MacroCommand.UNDO, "steps=100").whole("steps", 1, 100).getAsInt());
    }
  }

  @Test
  void steps_to_and_fro_are_put_together() {
    MacroLine one = MacroLine.of(MacroCommand.UNDO).with("steps", 1);
    MacroLine three = MacroLine.of(MacroCommand.UNDO).with("steps", 3);
    assertEquals("run(\"Undo Prompt\", \"steps=4\");\n", one.joined(three).orElseThrow().macro());
    assertEquals(
        "IJ.run(\"Undo Prompt\", \"steps=4\");\n",
        three.joined(one).orElseThrow().in(RecorderMode.JAVASCRIPT));
    assertEquals(Optional.empty(), one.joined(MacroLine.of(MacroCommand.REDO).with("steps", 1)));
    assertEquals(Optional.empty(), one.joined(MacroLine.of(MacroCommand.UNDO)));
    assertEquals("run(\"Undo Prompt\");\n", MacroLine.of(MacroCommand.UNDO).macro());
    assertEquals(
        "IJ.run(\"Undo Prompt\", \"\");\n", MacroLine.of(MacroCommand.UNDO).in(RecorderMode.JAVA));
  }
}
