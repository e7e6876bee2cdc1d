package io.github.voxelclick.modelstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from an HTTPS server on this computer that does what servers do, and should not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModelGetterTest {
  private static final String TAG = "\"v1\"";

  @TempDir private static Path certificates;
  private static LoopbackServer server;
  private static byte[] encoder;
  private static byte[] decoder;

  @TempDir private Path temporary;
  private Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = new LoopbackServer(certificates);
    encoder = Files.readAllBytes(Samples.folder("edgesam").resolve("encoder.onnx"));
    decoder = Files.readAllBytes(Samples.folder("edgesam").resolve("decoder.onnx"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void serve_well() {
    folder = temporary.resolve("models");
    server.requests().clear();
    server.serve("/encoder", encoder, TAG);
    server.serve("/decoder", decoder, TAG);
  }

  private ModelStore store() {
    return new ModelStore(folder);
  }

  private ModelGetter getter(Disk disk, Duration silence) {
    ModelStore store = new ModelStore(folder, disk, Clock.systemUTC());
    return new ModelGetter(store, new Downloader(disk, Optional.of(server.trust()), silence));
  }

  private InstalledModel get(CatalogueEntry entry) throws VolumeException {
    return getter(Disk.real(), Duration.ofSeconds(20)).get(entry, Samples.OPTIONS, Progress.none());
  }

  private static CatalogueEntry.Download file(String name, URI url, byte[] content)
      throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    String hash = HexFormat.of().formatHex(digest.digest(content));
    return new CatalogueEntry.Download(url, new ModelFile(name, content.length, hash));
  }

  private static CatalogueEntry entry(URI decoderUrl) throws Exception {
    return new CatalogueEntry(
        "edge",
        "EdgeSAM",
        "https://localhost/",
        Optional.of(new CatalogueEntry.Licence("S-Lab", "all", Optional.of(true), "here")),
        Optional.of("edgesam"),
        Optional.empty(),
        Optional.empty(),
        List.of(
            file("encoder.onnx", server.url("/encoder"), encoder),
            file("decoder.onnx", decoderUrl, decoder)));
  }

  private static CatalogueEntry entry() throws Exception {
    return entry(server.url("/decoder"));
  }

  /** Refused with these words; no model is listed. */
  private ModelStoreException assertRefused(CatalogueEntry entry, String... parts)
      throws VolumeException {
    ModelStoreException e = assertThrows(ModelStoreException.class, () -> get(entry));
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
    assertFalse(e.getMessage().contains(temporary.toString()), e.getMessage());
    assertEquals(List.of(), store().list());
    return e;
  }

  private List<LoopbackServer.Request> asked(String path) {
    return server.requests().stream().filter(r -> r.path().equals(path)).toList();
  }

  private Path partFile() {
    return folder.resolve(".download-edge/decoder.onnx.part");
  }

  private byte[] part() throws IOException {
    return Files.readAllBytes(partFile());
  }

  private boolean isPart() {
    return Files.exists(partFile());
  }

  @Test
  void what_is_downloaded_is_installed_with_its_origin_and_nothing_else_is_left() throws Exception {
    List<Integer> told = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void update(int done, int total) {
            told.add(done * 1000 / total);
          }

          @Override
          public boolean isCancelled() {
            return false;
          }
        };
    InstalledModel made =
        getter(Disk.real(), Duration.ofSeconds(20)).get(entry(), Samples.OPTIONS, progress);
    assertEquals(List.of(made), store().list());
    store().verify(made, Progress.none());
    assertEquals(
        -1, Arrays.mismatch(encoder, Files.readAllBytes(made.folder().resolve("encoder.onnx"))));
    assertEquals(Optional.of(true), made.origin().orElseThrow().nonCommercial());
    assertEquals("EdgeSAM, https://localhost/", made.origin().orElseThrow().source());
    try (var names = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("edge")), names.toList());
    }
    assertTrue(told.contains(1000), told.toString());
  }

  @Test
  void an_interrupted_download_goes_on_where_it_was() throws Exception {
    server.serveOnly("/decoder", decoder, TAG, 700, partFile());
    assertRefused(entry(), "What has come is kept");
    assertEquals(-1, Arrays.mismatch(part(), Arrays.copyOf(decoder, 700)));
    server.serveOnly("/decoder", decoder, TAG, 1500, partFile());
    assertRefused(entry(), "What has come is kept");
    assertEquals(-1, Arrays.mismatch(part(), Arrays.copyOf(decoder, 1500)));
    server.serve("/decoder", decoder, TAG);
    store().verify(get(entry()), Progress.none());
    List<LoopbackServer.Request> asked = asked("/decoder");
    assertEquals(3, asked.size());
    assertNull(asked.get(0).range());
    assertEquals("bytes=700-", asked.get(1).range());
    assertEquals("bytes=1500-", asked.get(2).range());
    assertEquals(TAG, asked.get(2).ifRange());
    assertEquals(1, asked("/encoder").size(), "what was there already");
  }

  @Test
  void a_file_that_changed_meanwhile_is_got_from_its_start() throws Exception {
    byte[] old = decoder.clone();
    old[3] ^= 1;
    server.serveOnly("/decoder", old, "\"v0\"", 900, partFile());
    assertRefused(entry(), "What has come is kept");
    server.serve("/decoder", decoder, TAG);
    store().verify(get(entry()), Progress.none());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "W/\"weak\""})
  void without_a_tag_that_means_the_same_bytes_it_begins_anew(String tag) throws Exception {
    server.serveOnly("/decoder", decoder, tag, 700, partFile());
    assertRefused(entry(), "What has come is kept");
    server.serve("/decoder", decoder, TAG);
    get(entry());
    assertNull(asked("/decoder").get(1).range());
  }

  @Test
  void a_server_that_has_no_such_range_is_asked_for_all() throws Exception {
    server.serveOnly("/decoder", decoder, TAG, 700, partFile());
    assertRefused(entry(), "What has come is kept");
    server.at(
        "/decoder",
        exchange -> {
          if (exchange.getRequestHeaders().containsKey("Range")) {
            LoopbackServer.status(416).answer(exchange);
          } else {
            exchange.sendResponseHeaders(200, decoder.length);
            exchange.getResponseBody().write(decoder);
            exchange.close();
          }
        });
    store().verify(get(entry()), Progress.none());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 0-99/100",
        "bytes 701-%d/%e",
        "bytes 700-%d/9999999",
        "pages 7",
        "bytes */1"
      })
  void another_range_than_was_asked_for_is_refused(String range) throws Exception {
    server.serveOnly("/decoder", decoder, TAG, 700, partFile());
    assertRefused(entry(), "What has come is kept");
    String given =
        range
            .replace("%d", String.valueOf(decoder.length - 1))
            .replace("%e", String.valueOf(decoder.length));
    server.at(
        "/decoder",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", given);
          exchange.sendResponseHeaders(206, decoder.length - 700);
          exchange.getResponseBody().write(decoder, 700, decoder.length - 700);
          exchange.close();
        });
    assertRefused(entry(), "sends the range");
    assertEquals(700, part().length);
  }

  @Test
  void a_file_with_another_hash_is_thrown_away() throws Exception {
    byte[] corrupt = decoder.clone();
    corrupt[decoder.length / 2] ^= 4;
    server.serve("/decoder", corrupt, TAG);
    assertRefused(entry(), "is not what the catalogue describes", "expected");
    assertFalse(isPart());
    server.serve("/decoder", decoder, TAG);
    get(entry());
  }

  @Test
  void a_part_that_was_tampered_with_is_thrown_away_once_it_is_whole() throws Exception {
    server.serveOnly("/decoder", decoder, TAG, 700, partFile());
    assertRefused(entry(), "What has come is kept");
    Path file = folder.resolve(".download-edge/decoder.onnx.part");
    byte[] bytes = part();
    bytes[5] ^= 1;
    Files.write(file, bytes);
    server.serve("/decoder", decoder, TAG);
    assertRefused(entry(), "is not what the catalogue describes");
    assertFalse(isPart());
    get(entry());
  }

  @Test
  void a_length_that_the_catalogue_does_not_state_is_refused_before_anything_is_read()
      throws Exception {
    server.serve("/decoder", Arrays.copyOf(decoder, decoder.length + 1), TAG);
    assertRefused(entry(), "announces " + (decoder.length + 1) + " bytes");
    server.serve("/decoder", Arrays.copyOf(decoder, decoder.length - 1), TAG);
    assertRefused(entry(), "announces " + (decoder.length - 1) + " bytes");
    assertFalse(isPart());
  }

  @Test
  void never_more_is_written_than_the_catalogue_states() throws Exception {
    long[] sent = {0};
    server.at(
        "/decoder",
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // chunked: no length is announced
          byte[] flood = new byte[1 << 16];
          try {
            for (int n = 0; n < 10_000; n++) {
              exchange.getResponseBody().write(flood);
              sent[0] += flood.length;
            }
          } finally {
            exchange.close();
          }
        });
    assertRefused(entry(), "sends more than the " + decoder.length + " bytes");
    assertFalse(isPart());
    assertTrue(sent[0] < 10_000L << 16, "the flood went on");
  }

  @Test
  void a_body_that_ends_early_without_a_length_is_incomplete() throws Exception {
    server.at(
        "/decoder",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", TAG);
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(decoder, 0, 800);
          exchange.close();
        });
    assertRefused(entry(), "ended after 800 of " + decoder.length);
    assertEquals(800, part().length);
  }

  @ParameterizedTest
  @CsvSource({"404", "403", "500", "204", "206", "304", "100000"})
  void other_answers_are_told(int status) throws Exception {
    if (status > 999) {
      server.at("/decoder", exchange -> exchange.close());
      assertRefused(entry(), "Cannot download decoder.onnx from localhost");
    } else {
      server.at("/decoder", LoopbackServer.status(status));
      assertRefused(entry(), "HTTP status " + status + ", expected 200");
    }
  }

  @Test
  void redirects_within_https_are_followed() throws Exception {
    server.at("/moved", LoopbackServer.redirect("/again"));
    server.at("/again", LoopbackServer.redirect(server.url("/decoder").toString()));
    get(entry(server.url("/moved")));
    assertEquals(1, asked("/decoder").size());
  }

  @Test
  void a_redirect_to_http_is_refused_and_nothing_is_asked_there() throws Exception {
    server.at("/moved", LoopbackServer.redirect(server.plainUrl("/decoder").toString()));
    assertRefused(entry(server.url("/moved")), "of the kind http, expected https");
    assertEquals(List.of(), server.plainRequests());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://localhost/x",
        "//user:secret@localhost/x",
        "https:x",
        "::",
        ""
      })
  void redirects_to_anything_else_are_refused(String location) throws Exception {
    server.at("/moved", LoopbackServer.redirect(location));
    ModelStoreException e = assertRefused(entry(server.url("/moved")), "Cannot download");
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
  }

  @Test
  void redirects_without_end_end() throws Exception {
    server.at("/round", LoopbackServer.redirect("/round"));
    assertRefused(entry(server.url("/round")), "redirects more than 5 times");
    assertEquals(6, asked("/round").size());
  }

  @Test
  void a_packed_body_is_refused() throws Exception {
    server.at(
        "/decoder",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, decoder.length);
          exchange.getResponseBody().write(decoder);
          exchange.close();
        });
    assertRefused(entry(), "packs the file (gzip)");
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_refused() throws Exception {
    ModelGetter strict = new ModelGetter(store());
    CatalogueEntry entry = entry();
    ModelStoreException e =
        assertThrows(
            ModelStoreException.class, () -> strict.get(entry, Samples.OPTIONS, Progress.none()));
    assertTrue(e.getMessage().contains("its certificate is not trusted"), e.getMessage());
    assertEquals(List.of(), server.requests());
  }

  @Test
  void a_server_that_falls_silent_is_given_up() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    server.at(
        "/decoder",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", TAG);
          exchange.sendResponseHeaders(200, decoder.length);
          exchange.getResponseBody().write(decoder, 0, 600);
          exchange.getResponseBody().flush();
          await(end);
          exchange.close();
        });
    ModelGetter hasty = getter(Disk.real(), Duration.ofSeconds(1));
    CatalogueEntry entry = entry();
    ModelStoreException e =
        assertThrows(
            ModelStoreException.class, () -> hasty.get(entry, Samples.OPTIONS, Progress.none()));
    end.countDown();
    assertTrue(e.getMessage().contains("nothing came for 1 seconds"), e.getMessage());
    assertEquals(600, part().length);
  }

  @Test
  void a_server_that_never_answers_is_given_up() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    server.at(
        "/decoder",
        exchange -> {
          await(end);
          exchange.close();
        });
    ModelGetter hasty = getter(Disk.real(), Duration.ofSeconds(1));
    CatalogueEntry entry = entry();
    ModelStoreException e =
        assertThrows(
            ModelStoreException.class, () -> hasty.get(entry, Samples.OPTIONS, Progress.none()));
    end.countDown();
    assertTrue(e.getMessage().contains("said nothing for 1 seconds"), e.getMessage());
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_cancelled_download_goes_on_later() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    server.at(
        "/decoder",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", TAG);
          exchange.sendResponseHeaders(200, decoder.length);
          exchange.getResponseBody().write(decoder, 0, 600);
          exchange.getResponseBody().flush();
          await(end);
          exchange.close();
        });
    Path part = folder.resolve(".download-edge/decoder.onnx.part");
    Progress whenSomeCame =
        new Progress() {
          @Override
          public void update(int done, int total) {}

          @Override
          public boolean isCancelled() {
            return part.toFile().length() == 600;
          }
        };
    ModelGetter getter = getter(Disk.real(), Duration.ofSeconds(20));
    CatalogueEntry entry = entry();
    assertThrows(
        CancellationException.class, () -> getter.get(entry, Samples.OPTIONS, whenSomeCame));
    end.countDown();
    assertEquals(List.of(), store().list());
    server.serve("/decoder", decoder, TAG);
    get(entry());
    assertEquals("bytes=600-", asked("/decoder").get(1).range());
  }

  @Test
  void a_disk_that_is_full_at_any_byte_installs_nothing_and_goes_on_later() throws Exception {
    int whole = encoder.length + decoder.length;
    for (int room = 0; room < whole + 400; room += 311) {
      Path own = temporary.resolve("room" + room);
      Disk disk = Samples.fullAfter(room);
      ModelGetter small =
          new ModelGetter(
              new ModelStore(own, disk, Clock.systemUTC()),
              new Downloader(disk, Optional.of(server.trust()), Duration.ofSeconds(20)));
      CatalogueEntry entry = entry();
      ModelStoreException e =
          assertThrows(
              ModelStoreException.class, () -> small.get(entry, Samples.OPTIONS, Progress.none()));
      assertTrue(e.getMessage().contains("No space left on device"), e.getMessage());
      ModelStore store = new ModelStore(own);
      assertEquals(List.of(), store.list());
      ModelGetter large =
          new ModelGetter(
              store,
              new Downloader(Disk.real(), Optional.of(server.trust()), Duration.ofSeconds(20)));
      store.verify(large.get(entry, Samples.OPTIONS, Progress.none()), Progress.none());
    }
  }

  @Test
  void a_disk_too_small_for_the_catalogues_sizes_is_told_before() throws Exception {
    ModelFile huge = new ModelFile("decoder.onnx", ModelFile.MOST_BYTES, "0".repeat(64));
    CatalogueEntry good = entry();
    CatalogueEntry entry =
        new CatalogueEntry(
            good.name(),
            good.title(),
            good.project(),
            good.licence(),
            good.profile(),
            Optional.empty(),
            Optional.empty(),
            Collections.nCopies(60, new CatalogueEntry.Download(server.url("/decoder"), huge)));
    assertRefused(entry, "There is no room for edge");
    assertEquals(List.of(), server.requests());
  }

  @Test
  void what_was_downloaded_but_does_not_run_is_not_installed() throws Exception {
    CatalogueEntry good = entry();
    byte[] text = "not a model".getBytes(StandardCharsets.US_ASCII);
    server.serve("/text", text, TAG);
    CatalogueEntry entry =
        new CatalogueEntry(
            good.name(),
            good.title(),
            good.project(),
            good.licence(),
            good.profile(),
            Optional.empty(),
            Optional.empty(),
            List.of(good.files().get(0), file("decoder.onnx", server.url("/text"), text)));
    assertThrows(ModelException.class, () -> get(entry));
    assertEquals(List.of(), store().list());
  }

  @Test
  void a_name_that_is_taken_is_told_before_anything_is_asked() throws Exception {
    get(entry());
    server.requests().clear();
    Map<String, String> before = Samples.content(folder);
    CatalogueEntry entry = entry();
    ModelStoreException e = assertThrows(ModelStoreException.class, () -> get(entry));
    assertTrue(e.getMessage().contains("already"), e.getMessage());
    assertEquals(List.of(), server.requests());
    assertEquals(before, Samples.content(folder));
  }

  @Test
  void two_downloads_of_one_model_do_not_mix() throws Exception {
    Path lock = Files.createDirectories(folder.resolve(".download-edge")).resolve(".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        var held = channel.lock()) {
      assertTrue(held.isValid());
      assertRefused(entry(), "is being downloaded already");
      assertTrue(Files.exists(lock));
    }
    get(entry());
  }

  @Test
  void a_model_without_known_files_is_told_how_to_make() throws Exception {
    CatalogueEntry made = Catalogue.builtIn().find("sam-vit-b").orElseThrow();
    assertRefused(made, "knows no file of sam-vit-b", "voxelexport.sam");
  }
}
