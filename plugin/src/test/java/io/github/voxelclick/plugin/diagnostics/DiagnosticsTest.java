package io.github.voxelclick.plugin.diagnostics;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.onnx.Devices;
import io.github.voxelclick.plugin.diagnostics.DiagnosticReport.Finding;
import io.github.voxelclick.plugin.diagnostics.DiagnosticReport.Section;
import io.github.voxelclick.plugin.task.Journals;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.volume.VolumeException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiagnosticsTest {
  private static final Host HOST =
      new Host("a test", Optional.of("SeedNet v1 on cpu"), Optional.of("auto"), List.of());
  private static final PrivatePaths NOBODY = new PrivatePaths("", "");

  @TempDir private Path folder;

  private static String finding(DiagnosticReport report, String section, String key) {
    return report.sections().stream()
        .filter(s -> s.key().equals(section))
        .flatMap(s -> s.findings().stream())
        .filter(f -> f.key().equals(key))
        .map(Finding::text)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tells_versions_memory_folders_runtime_and_models() throws Exception {
    DiagnosticReport report = new Diagnostics(HOST).withoutDevices();
    String embedded = finding(report, "models", "seednet-v1");
    try (LoadedModel model = LoadedModel.open(Optional.empty())) {
      assertEquals("embedded, SHA-256 " + model.model().sha256(), embedded);
    }
    assertAll(
        () -> assertEquals("a test", finding(report, "program", "host")),
        () -> assertEquals("SeedNet v1 on cpu", finding(report, "models", "loaded")),
        () ->
            assertTrue(
                finding(report, "java", "Java")
                    .startsWith(String.valueOf(Runtime.version().feature()))),
        () -> assertTrue(finding(report, "memory", "heap").matches("\\d+ of \\d+ MiB used")),
        () -> assertTrue(finding(report, "folders", "temp").contains(": can be written, ")),
        () -> assertTrue(finding(report, "onnxRuntime", "version").matches("\\d+\\.\\d+\\.\\d+")),
        () -> assertTrue(finding(report, "onnxRuntime", "in").endsWith(".jar")),
        () -> assertEquals("none", finding(report, "failures", "since the start")),
        () -> assertFalse(finding(report, "java", "-Dvoxelclick.journals").isEmpty()));
  }

  @Test
  void tries_the_devices_and_keeps_their_reasons() {
    DiagnosticReport report =
        new Diagnostics(HOST).devices(() -> new Devices(folder.resolve("no providers")));
    assertEquals("auto", finding(report, "devices", "chosen"));
    assertTrue(finding(report, "devices", "cpu").matches("runs: cpu, .* ms"));
    assertTrue(finding(report, "devices", "webgpu").startsWith("no: "));
    assertTrue(finding(report, "devices", "providers").endsWith("no providers"));
  }

  private URL jar(String name, String... resources) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      for (String resource : resources) {
        zip.putNextEntry(new ZipEntry(resource));
        zip.closeEntry();
      }
    }
    return jar.toUri().toURL();
  }

  @Test
  void finds_everything_that_is_there_twice_and_nothing_else() throws Exception {
    String runtime = "ai/onnxruntime/OrtEnvironment.class";
    String ours = "io/github/voxelclick/plugin/command/VoxelClickCommand.class";
    URL all = jar("VoxelClick_-0.1 (1) ü.jar", runtime, ours);
    URL old = jar("VoxelClick_-0.0.9.jar", ours);
    URL other = jar("djl#100%.jar", runtime);
    URL unrelated = jar("other.jar", "ai/onnxruntime/readme.txt");
    try (URLClassLoader one = new URLClassLoader(new URL[] {all, unrelated}, null);
        URLClassLoader three = new URLClassLoader(new URL[] {all, old, other}, null)) {
      DiagnosticReport fine = new Diagnostics(HOST, one, NOBODY).withoutDevices();
      assertTrue(fine.warnings().stream().noneMatch(w -> w.contains("times")), fine.text());
      assertEquals(
          folder.toRealPath().resolve("VoxelClick_-0.1 (1) ü.jar").toString(),
          finding(fine, "onnxRuntime", "in"));
      DiagnosticReport report = new Diagnostics(HOST, three, NOBODY).withoutDevices();
      String first = folder.toRealPath().resolve("VoxelClick_-0.1 (1) ü.jar").toString();
      List<String> twice =
          report.warnings().stream().filter(w -> w.contains(" is there 2 times: ")).toList();
      assertEquals(
          List.of(
              "VoxelClick is there 2 times: "
                  + first
                  + "; "
                  + folder.toRealPath().resolve("VoxelClick_-0.0.9.jar")
                  + ". Remove all but one and start again.",
              "ONNX Runtime is there 2 times: "
                  + first
                  + "; "
                  + folder.toRealPath().resolve("djl#100%.jar")
                  + ". Remove all but one and start again."),
          twice);
      assertTrue(report.text().startsWith("VoxelClick diagnostics\n\nWhat looks wrong\n  ! "));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/home/jörg, jörg, /home/jörg/.local/share/x, ~/.local/share/x",
    "/home/jörg, jörg, file:/home/j%C3%B6rg/.local/x.jar, file:~/.local/x.jar",
    "/home/jörg, jörg, /home/jörgen/x, /home/jörgen/x",
    "/home/jörg, jörg, /media/jörg/disk and /srv/jörg, /media/<user>/disk and /srv/<user>",
    "/home/ann/, ann, /home/ann: can be written, ~: can be written",
    "/home/ann, ann, an annoying planner, an annoying planner",
    "/, root, /usr/lib/root/x and /rooted, /usr/lib/<user>/x and /rooted",
    "'', '', /tmp/x, /tmp/x",
    "'C:\\Users\\Ann B', 'Ann B', 'c:/users/ann b/x in C:\\Users\\Ann B', '~/x in ~'"
  })
  void takes_the_owner_out(String home, String user, String text, String expected) {
    assertEquals(expected, new PrivatePaths(home, user).hide(text));
  }

  @Test
  void a_home_that_is_a_link_is_taken_out_by_both_its_names() throws IOException {
    Path real = Files.createDirectories(folder.resolve("disk").resolve("home of x"));
    Path link = Files.createSymbolicLink(folder.resolve("home"), real);
    PrivatePaths paths = new PrivatePaths(link.toString(), "");
    assertEquals("~/a and ~/b", paths.hide(real.toRealPath() + "/a and " + link + "/b"));
  }

  /** The owner's home is here whatever the journals lie in. */
  @Test
  void the_report_as_a_whole_does_not_name_the_home() throws VolumeException {
    Path home = Journals.place().toAbsolutePath().getParent();
    PrivatePaths paths = new PrivatePaths(home.toString(), "");
    Diagnostics diagnostics = new Diagnostics(HOST, DiagnosticsTest.class.getClassLoader(), paths);
    String text = diagnostics.withoutDevices().text();
    assertFalse(text.contains(home.toString()), text);
    assertTrue(text.contains("  journals: ~" + File.separator + "journals: "), text);
  }

  @Test
  void a_folder_that_cannot_be_is_told_from_one_that_is_not_yet() throws IOException {
    FolderState there = FolderState.of(folder);
    assertTrue(there.writable());
    assertTrue(there.text().matches(".*: can be written, [0-9.]+ GB free"), there.text());
    FolderState soon = FolderState.of(folder.resolve("a").resolve("b"));
    assertTrue(soon.writable());
    assertTrue(soon.text().contains("b: not made yet, can be written"), soon.text());
    assertFalse(Files.exists(folder.resolve("a")), "it only looks");
    Path file = Files.writeString(folder.resolve("file"), "");
    FolderState never = FolderState.of(file.resolve("journals"));
    assertFalse(never.writable());
    assertTrue(never.text().endsWith("CANNOT BE MADE, a file is in the way"), never.text());
    try (var left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList(), "nothing stays");
    }
  }

  @Test
  void a_finding_stays_on_its_line_and_the_json_has_every_one() {
    DiagnosticReport report =
        new DiagnosticReport(
                List.of(new Section("a", "The A", List.of(new Finding("x", "one\n  ! two\r\n")))),
                List.of("Bad."))
            .and(new DiagnosticReport(List.of(new Section("b", "B", List.of())), List.of()));
    assertEquals(
        "VoxelClick diagnostics\n\nWhat looks wrong\n  ! Bad.\n\nThe A\n  x: one ! two\n\nB\n",
        report.text());
    assertEquals("{a={x=one ! two}, b={}, warnings=[Bad.]}", report.json().toString());
  }
}
