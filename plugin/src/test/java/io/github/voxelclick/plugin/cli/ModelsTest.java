package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model files that people bring: from two ONNX files to a DICOM SEG. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModelsTest {
  private static final Path MINIATURES =
      Path.of("..", "volume-seg", "src", "test", "resources", "miniature");

  @TempDir private Path folder;
  private Path series;

  @BeforeEach
  void write_a_series() throws IOException {
    series = folder.resolve("series");
    Samples.series().writeTo(series);
  }

  private Path[] graphs(String model) throws IOException {
    Path[] files = {folder.resolve("mine.encoder.onnx"), folder.resolve("mine.decoder.onnx")};
    Files.copy(MINIATURES.resolve(model).resolve("encoder.onnx"), files[0]);
    Files.copy(MINIATURES.resolve(model).resolve("decoder.onnx"), files[1]);
    return files;
  }

  @Test
  void profiles_that_fit_are_listed_and_none_is_chosen() throws IOException {
    Path[] files = graphs("medsam");
    String out = CommandLineRun.of("models", "propose", files[1], files[0]).assertDone().out();
    assertEquals(3, out.lines().count(), out);
    assertTrue(out.contains("medsam ") && out.contains("boxes only"), out);
    assertTrue(Files.notExists(folder.resolve("mine.json")));
  }

  @Test
  void the_chosen_profile_is_written_once_and_runs_the_main_job() throws IOException {
    Path[] files = graphs("sam");
    CommandLineRun.of("models", "propose", files[0], files[1], "--as", "sam").assertDone();
    CommandLineRun.of("models", "propose", files[0], files[1], "--as", "sam")
        .assertRefused("There is a profile mine.json already");
    Path seg = folder.resolve("mask.dcm");
    JsonObject json =
        CommandLineRun.of(
                "segment",
                series,
                "--model",
                folder.resolve("mine.json"),
                "--prompt",
                Samples.CLICK,
                "--propagate",
                "all",
                "--out",
                seg,
                "--json")
            .assertDone()
            .json();
    assertTrue(Files.size(seg) > 0);
    assertEquals("mine", json.get("model").getAsString());
    assertTrue(json.get("voxels").getAsLong() > 0);
  }

  @Test
  void what_does_not_fit_is_refused_with_what_does() throws IOException {
    Path[] files = graphs("edgesam");
    CommandLineRun.of("models", "propose", files[0], files[1], "--as", "medsam")
        .assertRefused("\"medsam\" does not fit", "[edgesam]");
    CommandLineRun.of("models", "propose", files[0]).assertRefused("No known profile fits");
    Path text = Files.writeString(folder.resolve("notes.onnx"), "not a model");
    CommandLineRun.of("models", "propose", text).assertRefused("not an ONNX file");
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("decoder.onnx");
    Files.copy(files[1], elsewhere);
    CommandLineRun.of("models", "propose", files[0], elsewhere).assertRefused("different folders");
    CommandLineRun.of("models").assertRefused("Missing sub-command");
  }

  @Test
  void a_prompt_that_the_model_cannot_take_is_refused_by_name() throws IOException {
    Path[] files = graphs("medsam");
    CommandLineRun.of("models", "propose", files[0], files[1], "--as", "medsam").assertDone();
    CommandLineRun.of(
            "segment",
            series,
            "--model",
            folder.resolve("mine.json"),
            "--prompt",
            Samples.CLICK,
            "--out",
            folder.resolve("mask.dcm"))
        .assertRefused("takes no positive click", "boxes");
  }
}
