package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.modelstore.CatalogueEntry;
import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the window with all models does, without the window. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModelJobsTest {
  private static final Path MINIATURES =
      Path.of("..", "volume-seg", "src", "test", "resources", "miniature");

  @TempDir private Path folder;
  private ModelStore store;
  private ModelJobs jobs;

  @BeforeEach
  void start_with_no_model() {
    store = new ModelStore(folder.resolve("models"));
    jobs = new ModelJobs(store);
  }

  private static List<Path> graphs(String miniature) {
    return List.of(
        MINIATURES.resolve(miniature).resolve("encoder.onnx"),
        MINIATURES.resolve(miniature).resolve("decoder.onnx"));
  }

  private void install(String miniature, String name) throws VolumeException {
    jobs.add(List.of(MINIATURES.resolve(miniature)), "", name, Progress.none());
  }

  private static List<String> names(ModelStore store) throws VolumeException {
    return store.list().stream().map(InstalledModel::name).toList();
  }

  private List<ModelsTable.Row> rows() throws VolumeException {
    ModelsTable table = new ModelsTable();
    table.show(store.list(), jobs.catalogue());
    return IntStream.range(0, table.getRowCount()).mapToObj(table::row).toList();
  }

  private static void assertRefused(String part, Job job) {
    VolumeException e = assertThrows(VolumeException.class, job::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @FunctionalInterface
  private interface Job {
    void run() throws VolumeException;
  }

  /** Cancelled once it has heard of so many steps. */
  private static Progress cancelledAfter(int steps) {
    List<Integer> heard = new ArrayList<>();
    return new Progress() {
      @Override
      public void update(int done, int total) {
        heard.add(done);
      }

      @Override
      public boolean isCancelled() {
        return heard.size() >= steps;
      }
    };
  }

  @Test
  void a_bundle_carries_the_selected_models_to_another_computer() throws Exception {
    install("edgesam", "one");
    install("medsam", "two");
    install("nanosam", "three");
    Path bundle = folder.resolve("models.zip");
    assertEquals(
        Texts.get("models.exported", "two, one", bundle),
        jobs.exportBundle(List.of("two", "one"), bundle, Progress.none()));
    ModelStore there = new ModelStore(folder.resolve("there"));
    assertEquals(
        Texts.get("models.installed", "two, one"),
        new ModelJobs(there).importBundle(bundle, Progress.none()));
    assertEquals(List.of("one", "two"), names(there));
    for (String file : List.of("one/decoder.onnx", "two/encoder.onnx", "two/origin.json")) {
      assertEquals(
          -1, Files.mismatch(store.folder().resolve(file), there.folder().resolve(file)), file);
    }
    byte[] before = Files.readAllBytes(bundle);
    assertRefused("already", () -> jobs.exportBundle(List.of("one"), bundle, Progress.none()));
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(bundle)));
    assertRefused("There is a model two already", () -> jobs.importBundle(bundle, Progress.none()));
    assertRefused(
        "there is no folder",
        () ->
            jobs.exportBundle(
                List.of("one"), folder.resolve("nowhere").resolve("a.zip"), Progress.none()));
    assertRefused(
        "No model four is installed",
        () -> jobs.exportBundle(List.of("four"), folder.resolve("a.zip"), Progress.none()));
  }

  @Test
  void what_is_no_bundle_or_a_damaged_one_installs_nothing() throws Exception {
    install("edgesam", "one");
    Path bundle = folder.resolve("models.zip");
    jobs.exportBundle(List.of("one"), bundle, Progress.none());
    ModelJobs there = new ModelJobs(new ModelStore(folder.resolve("there")));
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[bytes.length / 2] ^= 1;
    Files.write(bundle, bytes);
    assertThrows(VolumeException.class, () -> there.importBundle(bundle, Progress.none()));
    Path text = Files.writeString(folder.resolve("notes.zip"), "no bundle");
    assertRefused("no bundle of models", () -> there.importBundle(text, Progress.none()));
    assertRefused(
        "Nothing was installed",
        () -> there.importBundle(folder.resolve("gone.zip"), Progress.none()));
    assertEquals(List.of(), names(new ModelStore(folder.resolve("there"))));
  }

  @Test
  void cancelled_neither_leaves_anything() throws Exception {
    install("edgesam", "one");
    Path bundle = folder.resolve("models.zip");
    assertThrows(
        CancellationException.class,
        () -> jobs.exportBundle(List.of("one"), bundle, cancelledAfter(1)));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(store.folder()), files.toList());
    }
    jobs.exportBundle(List.of("one"), bundle, Progress.none());
    Path other = folder.resolve("there");
    assertThrows(
        CancellationException.class,
        () -> new ModelJobs(new ModelStore(other)).importBundle(bundle, cancelledAfter(1)));
    assertEquals(List.of(), names(new ModelStore(other)));
    try (var files = Files.list(other)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void the_hospitals_own_list_comes_before_the_one_that_is_built_in() throws Exception {
    int builtIn = rows().size();
    Path list = catalogue("EdgeSAM", "ours");
    assertEquals(
        Texts.get("models.catalogue.read", list.getFileName(), 2), jobs.readCatalogue(list));
    List<ModelsTable.Row> rows = rows();
    assertEquals(builtIn + 1, rows.size(), "one has the name of a known one");
    ModelsTable.Row ours =
        rows.stream().filter(r -> r.name().equals("ours")).findFirst().orElseThrow();
    assertEquals(Texts.get("models.canGet"), ours.state());
    assertEquals(Texts.get("models.use.no"), ours.commercialUse());
    assertFalse(ours.isHere());
    CatalogueEntry entry = jobs.catalogue().find("ours").orElseThrow();
    assertRefused(
        "Cannot download e.onnx from hospital.invalid", () -> jobs.get(entry, Progress.none()));
    assertTrue(jobs.catalogue().find("edgesam").orElseThrow().isDownloadable());
    jobs.readCatalogue(catalogue("theirs", "others"));
    assertTrue(jobs.catalogue().find("ours").isEmpty(), "another list, not one more");
    assertFalse(jobs.catalogue().find("edgesam").orElseThrow().isDownloadable());
  }

  @Test
  void a_list_that_is_none_leaves_the_one_before() throws Exception {
    jobs.readCatalogue(catalogue("ours", "others"));
    Path wrong = Files.writeString(folder.resolve("wrong.json"), "{}");
    assertRefused("\"format\" is missing", () -> jobs.readCatalogue(wrong));
    assertTrue(jobs.catalogue().find("ours").isPresent());
  }

  private Path catalogue(String... names) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String name : names) {
      entries.add(
          """
          {"name": "%s", "title": "Ours", "project": "https://hospital.example/",
            "profile": "medsam",
            "licence": {"name": "own", "covers": "all", "nonCommercial": true, "source": "x"},
            "files": [{"name": "e.onnx", "url": "https://hospital.invalid/e", "bytes": 7,
              "sha256": "%s"}]}
          """
              .formatted(name, "0".repeat(64)));
    }
    return Files.writeString(
        folder.resolve(names[0] + ".json"),
        "{\"format\": 1, \"models\": [" + String.join(",", entries) + "]}");
  }

  @Test
  void only_installed_models_are_carried_and_their_licences_are_told() throws Exception {
    install("edgesam", "one");
    List<ModelsTable.Row> rows = rows().subList(0, 3);
    assertEquals(ModelStore.EMBEDDED, rows.get(0).name());
    assertEquals("one", rows.get(1).name());
    assertEquals(List.of("one"), ModelsTable.carried(rows));
    assertEquals(
        Texts.get(
            "models.export.licence",
            "one",
            Texts.get("models.unknown"),
            Texts.get("models.use.unknown")),
        ModelsTable.licences(rows.subList(1, 2)));
  }

  @Test
  void files_are_checked_by_every_profile_that_they_fit() throws Exception {
    String text = jobs.checkFiles(graphs("medsam"), Progress.none());
    for (String profile : List.of("sam", "medsam", "mobilesam")) {
      assertTrue(text.contains(Texts.get("models.attempt", profile) + "\n"), text);
    }
    assertEquals(3, text.lines().filter(l -> l.startsWith("cpu (")).count(), text);
    assertTrue(text.endsWith(Texts.get("models.noneChosen")), text);
    String one = jobs.checkFiles(List.of(MINIATURES.resolve("edgesam")), Progress.none());
    assertFalse(one.contains(Texts.get("models.noneChosen")), one);
    assertFalse(Files.exists(store.folder()), "nothing was installed");
    assertRefused(
        "There is no file",
        () -> jobs.checkFiles(List.of(folder.resolve("gone.onnx")), Progress.none()));
  }

  @Test
  void an_installed_model_is_checked_and_removed_by_its_name() throws Exception {
    install("edgesam", "one");
    assertTrue(jobs.check("ONE", Progress.none()).contains("cpu ("));
    assertTrue(jobs.check(ModelStore.EMBEDDED, Progress.none()).contains("SeedNet"));
    assertEquals(Texts.get("models.removed", "one"), jobs.remove("one"));
    assertRefused("No model one is installed", () -> jobs.check("one", Progress.none()));
    assertRefused(
        "fit several profiles", () -> jobs.add(graphs("medsam"), " ", "", Progress.none()));
    jobs.add(graphs("medsam"), " medsam ", " mine ", Progress.none());
    assertEquals(List.of("mine"), names(store));
  }
}
