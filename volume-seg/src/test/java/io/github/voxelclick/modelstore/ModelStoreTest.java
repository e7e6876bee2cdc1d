package io.github.voxelclick.modelstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModelStoreTest {
  private static final Instant NOW = Instant.parse("2031-02-03T04:05:06Z");

  @TempDir private Path temporary;
  private Path folder;
  private ModelStore store;

  @BeforeEach
  void open() {
    folder = temporary.resolve("some").resolve("models");
    store = store(Disk.real());
  }

  private ModelStore store(Disk disk) {
    return new ModelStore(folder, disk, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static void assertRefused(String part, Executable call) {
    ModelStoreException e = assertThrows(ModelStoreException.class, call);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void a_folder_that_is_not_there_holds_no_models_and_is_not_made() throws VolumeException {
    assertEquals(List.of(), store.list());
    assertRefused(
        "No model medsam is installed; there are [seednet-v1]", () -> store.find("medsam"));
    assertFalse(Files.exists(folder));
  }

  @Test
  void what_is_installed_is_a_copy_with_its_origin_and_opens_under_its_name() throws Exception {
    Provenance about = new Provenance("the authors", Optional.of("MIT"), Optional.of(false));
    InstalledModel made =
        store.add("mine", Samples.source("medsam"), about, Samples.OPTIONS, Progress.none());
    assertEquals(List.of(made), store.list());
    assertEquals(made, store.findSound("MINE"));
    Origin origin = made.origin().orElseThrow();
    assertEquals(NOW, origin.added());
    assertEquals("the authors", origin.source());
    assertEquals(Optional.of("MIT"), origin.licence());
    assertEquals(Optional.of(false), origin.nonCommercial());
    assertEquals(
        List.of("decoder.onnx", "encoder.onnx", "profile.json"),
        origin.files().stream().map(ModelFile::name).toList());
    for (String file : List.of("decoder.onnx", "encoder.onnx", "profile.json")) {
      assertEquals(
          -1,
          Files.mismatch(
              Samples.folder("medsam").resolve(file), folder.resolve("mine").resolve(file)));
    }
    assertEquals(4, Samples.content(folder).size());
    store.verify(made, Progress.none());
    try (SegmentationModel model = ModelCatalog.open(made.profile(), Samples.OPTIONS)) {
      assertEquals("medsam", model.profile().id());
    }
  }

  @Test
  void a_known_profile_gets_the_models_name() throws Exception {
    ModelSource source =
        ModelSource.of(Samples.graphs("sam"), Optional.of("mobilesam"), Samples.OPTIONS);
    InstalledModel made =
        store.add("ours-2", source, Provenance.ofFiles(), Samples.OPTIONS, Progress.none());
    try (SegmentationModel model = ModelCatalog.open(made.profile(), Samples.OPTIONS)) {
      assertEquals("ours-2", model.profile().id());
      assertEquals("MobileSAM (ours-2)", model.profile().name());
    }
  }

  @Test
  void a_seednet_of_ones_own_is_called_as_its_profile() throws Exception {
    Path graph = MiniatureModels.path("judging");
    Path onnx = Files.copy(graph, temporary.resolve("trained.onnx"));
    Path json =
        Files.writeString(temporary.resolve("trained.json"), MiniatureModels.judgingProfileJson());
    for (List<Path> files : List.of(List.of(json), List.of(onnx, json))) {
      ModelSource source = ModelSource.of(files, Optional.empty(), Samples.OPTIONS);
      InstalledModel made =
          store.add("own", source, Provenance.ofFiles(), Samples.OPTIONS, Progress.none());
      assertTrue(Files.exists(made.folder().resolve("profile.onnx")));
      ModelCatalog.open(made.profile(), Samples.OPTIONS).close();
      store.remove("own");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", ".hidden", "nul", "x.onnx", "a b", "-x", "a\u0007"})
  void names_that_no_folder_should_have_are_refused(String name) {
    assertRefused("expected 1 to 64 letters", () -> Samples.install(store, name, "medsam"));
    assertFalse(Files.exists(folder));
  }

  @Test
  void a_name_is_taken_once_whatever_its_capitals() throws Exception {
    Samples.install(store, "mine", "medsam");
    Map<String, String> before = Samples.content(folder);
    assertRefused("There is a model MINE already", () -> Samples.install(store, "MINE", "sam"));
    assertRefused("already", () -> Samples.install(store, "SeedNet-v1", "sam"));
    assertEquals(before, Samples.content(folder));
  }

  @Test
  void the_embedded_models_name_is_reserved_and_it_stays() throws Exception {
    try (SegmentationModel embedded = ModelCatalog.openEmbedded(Samples.OPTIONS)) {
      assertEquals(embedded.profile().id(), ModelStore.EMBEDDED);
    }
    assertRefused("is part of the program", () -> store.remove("seednet-V1"));
  }

  @Test
  void what_is_removed_is_gone_and_the_rest_stays() throws Exception {
    Samples.install(store, "one", "medsam");
    Samples.install(store, "two", "sam");
    store.remove("ONE");
    assertEquals(List.of("two"), store.list().stream().map(InstalledModel::name).toList());
    try (var left = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("two")), left.toList());
    }
    assertRefused("No model one is installed", () -> store.remove("one"));
  }

  @Test
  void a_disk_that_is_full_at_any_byte_leaves_nothing() throws Exception {
    Samples.install(store, "first", "medsam");
    Map<String, String> before = Samples.content(folder);
    long whole = store.find("first").bytes() + Files.size(folder.resolve("first/origin.json"));
    for (long room = 0; room < whole; room += 97) {
      ModelStore small = store(Samples.fullAfter(room));
      assertRefused(
          "No space left on device. Nothing was installed",
          () -> Samples.install(small, "other", "medsam"));
      assertEquals(before, Samples.content(folder));
    }
    Samples.install(store(Samples.fullAfter(whole + 1)), "other", "medsam");
  }

  @Test
  void cancelled_work_leaves_nothing() throws Exception {
    int cancelled = 0;
    while (isCancelledAfter(cancelled)) {
      cancelled++;
      assertEquals(Map.of(), Samples.content(folder));
      assertEquals(List.of(), store.list());
    }
    assertTrue(cancelled > 4, cancelled + " looks at whether to go on");
    assertEquals(4, Samples.content(folder).size());
  }

  private boolean isCancelledAfter(int asked) throws VolumeException {
    AtomicInteger looks = new AtomicInteger();
    Progress impatient =
        new Progress() {
          @Override
          public void update(int done, int total) {}

          @Override
          public boolean isCancelled() {
            return looks.getAndIncrement() >= asked;
          }
        };
    try {
      store.add("mine", Samples.source("medsam"), Provenance.ofFiles(), Samples.OPTIONS, impatient);
      return false;
    } catch (CancellationException e) {
      return true;
    }
  }

  @Test
  void a_model_that_does_not_run_is_not_installed() throws Exception {
    Path bad = Files.createDirectory(temporary.resolve("bad"));
    for (String file : List.of("encoder.onnx", "profile.json")) {
      Files.copy(Samples.folder("medsam").resolve(file), bad.resolve(file));
    }
    // The right names, another model's decoder.
    Files.copy(Samples.folder("edgesam").resolve("decoder.onnx"), bad.resolve("decoder.onnx"));
    ModelSource source = ModelSource.of(List.of(bad), Optional.empty(), Samples.OPTIONS);
    assertThrows(
        ModelException.class,
        () -> store.add("bad", source, Provenance.ofFiles(), Samples.OPTIONS, Progress.none()));
    assertEquals(Map.of(), Samples.content(folder));
  }

  @Test
  void damage_is_listed_refused_and_can_be_removed() throws Exception {
    for (String name : List.of("shorter", "without", "blank", "changed")) {
      Samples.install(store, name, "medsam");
    }
    Files.write(folder.resolve("shorter/encoder.onnx"), new byte[7]);
    Files.delete(folder.resolve("without/decoder.onnx"));
    Files.writeString(folder.resolve("blank/origin.json"), "{");
    Path changed = folder.resolve("changed/decoder.onnx");
    byte[] bytes = Files.readAllBytes(changed);
    bytes[bytes.length / 2] ^= 1;
    Files.write(changed, bytes);
    assertRefused("has 7 bytes instead of", () -> store.findSound("shorter"));
    assertRefused("decoder.onnx is missing", () -> store.findSound("without"));
    assertRefused("origin.json cannot be read", () -> store.findSound("blank"));
    InstalledModel looksSound = store.findSound("changed");
    assertRefused("has changed since", () -> store.verify(looksSound, Progress.none()));
    assertEquals(4, store.list().size());
    for (InstalledModel model : store.list()) {
      store.remove(model.name());
    }
    assertEquals(Map.of(), Samples.content(folder));
  }

  @Test
  void a_folder_without_origin_is_no_model_yet_and_files_are_none() throws Exception {
    Files.createDirectories(folder.resolve("half"));
    Files.writeString(folder.resolve("half/profile.json"), "{}");
    Files.writeString(folder.resolve("notes"), "not ours");
    assertEquals(1, store.list().size());
    assertRefused("is damaged", () -> store.findSound("half"));
  }

  @Test
  void an_origin_that_names_files_elsewhere_is_damage() throws Exception {
    Samples.install(store, "mine", "medsam");
    Path origin = folder.resolve("mine/origin.json");
    String text = Files.readString(origin);
    Files.writeString(origin, text.replace("encoder.onnx", "../../secret"));
    assertRefused("cannot be read", () -> store.findSound("mine"));
  }

  @Test
  void links_are_no_models() throws Exception {
    Samples.install(store, "mine", "medsam");
    Path elsewhere = Files.move(folder.resolve("mine"), temporary.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("mine"), elsewhere);
    assertEquals(List.of(), store.list());
    assertRefused("No model mine", () -> store.remove("mine"));
    assertTrue(Files.exists(elsewhere.resolve("origin.json")));
  }

  @Test
  void what_killed_programs_left_is_cleared_and_what_is_under_way_is_not() throws Exception {
    Path old = Files.createDirectories(folder.resolve(".adding-old"));
    Path young = Files.createDirectories(folder.resolve(".adding-young"));
    Path removed = Files.createDirectories(folder.resolve(".removed-x"));
    Files.writeString(old.resolve("encoder.onnx"), "x");
    Files.writeString(removed.resolve("encoder.onnx"), "x");
    Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofDays(2))));
    Files.setLastModifiedTime(young, FileTime.from(NOW));
    assertEquals(List.of(), store.list());
    Samples.install(store, "mine", "medsam");
    assertFalse(Files.exists(old));
    assertFalse(Files.exists(removed));
    assertTrue(Files.exists(young));
  }

  @Test
  void a_file_stands_where_the_folder_should_be() throws IOException {
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "x");
    ModelStoreException e =
        assertThrows(ModelStoreException.class, () -> Samples.install(store, "mine", "medsam"));
    assertTrue(e.getMessage().startsWith("Cannot install the model mine: "), e.getMessage());
    assertFalse(e.getMessage().contains(temporary.toString()), e.getMessage());
  }
}
