package io.github.voxelclick.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line's jar in folders with strange names, and beside what should not be there. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InstallIT {
  private static final Path JARS = Path.of(System.getProperty("voxelclick.jars"));
  private static final String MAIN = "io.github.voxelclick.plugin.cli.Main";

  @TempDir Path folder;
  private StrangeFolders folders;

  private record Run(int exit, String out, String err) {
    JsonObject json() {
      return JsonParser.parseString(out).getAsJsonObject();
    }
  }

  @BeforeEach
  void make_the_folders() throws IOException {
    folders = StrangeFolders.in(folder);
  }

  private Path commandLine() throws IOException {
    Path jar = folders.install().resolve("voxelclick.jar");
    return Files.copy(JARS.resolve("voxelclick.jar"), jar).toRealPath();
  }

  private Run run(List<String> command) throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folders.images().toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("XDG_DATA_HOME");
    Process process = builder.start();
    assertTrue(process.waitFor(240, TimeUnit.SECONDS), "still running: " + command);
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void the_main_job_is_done_from_there_without_rights_or_network() throws Exception {
    Path jar = commandLine();
    Path results = folders.images().resolve("Dëmo 1");
    Run run =
        run(
            folders.sealed(
                folders.java(
                    "-jar", jar.toString(), "demo", "--folder", results.toString(), "--json")));
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.json().get("dice").getAsDouble() >= 0.90, run.out());
    assertTrue(Files.size(results.resolve("segmentation.dcm")) > 0);
    try (Stream<Path> left = Files.list(folders.temp())) {
      List<Path> files =
          left.filter(p -> !p.getFileName().toString().startsWith("onnxruntime-java")).toList();
      assertEquals(List.of(), files, "temporary files");
    }
    assertTrue(Files.exists(folders.home().resolve(".voxelclick").resolve("installation")));
  }

  private Run diagnostics(String classPath, String... more) throws Exception {
    Stream<String> words =
        Stream.concat(Stream.of(more), Stream.of("-cp", classPath, MAIN, "diagnostics", "--json"));
    return run(folders.java(words.toArray(String[]::new)));
  }

  private static String path(Path... jars) {
    return String.join(
        File.pathSeparator, Stream.of(jars).map(Path::toString).toArray(String[]::new));
  }

  private Path runtime() throws IOException {
    try (Stream<Path> jars = Files.list(JARS.resolve("lib"))) {
      return jars.findFirst().orElseThrow().toRealPath();
    }
  }

  @Test
  void diagnostics_find_a_second_runtime_and_a_damaged_model() throws Exception {
    Path models = Files.createDirectories(folders.home().resolve("models"));
    Files.createDirectories(models.resolve("broken"));
    Path jar = commandLine();
    Run run = diagnostics(path(jar, runtime()), "-Xmx1200m", "-Dvoxelclick.models=" + models);
    assertEquals(1, run.exit(), run.err());
    List<String> warnings =
        run.json().getAsJsonArray("warnings").asList().stream().map(w -> w.getAsString()).toList();
    assertEquals(2, warnings.size(), warnings.toString());
    assertEquals(
        "ONNX Runtime is there 2 times: "
            + jar
            + "; "
            + runtime()
            + ". Remove all but one and start again.",
        warnings.get(0));
    assertTrue(
        warnings.get(1).startsWith("The model broken is damaged: its origin.json"),
        warnings.get(1));
    assertEquals("DAMAGED", run.json().getAsJsonObject("models").get("broken").getAsString());
    String models2 = run.json().getAsJsonObject("folders").get("models").getAsString();
    assertTrue(models2.startsWith("~" + File.separator + "models: can be written"), models2);
    assertFalse(run.out().contains("Jörg Müßig"), run.out());
    assertTrue(run.json().getAsJsonObject("devices").get("cpu").getAsString().startsWith("runs: "));
  }

  @Test
  void a_sound_installation_has_no_warnings() throws Exception {
    Path jar = commandLine();
    Run run = diagnostics(jar.toString(), "-Xmx1200m");
    assertEquals(0, run.exit(), run.out() + run.err());
    assertTrue(run.json().getAsJsonArray("warnings").isEmpty(), run.out());
    assertEquals(jar.toString(), run.json().getAsJsonObject("onnxRuntime").get("in").getAsString());
  }

  @Test
  void without_a_runtime_diagnostics_say_so_and_all_the_rest() throws Exception {
    Path plugin = JARS.resolve("VoxelClick_-" + System.getProperty("voxelclick.version") + ".jar");
    Run run = diagnostics(plugin.toString(), "-Xmx1200m");
    assertEquals(1, run.exit(), run.err());
    JsonObject json = run.json();
    assertEquals(1, json.getAsJsonArray("warnings").size(), run.out());
    assertTrue(
        json.getAsJsonArray("warnings").get(0).getAsString().startsWith("ONNX Runtime cannot be"),
        run.out());
    assertEquals(
        "not on the class path", json.getAsJsonObject("onnxRuntime").get("in").getAsString());
    assertTrue(json.getAsJsonObject("devices").get("tried").getAsString().startsWith("none"));
    assertTrue(json.getAsJsonObject("models").has("seednet-v1"));
  }
}
