package io.github.voxelclick.modelstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModelBundleTest {
  @TempDir private Path temporary;
  private Path from;
  private Path to;
  private Path bundle;

  @BeforeEach
  void pack_two_models() throws Exception {
    from = temporary.resolve("from");
    to = temporary.resolve("to");
    bundle = temporary.resolve("two.zip");
    ModelStore store = new ModelStore(from);
    Samples.install(store, "one", "medsam");
    Samples.install(store, "two", "edgesam");
    ModelBundle.write(store, store.list(), bundle, Progress.none());
  }

  private List<InstalledModel> install(Path file) throws VolumeException {
    return ModelBundle.install(file, new ModelStore(to), Samples.OPTIONS, Progress.none());
  }

  private void assertRefused(Path file, String part) throws IOException {
    ModelStoreException e = assertThrows(ModelStoreException.class, () -> install(file));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertFalse(e.getMessage().contains(temporary.toString()), e.getMessage());
    assertEquals(Map.of(), Samples.content(to));
  }

  private Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(bundle))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        entries.put(e.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  /** Another tool's ZIP: compressed, with lengths behind the data. */
  private Path zip(Map<String, byte[]> entries) throws IOException {
    Path file = temporary.resolve("other.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> e : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(e.getKey()));
        zip.write(e.getValue());
      }
    }
    return file;
  }

  private Path withManifest(String found, String instead) throws IOException {
    Map<String, byte[]> entries = entries();
    String manifest = new String(entries.get("manifest.json"), StandardCharsets.UTF_8);
    assertTrue(manifest.contains(found), manifest);
    entries.put("manifest.json", manifest.replace(found, instead).getBytes(StandardCharsets.UTF_8));
    return zip(entries);
  }

  @Test
  void what_is_unpacked_elsewhere_is_the_same_bit_for_bit() throws Exception {
    List<InstalledModel> made = install(bundle);
    assertEquals(List.of("one", "two"), made.stream().map(InstalledModel::name).toList());
    assertEquals(Samples.content(from), Samples.content(to));
    Path again = temporary.resolve("again.zip");
    ModelStore store = new ModelStore(to);
    ModelBundle.write(store, store.list(), again, Progress.none());
    assertEquals(-1, Files.mismatch(bundle, again));
    try (var names = Files.list(to)) {
      assertEquals(2, names.count());
    }
  }

  @Test
  void a_zip_that_was_packed_anew_is_taken() throws Exception {
    install(zip(entries()));
    assertEquals(Samples.content(from), Samples.content(to));
  }

  @Test
  void a_file_that_is_there_is_left_alone() throws Exception {
    ModelStore store = new ModelStore(from);
    byte[] before = Files.readAllBytes(bundle);
    List<InstalledModel> all = store.list();
    ModelStoreException e =
        assertThrows(
            ModelStoreException.class,
            () -> ModelBundle.write(store, all, bundle, Progress.none()));
    assertTrue(e.getMessage().contains("left alone"), e.getMessage());
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(bundle)));
  }

  @Test
  void a_changed_model_is_not_packed() throws Exception {
    Path changed = from.resolve("two/encoder.onnx");
    byte[] bytes = Files.readAllBytes(changed);
    bytes[9] ^= 1;
    Files.write(changed, bytes);
    ModelStore store = new ModelStore(from);
    List<InstalledModel> all = store.list();
    Path target = temporary.resolve("new.zip");
    ModelStoreException e =
        assertThrows(
            ModelStoreException.class,
            () -> ModelBundle.write(store, all, target, Progress.none()));
    assertTrue(e.getMessage().contains("has changed since"), e.getMessage());
    try (var names = Files.list(temporary)) {
      assertEquals(2, names.count(), "models and the first bundle");
    }
  }

  @Test
  void any_byte_that_changed_on_the_way_is_found() throws Exception {
    byte[] good = Files.readAllBytes(bundle);
    int data = good.length - 700; // behind it lies the ZIP's directory, which nobody reads
    int refused = 0;
    for (int at = 0; at < data; at += 61) {
      byte[] bad = good.clone();
      bad[at] ^= 0x20;
      Path file = Files.write(temporary.resolve("bad.zip"), bad);
      try {
        install(file);
        // Dates of entries and the like: what was installed is right all the same.
        assertEquals(Samples.content(from), Samples.content(to));
        new ModelStore(to).remove("one");
        new ModelStore(to).remove("two");
      } catch (ModelStoreException e) {
        refused++;
        assertEquals(Map.of(), Samples.content(to));
      }
    }
    assertTrue(refused > data / 61 - 20, refused + " of " + data / 61);
  }

  @Test
  void a_bundle_that_ends_early_is_refused_wherever_it_ends() throws Exception {
    byte[] good = Files.readAllBytes(bundle);
    int directory = good.length - 900;
    for (int length = 0; length < directory; length += 251) {
      Path file = Files.write(temporary.resolve("short.zip"), Arrays.copyOf(good, length));
      assertThrows(ModelStoreException.class, () -> install(file), "at " + length);
      assertEquals(Map.of(), Samples.content(to));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../escaped.onnx",
        "/tmp/escaped.onnx",
        "one/../../escaped.onnx",
        "one\\escaped.onnx",
        "C:escaped.onnx",
        "one/encoder.onnx/",
        "three/encoder.onnx"
      })
  void an_entry_that_the_manifest_does_not_list_is_refused(String name) throws Exception {
    Map<String, byte[]> entries = entries();
    entries.put(name, name.endsWith("/") ? new byte[0] : new byte[] {1});
    assertRefused(zip(entries), "which its manifest does not list");
    try (var names = Files.list(temporary)) {
      assertFalse(names.anyMatch(f -> f.toString().contains("escaped")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../one", "a/b", ".hidden", "nul", "one.json", "a\\\\b", ""})
  void models_with_such_names_are_refused(String name) throws Exception {
    assertRefused(withManifest("\"name\": \"one\"", "\"name\": \"" + name + "\""), "\"name\" is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../encoder.onnx", "a/b.onnx", ".x", "CON.onnx", "a\\u0000b"})
  void files_with_such_names_are_refused(String name) throws Exception {
    assertRefused(
        withManifest("\"name\": \"encoder.onnx\"", "\"name\": \"" + name + "\""), "a file name of");
  }

  @Test
  void a_manifest_that_lists_a_name_twice_is_refused() throws Exception {
    assertRefused(withManifest("\"name\": \"two\"", "\"name\": \"ONE\""), "is there twice");
    assertRefused(withManifest("\"decoder.onnx\"", "\"ENCODER.onnx\""), "is there twice");
  }

  @Test
  void a_bomb_is_read_no_further_than_the_manifest_says() throws Exception {
    Map<String, byte[]> entries = entries();
    entries.put("one/encoder.onnx", new byte[50_000_000]); // 50 kB when packed
    Path bomb = zip(entries);
    assertTrue(Files.size(bomb) < 200_000);
    assertRefused(bomb, "it is longer than the");
  }

  @Test
  void a_manifest_that_is_a_bomb_is_read_no_further_than_a_mebibyte() throws Exception {
    Map<String, byte[]> entries = entries();
    byte[] spaces = new byte[50_000_000];
    Arrays.fill(spaces, (byte) ' ');
    entries.put("manifest.json", spaces);
    assertRefused(zip(entries), "too many for what it should be");
  }

  @Test
  void more_than_the_disk_holds_is_refused_before_anything_is_written() throws Exception {
    long bytes = Files.size(from.resolve("one/encoder.onnx"));
    assertRefused(
        withManifest("\"bytes\": " + bytes, "\"bytes\": " + ModelFile.MOST_BYTES),
        "There is no room for the bundle");
  }

  @Test
  void a_hash_that_does_not_fit_is_refused() throws Exception {
    String hash = new ModelStore(from).find("one").origin().orElseThrow().files().get(0).sha256();
    String other = HexFormat.of().formatHex(new byte[32]);
    assertRefused(withManifest(hash, other), "The bundle is damaged: one/decoder.onnx");
  }

  @Test
  void an_origin_that_contradicts_the_manifest_is_refused() throws Exception {
    ModelStore store = new ModelStore(from);
    store.remove("two");
    Path origin = from.resolve("one/origin.json");
    // Made by hand: the manifest lists what lies there, the origin another file's hash.
    Map<String, byte[]> entries = entries();
    entries.keySet().removeIf(name -> name.startsWith("two/"));
    String text = Files.readString(origin);
    String hash = store.find("one").origin().orElseThrow().files().get(0).sha256();
    byte[] lying =
        text.replace(hash, HexFormat.of().formatHex(new byte[32])).getBytes(StandardCharsets.UTF_8);
    entries.put("one/origin.json", lying);
    String manifest = new String(entries.get("manifest.json"), StandardCharsets.UTF_8);
    String onlyOne =
        manifest
                .substring(0, manifest.indexOf("\"two\""))
                .replaceAll(",\\s*\\{\\s*\"name\":\\s*$", "")
            + "]}";
    String old = Sha256.of(origin, new ByteProgress(Progress.none(), 1));
    Path lyingFile = Files.write(temporary.resolve("lying.json"), lying);
    String now = Sha256.of(lyingFile, new ByteProgress(Progress.none(), 1));
    entries.put("manifest.json", onlyOne.replace(old, now).getBytes(StandardCharsets.UTF_8));
    assertRefused(zip(entries), "The bundle contradicts itself");
  }

  @Test
  void a_missing_file_is_refused() throws Exception {
    Map<String, byte[]> entries = entries();
    entries.remove("two/decoder.onnx");
    assertRefused(zip(entries), "such as two/decoder.onnx");
  }

  @Test
  void what_is_no_bundle_is_refused() throws Exception {
    assertRefused(Files.writeString(temporary.resolve("text.zip"), "text"), "no bundle of models");
    assertRefused(zip(Map.of("readme.txt", new byte[] {1})), "no bundle of models");
    assertRefused(zip(Map.of("manifest.json", new byte[] {'{', '}'})), "voxelclickModels");
    assertRefused(temporary.resolve("nowhere.zip"), "there is no such file");
    ByteArrayOutputStream empty = new ByteArrayOutputStream();
    new ZipOutputStream(empty).close();
    assertRefused(
        Files.write(temporary.resolve("empty.zip"), empty.toByteArray()), "no bundle of models");
  }

  @Test
  void a_name_that_is_taken_keeps_the_whole_bundle_out() throws Exception {
    ModelStore store = new ModelStore(to);
    Samples.install(store, "TWO", "sam");
    Map<String, String> before = Samples.content(to);
    ModelStoreException e = assertThrows(ModelStoreException.class, () -> install(bundle));
    assertTrue(e.getMessage().contains("There is a model two already"), e.getMessage());
    assertEquals(before, Samples.content(to));
  }

  @Test
  void a_full_disk_leaves_nothing() throws Exception {
    for (long room = 0; room < 12_000; room += 997) {
      ModelStore small = new ModelStore(to, Samples.fullAfter(room), Clock.systemUTC());
      ModelStoreException e =
          assertThrows(
              ModelStoreException.class,
              () -> ModelBundle.install(bundle, small, Samples.OPTIONS, Progress.none()));
      assertTrue(e.getMessage().contains("No space left"), e.getMessage());
      assertEquals(Map.of(), Samples.content(to));
    }
  }
}
