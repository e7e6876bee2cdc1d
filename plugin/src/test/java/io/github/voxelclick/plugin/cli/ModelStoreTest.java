package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.voxelclick.plugin.task.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are installed, listed, used by name, carried elsewhere and removed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModelStoreTest {
  private static final Path MINIATURES =
      Path.of("..", "volume-seg", "src", "test", "resources", "miniature");

  @TempDir private Path folder;
  private Path models;
  private String usual;

  @BeforeEach
  void use_a_folder_of_our_own() {
    usual = System.getProperty(Models.FOLDER_PROPERTY, "");
    assertFalse(usual.isBlank(), "tests would look at the user's own models");
    models = folder.resolve("models");
    System.setProperty(Models.FOLDER_PROPERTY, models.toString());
  }

  @AfterEach
  void use_the_usual_folder() {
    System.setProperty(Models.FOLDER_PROPERTY, usual);
  }

  private static CommandLineRun run(Object... words) {
    Object[] all = new Object[words.length + 1];
    all[0] = "models";
    System.arraycopy(words, 0, all, 1, words.length);
    return CommandLineRun.of(all);
  }

  private static Path graph(String miniature, String part) {
    return MINIATURES.resolve(miniature).resolve(part + ".onnx");
  }

  @Test
  void the_list_has_the_embedded_model_what_is_installed_and_the_catalogue() {
    run("add", MINIATURES.resolve("edgesam"), "--licence", "S-Lab", "--non-commercial")
        .assertDone();
    List<String> lines = run("list").assertDone().out().lines().toList();
    assertTrue(lines.get(0).startsWith("embedded   seednet-v1"), lines.get(0));
    assertTrue(lines.get(1).startsWith("installed  edgesam"), lines.get(1));
    assertTrue(lines.get(1).contains("S-Lab; NON-COMMERCIAL USE ONLY"), lines.get(1));
    assertTrue(lines.size() > 20, lines.size() + " lines");
    assertEquals(1, lines.stream().filter(l -> l.contains(" edgesam ")).count());
    assertTrue(lines.stream().anyMatch(l -> l.startsWith("export     sam2.1-tiny")));
    assertEquals(2, run("list", "--installed").assertDone().out().lines().count());
    JsonObject json = run("list", "--json").assertDone().json();
    assertEquals(models.toString(), json.get("folder").getAsString());
    JsonObject second = json.getAsJsonArray("models").get(1).getAsJsonObject();
    assertEquals("installed", second.get("state").getAsString());
    assertTrue(second.get("nonCommercial").getAsBoolean());
  }

  @Test
  void check_says_what_the_files_are_and_that_they_run() {
    String out =
        run("check", graph("medsam", "encoder"), graph("medsam", "decoder"), "--profile", "medsam")
            .assertDone()
            .out();
    assertTrue(out.contains("graph    encoder.onnx takes "), out);
    assertTrue(out.contains("takes boxes"), out);
    assertTrue(out.contains("a box gives a mask of "), out);
    assertTrue(out.contains("cpu (") && out.contains("answer "), out);
    JsonObject json = run("check", MINIATURES.resolve("edgesam"), "--json").assertDone().json();
    assertEquals("sam", json.get("family").getAsString());
    assertEquals("click", json.get("prompt").getAsString());
    assertTrue(json.getAsJsonArray("timings").size() >= 1);
  }

  @Test
  void check_tries_every_profile_that_fits_and_chooses_none() {
    Object[] words = {"check", graph("medsam", "encoder"), graph("medsam", "decoder")};
    CommandLineRun run = run(words).assertDone();
    assertEquals(
        List.of("profile  sam", "profile  medsam", "profile  mobilesam"),
        run.out().lines().filter(l -> l.startsWith("profile  ")).toList());
    assertEquals(3, run.out().lines().filter(l -> l.startsWith("dry run  ")).count(), run.out());
    assertTrue(
        run.out().lines().filter(l -> l.startsWith("cpu (") && l.contains("answer ")).count() >= 3,
        run.out());
    assertTrue(run.err().contains("with --profile: sam, medsam, mobilesam."), run.err());
    Object[] asJson = Arrays.copyOf(words, words.length + 1);
    asJson[words.length] = "--json";
    JsonObject json = run(asJson).assertDone().json();
    JsonObject second = json.getAsJsonArray("profiles").get(1).getAsJsonObject();
    assertEquals("medsam", second.get("profile").getAsString());
    assertEquals("box", second.getAsJsonObject("report").get("prompt").getAsString());
    assertFalse(second.has("fault"));
    assertFalse(Files.exists(models), "nothing was installed");
  }

  @Test
  void check_reads_an_installed_model_in_full() throws IOException {
    run("add", MINIATURES.resolve("edgesam"), "--name", "mine").assertDone();
    assertTrue(run("check", "mine").assertDone().out().contains("dry run"));
    run("check", "seednet-v1").assertDone();
    Path file = models.resolve("mine/decoder.onnx");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 1;
    Files.write(file, bytes);
    run("check", "mine").assertRefused("mine is damaged", "decoder.onnx has changed");
    Files.write(file, new byte[3]);
    run("check", "mine").assertRefused("has 3 bytes instead of");
    assertTrue(run("list", "--installed").out().contains("damaged    mine"));
    run("check", "nosuch").assertRefused("No model nosuch is installed");
  }

  @Test
  void add_refuses_what_it_cannot_decide_and_takes_the_word_for_it() {
    Object[] graphs = {"add", graph("sam", "encoder"), graph("sam", "decoder")};
    run(graphs).assertRefused("fit several profiles", "--profile");
    Object[] words = Arrays.copyOf(graphs, graphs.length + 4);
    System.arraycopy(new Object[] {"--profile", "sam", "--name", "ours"}, 0, words, 3, 4);
    run(words).assertDone();
    run(words).assertRefused("There is a model ours already");
    words[4] = "edgesam";
    run(words).assertRefused("does not fit these files");
  }

  @Test
  void an_installed_name_runs_the_main_job() throws IOException {
    Path series = folder.resolve("series");
    Samples.series().writeTo(series);
    run("add", MINIATURES.resolve("edgesam"), "--name", "mine").assertDone();
    Object[] words = {
      "segment",
      series,
      "--model",
      "MINE",
      "--prompt",
      Samples.CLICK,
      "--out",
      folder.resolve("mask.dcm"),
      "--json"
    };
    JsonObject json = CommandLineRun.of(words).assertDone().json();
    assertTrue(json.get("voxels").getAsLong() > 0);
    run("remove", "mine", "--yes").assertDone();
    CommandLineRun.of(words).assertRefused("No model MINE is installed", "[seednet-v1]");
    words[3] = "seednet-v1";
    words[7] = folder.resolve("other.dcm");
    assertEquals(
        "seednet-v1", CommandLineRun.of(words).assertDone().json().get("model").getAsString());
  }

  @Test
  void remove_wants_to_be_told_twice_and_never_takes_the_embedded_one() {
    run("add", MINIATURES.resolve("edgesam"), "--name", "mine").assertDone();
    run("remove", "mine").assertRefused("Give --yes");
    assertTrue(Files.exists(models.resolve("mine")));
    run("remove", "mine", "--yes").assertDone();
    assertFalse(Files.exists(models.resolve("mine")));
    run("remove", "seednet-v1", "--yes").assertRefused("is part of the program");
    run("remove", "seednet-v1").assertRefused("is part of the program");
    run("remove", "../models", "--yes").assertRefused("No model ../models is installed");
  }

  @Test
  void get_tells_how_to_make_what_cannot_be_downloaded() {
    CommandLineRun run = run("get", "sam2.1-tiny");
    assertEquals(1, run.exit());
    assertTrue(run.out().contains("Apache-2.0"), run.out());
    assertTrue(run.out().contains("python -m voxelexport.sam2"), run.out());
    assertTrue(run.out().contains("sam2.1_hiera_tiny.pt"), run.out());
    assertTrue(run.err().contains("cannot be downloaded"), run.err());
    run("get", "nosuch").assertRefused("The catalogue has no such model");
  }

  @Test
  void get_asks_for_the_licence_before_anything_else() throws IOException {
    Path list =
        Files.writeString(
            folder.resolve("list.json"),
            """
            {"format": 1, "models": [{"name": "ours", "title": "Ours",
              "project": "https://hospital.example/", "profile": "medsam",
              "licence": {"name": "own", "covers": "all", "nonCommercial": true, "source": "x"},
              "files": [{"name": "e.onnx", "url": "https://hospital.invalid/e", "bytes": 7,
                "sha256": "%s"}]}]}
            """
                .formatted("0".repeat(64)));
    run("get", "ours", "--catalogue", list)
        .assertRefused("own (all); NON-COMMERCIAL USE ONLY", "--accept-licence");
    assertFalse(Files.exists(models));
    assertTrue(run("list", "--catalogue", list).out().contains("download   ours"));
    run("get", "ours", "--catalogue", list, "--accept-licence")
        .assertRefused("Cannot download e.onnx from hospital.invalid");
    Files.writeString(list, "{}");
    run("get", "ours", "--catalogue", list).assertRefused("\"format\" is missing");
  }

  @Test
  void a_bundle_carries_models_to_another_folder() throws IOException {
    run("add", MINIATURES.resolve("edgesam"), "--name", "one").assertDone();
    run("add", MINIATURES.resolve("medsam"), "--name", "two").assertDone();
    Path bundle = folder.resolve("models.zip");
    run("export-bundle", "one", "TWO", "two", "--out", bundle).assertDone();
    run("export-bundle", "one", "--out", bundle).assertRefused("already");
    run("export-bundle", "three", "--out", folder.resolve("x.zip")).assertRefused("No model three");
    Path other = folder.resolve("other");
    String out = run("import-bundle", bundle, "--folder", other).assertDone().out();
    assertEquals(2, out.lines().count(), out);
    for (String file : List.of("one/decoder.onnx", "two/encoder.onnx", "two/origin.json")) {
      assertEquals(-1, Files.mismatch(models.resolve(file), other.resolve(file)));
    }
    run("import-bundle", bundle, "--folder", other).assertRefused("There is a model one already");
  }
}
