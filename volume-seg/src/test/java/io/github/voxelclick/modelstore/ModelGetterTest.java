package io.github.voxelclick.modelstore;

import static io.github.voxelclick.modelstore.EdgeDownload.TAG;
import static io.github.voxelclick.modelstore.EdgeDownload.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models from an HTTPS server on this computer: what is installed, and what installs nothing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModelGetterTest {
  @TempDir private static Path certificates;
  @AutoClose private static LoopbackServer server;

  @TempDir private Path temporary;
  private EdgeDownload edge;

  @BeforeAll
  static void start() throws Exception {
    server = new LoopbackServer(certificates);
  }

  @BeforeEach
  void serve_well() throws IOException {
    edge = new EdgeDownload(server, temporary);
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
        edge.getter(Disk.real(), Duration.ofSeconds(20))
            .get(edge.entry(), Samples.OPTIONS, progress);
    assertEquals(List.of(made), edge.store().list());
    edge.store().verify(made, Progress.none());
    assertEquals(
        -1,
        Arrays.mismatch(edge.encoder(), Files.readAllBytes(made.folder().resolve("encoder.onnx"))));
    assertEquals(Optional.of(true), made.origin().orElseThrow().nonCommercial());
    assertEquals("EdgeSAM, https://localhost/", made.origin().orElseThrow().source());
    try (var names = Files.list(edge.folder())) {
      assertEquals(List.of(edge.folder().resolve("edge")), names.toList());
    }
    assertTrue(told.contains(1000), told.toString());
  }

  @Test
  void a_disk_that_is_full_at_any_byte_installs_nothing_and_goes_on_later() throws Exception {
    int whole = edge.encoder().length + edge.decoder().length;
    for (int room = 0; room < whole + 400; room += 311) {
      Path own = temporary.resolve("room" + room);
      Disk disk = Samples.fullAfter(room);
      ModelGetter small =
          new ModelGetter(
              new ModelStore(own, disk, Clock.systemUTC()),
              new Downloader(disk, Optional.of(server.trust()), Duration.ofSeconds(20)));
      CatalogueEntry entry = edge.entry();
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
    CatalogueEntry good = edge.entry();
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
    edge.assertRefused(entry, "There is no room for edge");
    assertEquals(List.of(), server.requests());
  }

  @Test
  void what_was_downloaded_but_does_not_run_is_not_installed() throws Exception {
    CatalogueEntry good = edge.entry();
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
    assertThrows(ModelException.class, () -> edge.get(entry));
    assertEquals(List.of(), edge.store().list());
  }

  @Test
  void a_name_that_is_taken_is_told_before_anything_is_asked() throws Exception {
    edge.get(edge.entry());
    server.requests().clear();
    Map<String, String> before = Samples.content(edge.folder());
    CatalogueEntry entry = edge.entry();
    ModelStoreException e = assertThrows(ModelStoreException.class, () -> edge.get(entry));
    assertTrue(e.getMessage().contains("already"), e.getMessage());
    assertEquals(List.of(), server.requests());
    assertEquals(before, Samples.content(edge.folder()));
  }

  @Test
  void two_downloads_of_one_model_do_not_mix() throws Exception {
    Path lock = Files.createDirectories(edge.folder().resolve(".download-edge")).resolve(".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        var held = channel.lock()) {
      assertTrue(held.isValid());
      edge.assertRefused(edge.entry(), "is being downloaded already");
      assertTrue(Files.exists(lock));
    }
    edge.get(edge.entry());
  }

  @Test
  void a_model_without_known_files_is_told_how_to_make() throws Exception {
    CatalogueEntry made = Catalogue.builtIn().find("sam-vit-b").orElseThrow();
    edge.assertRefused(made, "knows no file of sam-vit-b", "voxelexport.sam");
  }
}
