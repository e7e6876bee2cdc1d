package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong: an exit code, one sentence, no stack trace, an existing output untouched. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BadInputTest {
  @TempDir static Path shared;
  private static Path series;

  @TempDir Path folder;

  @BeforeAll
  static void write_a_series() throws IOException {
    series = shared.resolve("series");
    Samples.series().writeTo(series);
  }

  private CommandLineRun segment(Object path, String prompt, Object... more) {
    Object[] words = {"segment", path, "--prompt", prompt};
    Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return CommandLineRun.of(all);
  }

  @Nested
  class Path_of_the_input {
    @ParameterizedTest
    @ValueSource(strings = {"info", "segment"})
    void missing(String command) {
      Path gone = folder.resolve("gone");
      CommandLineRun run =
          command.equals("info")
              ? CommandLineRun.of("info", gone)
              : segment(gone, Samples.CLICK, "--out", folder.resolve("x.dcm"));
      run.assertRefused("gone", "no such file or folder");
    }

    @Test
    void empty_text() {
      CommandLineRun.of("info", "").assertRefused("path is empty");
      CommandLineRun.of("info", " ").assertRefused("path is empty");
    }

    @Test
    void no_path_at_all() {
      CommandLineRun run = CommandLineRun.of("info");
      run.assertRefused("PATH");
      assertEquals(2, run.exit());
    }

    @Test
    void empty_folder() {
      CommandLineRun.of("info", folder).assertRefused("no file");
    }

    @Test
    void folder_without_an_image() throws IOException {
      Files.writeString(folder.resolve("notes.txt"), "nothing to see");
      CommandLineRun.of("info", folder).assertRefused("no image");
    }

    @Test
    void file_that_is_neither_dicom_nor_nifti() throws IOException {
      Path text = Files.writeString(folder.resolve("report.dcm"), "x".repeat(3000));
      CommandLineRun.of("info", text).assertRefused("DICOM");
    }
  }

  @Nested
  class Series {
    @Test
    void truncated_file() throws IOException {
      SeriesFault all = SeriesFault.everywhere(slice -> slice.dropFileBytes(100));
      Samples.series().fault(all).writeTo(folder);
      Path out = folder.resolve("x.nii.gz");
      segment(folder, Samples.CLICK, "--out", out).assertRefused("s1-0000.dcm", "cut off");
      assertFalse(Files.exists(out));
    }

    @Test
    void mixed_orientations() throws IOException {
      Samples.series().fault(SeriesFault.sagittalFrom(5)).writeTo(folder);
      segment(folder, Samples.CLICK, "--out", folder.resolve("x.dcm")).assertRefused("1a", "1b");
    }

    @Test
    void unsupported_transfer_syntax_is_refused_with_its_name() throws IOException {
      Samples.series()
          .fault(SeriesFault.declaredSyntax("1.2.840.10008.1.2.4.102")) // MPEG-4 AVC
          .writeTo(folder);
      CommandLineRun run = CommandLineRun.of("info", folder, "--json");
      assertEquals(3, run.exit(), run.err());
      JsonObject json = run.json();
      assertEquals(0, json.getAsJsonArray("volumes").size());
      JsonObject refused = json.getAsJsonArray("refused").get(0).getAsJsonObject();
      assertTrue(refused.get("path").getAsString().endsWith(".dcm"));
      assertTrue(
          refused.get("reason").getAsString().contains("1.2.840.10008.1.2.4.102"), run.out());
      segment(folder, Samples.CLICK, "--out", folder.resolve("x.dcm"))
          .assertRefused("1.2.840.10008.1.2.4.102");
    }

    @Test
    void id_that_does_not_exist() {
      segment(series, Samples.CLICK, "--series", "7", "--out", folder.resolve("x.dcm"))
          .assertRefused("no volume 7", "1 (CT");
    }
  }

  @Nested
  class Prompt {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "point:+:48,24,4 | column 48 | 0 to 47",
          "point:-:20,40,4 | row 40 | 0 to 39",
          "point:+:20,24,9 | is 9 | 0 to 8",
          "box:4:10,10,60,20 | column 60 | 0 to 47",
          "scribble:+:9:1,1;2,2 | is 9 | 0 to 8"
        })
    void outside_the_volume(String prompt, String found, String expected) {
      Path out = folder.resolve("x.dcm");
      segment(series, prompt, "--out", out).assertRefused(found, expected);
      assertFalse(Files.exists(out));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "pint:+:1,2,3", "point:*:1,2,3", "point:+:1,2", "point:+:1,2,x", "point:+:-1,2,3",
          "box:4:1,2,3", "box:1,2,3,4", "scribble:+:4:", "scribble:+:4:1;2", ""
        })
    void misspelt(String prompt) {
      segment(series, prompt, "--out", folder.resolve("x.dcm")).assertRefused("prompt", "expected");
    }

    @Test
    void none_at_all() {
      CommandLineRun.of("segment", series, "--out", folder.resolve("x.dcm"))
          .assertRefused("--prompt");
    }
  }

  @Nested
  class Output {
    @Test
    void in_a_folder_that_is_not_there() {
      segment(series, Samples.CLICK, "--out", folder.resolve("no/x.dcm"))
          .assertRefused("no folder");
    }

    @Test
    void that_is_a_folder() throws IOException {
      Path out = Files.createDirectory(folder.resolve("x.dcm"));
      segment(series, Samples.CLICK, "--out", out).assertRefused("it is a folder");
    }

    @Test
    void of_an_unknown_format() {
      segment(series, Samples.CLICK, "--out", folder.resolve("x.stl"))
          .assertRefused(".dcm", ".nii.gz");
    }

    @Test
    void on_top_of_a_source_image() throws IOException {
      Path copy = folder.resolve("series");
      Path image = Samples.series().writeTo(copy).images().get(2).file();
      byte[] before = Files.readAllBytes(image);
      segment(copy, Samples.CLICK, "--propagate", "none", "--out", image)
          .assertRefused("one of the images");
      assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(image)));
    }

    @Test
    void that_exists_stays_when_the_command_fails() throws IOException {
      Path out = Files.writeString(folder.resolve("mask.dcm"), "precious");
      segment(series, "point:+:99,24,4", "--out", out).assertRefused();
      segment(series, Samples.CLICK, "--out", out, "--propagate", "3..99").assertRefused("3..99");
      segment(series, Samples.CLICK, "--out", out, "--code", "liver").assertRefused("SCT:10200004");
      segment(series, Samples.CLICK, "--out", out, "--model", series).assertRefused();
      assertEquals("precious", Files.readString(out));
      try (var files = Files.list(folder)) {
        assertEquals(1, files.count(), "no temporary file is left");
      }
    }
  }

  @Nested
  class Model {
    @Test
    void missing() {
      segment(series, Samples.CLICK, "--out", folder.resolve("x.dcm"), "--model", "gone.onnx")
          .assertRefused("gone.onnx");
    }

    @Test
    void that_is_not_onnx() throws IOException {
      Path text = Files.writeString(folder.resolve("model.onnx"), "no protobuf".repeat(50));
      Files.copy(
          Samples.modelWith(Files.createDirectory(folder.resolve("m")), "seednet-v1", "other")
              .resolveSibling("model.json"),
          folder.resolve("model.json"));
      segment(series, Samples.CLICK, "--out", folder.resolve("x.dcm"), "--model", text)
          .assertRefused("model.onnx", "ONNX");
    }

    @Test
    void without_a_profile() throws IOException {
      Path onnx = Samples.modelWith(folder, "seednet-v1", "other");
      Files.delete(folder.resolve("model.json"));
      segment(series, Samples.CLICK, "--out", folder.resolve("x.dcm"), "--model", onnx)
          .assertRefused("model.json");
    }

    @Test
    void that_does_not_fit_its_profile() throws IOException {
      Path onnx = Samples.modelWith(folder, "\"prob\"", "\"probability\"");
      segment(series, Samples.CLICK, "--out", folder.resolve("x.dcm"), "--model", onnx)
          .assertRefused("probability");
    }
  }

  @Nested
  class Options {
    @ParameterizedTest
    @ValueSource(strings = {"some", "3", "5..2", "0..9"})
    void propagation_misspelt_or_outside(String range) {
      segment(series, Samples.CLICK, "--out", folder.resolve("x.dcm"), "--propagate", range)
          .assertRefused(range, "expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "300..-100", "a..b", "..", "5..5"})
    void window_misspelt(String window) {
      segment(series, Samples.CLICK, "--out", folder.resolve("x.dcm"), "--window", window)
          .assertRefused(window, "expected");
    }

    @Test
    void unknown_command_or_option() {
      CommandLineRun.of("segmnt", series).assertRefused("segmnt");
      CommandLineRun.of("info", series, "--jsn").assertRefused("--jsn");
    }
  }

  @Test
  void verbose_adds_the_stack_trace() {
    CommandLineRun run = CommandLineRun.of("info", folder.resolve("gone"), "--verbose");
    assertEquals(1, run.exit());
    assertTrue(run.err().contains("\tat io.github.voxelclick"), run.err());
  }
}
