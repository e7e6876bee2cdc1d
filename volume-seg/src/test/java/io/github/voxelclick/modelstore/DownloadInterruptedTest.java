package io.github.voxelclick.modelstore;

import static io.github.voxelclick.modelstore.EdgeDownload.TAG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads that break off, fall silent or are cancelled, and how they go on later. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DownloadInterruptedTest {
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
  void an_interrupted_download_goes_on_where_it_was() throws Exception {
    server.serveOnly("/decoder", edge.decoder(), TAG, 700, edge.partFile());
    edge.assertRefused(edge.entry(), "What has come is kept");
    assertEquals(-1, Arrays.mismatch(edge.part(), Arrays.copyOf(edge.decoder(), 700)));
    server.serveOnly("/decoder", edge.decoder(), TAG, 1500, edge.partFile());
    edge.assertRefused(edge.entry(), "What has come is kept");
    assertEquals(-1, Arrays.mismatch(edge.part(), Arrays.copyOf(edge.decoder(), 1500)));
    server.serve("/decoder", edge.decoder(), TAG);
    edge.store().verify(edge.get(edge.entry()), Progress.none());
    List<LoopbackServer.Request> asked = edge.asked("/decoder");
    assertEquals(3, asked.size());
    assertNull(asked.get(0).range());
    assertEquals("bytes=700-", asked.get(1).range());
    assertEquals("bytes=1500-", asked.get(2).range());
    assertEquals(TAG, asked.get(2).ifRange());
    assertEquals(1, edge.asked("/encoder").size(), "what was there already");
  }

  @Test
  void a_file_that_changed_meanwhile_is_got_from_its_start() throws Exception {
    byte[] old = edge.decoder().clone();
    old[3] ^= 1;
    server.serveOnly("/decoder", old, "\"v0\"", 900, edge.partFile());
    edge.assertRefused(edge.entry(), "What has come is kept");
    server.serve("/decoder", edge.decoder(), TAG);
    edge.store().verify(edge.get(edge.entry()), Progress.none());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "W/\"weak\""})
  void without_a_tag_that_means_the_same_bytes_it_begins_anew(String tag) throws Exception {
    server.serveOnly("/decoder", edge.decoder(), tag, 700, edge.partFile());
    edge.assertRefused(edge.entry(), "What has come is kept");
    server.serve("/decoder", edge.decoder(), TAG);
    edge.get(edge.entry());
    assertNull(edge.asked("/decoder").get(1).range());
  }

  @Test
  void a_server_that_has_no_such_range_is_asked_for_all() throws Exception {
    server.serveOnly("/decoder", edge.decoder(), TAG, 700, edge.partFile());
    edge.assertRefused(edge.entry(), "What has come is kept");
    server.at(
        "/decoder",
        exchange -> {
          if (exchange.getRequestHeaders().containsKey("Range")) {
            LoopbackServer.status(416).answer(exchange);
          } else {
            exchange.sendResponseHeaders(200, edge.decoder().length);
            exchange.getResponseBody().write(edge.decoder());
            exchange.close();
          }
        });
    edge.store().verify(edge.get(edge.entry()), Progress.none());
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
    server.serveOnly("/decoder", edge.decoder(), TAG, 700, edge.partFile());
    edge.assertRefused(edge.entry(), "What has come is kept");
    String given =
        range
            .replace("%d", String.valueOf(edge.decoder().length - 1))
            .replace("%e", String.valueOf(edge.decoder().length));
    server.at(
        "/decoder",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", given);
          exchange.sendResponseHeaders(206, edge.decoder().length - 700);
          exchange.getResponseBody().write(edge.decoder(), 700, edge.decoder().length - 700);
          exchange.close();
        });
    edge.assertRefused(edge.entry(), "sends the range");
    assertEquals(700, edge.part().length);
  }

  @Test
  void a_part_that_was_tampered_with_is_thrown_away_once_it_is_whole() throws Exception {
    server.serveOnly("/decoder", edge.decoder(), TAG, 700, edge.partFile());
    edge.assertRefused(edge.entry(), "What has come is kept");
    Path file = edge.folder().resolve(".download-edge/decoder.onnx.part");
    byte[] bytes = edge.part();
    bytes[5] ^= 1;
    Files.write(file, bytes);
    server.serve("/decoder", edge.decoder(), TAG);
    edge.assertRefused(edge.entry(), "is not what the catalogue describes");
    assertFalse(edge.isPart());
    edge.get(edge.entry());
  }

  @Test
  void a_body_that_ends_early_without_a_length_is_incomplete() throws Exception {
    server.at(
        "/decoder",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", TAG);
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(edge.decoder(), 0, 800);
          exchange.close();
        });
    edge.assertRefused(edge.entry(), "ended after 800 of " + edge.decoder().length);
    assertEquals(800, edge.part().length);
  }

  @Test
  void a_server_that_falls_silent_is_given_up() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    serveSomeAndWait(end);
    ModelGetter hasty = edge.getter(Disk.real(), Duration.ofSeconds(1));
    CatalogueEntry entry = edge.entry();
    ModelStoreException e =
        assertThrows(
            ModelStoreException.class, () -> hasty.get(entry, Samples.OPTIONS, Progress.none()));
    end.countDown();
    assertTrue(e.getMessage().contains("nothing came for 1 seconds"), e.getMessage());
    assertEquals(600, edge.part().length);
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
    ModelGetter hasty = edge.getter(Disk.real(), Duration.ofSeconds(1));
    CatalogueEntry entry = edge.entry();
    ModelStoreException e =
        assertThrows(
            ModelStoreException.class, () -> hasty.get(entry, Samples.OPTIONS, Progress.none()));
    end.countDown();
    assertTrue(e.getMessage().contains("said nothing for 1 seconds"), e.getMessage());
  }

  /** Serves the first 600 bytes, and nothing more. */
  private void serveSomeAndWait(CountDownLatch end) {
    server.at(
        "/decoder",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", TAG);
          exchange.sendResponseHeaders(200, edge.decoder().length);
          exchange.getResponseBody().write(edge.decoder(), 0, 600);
          exchange.getResponseBody().flush();
          await(end);
          exchange.close();
        });
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
    serveSomeAndWait(end);
    Path part = edge.folder().resolve(".download-edge/decoder.onnx.part");
    Progress whenSomeCame =
        new Progress() {
          @Override
          public void update(int done, int total) {}

          @Override
          public boolean isCancelled() {
            return part.toFile().length() == 600;
          }
        };
    ModelGetter getter = edge.getter(Disk.real(), Duration.ofSeconds(20));
    CatalogueEntry entry = edge.entry();
    assertThrows(
        CancellationException.class, () -> getter.get(entry, Samples.OPTIONS, whenSomeCame));
    end.countDown();
    assertEquals(List.of(), edge.store().list());
    server.serve("/decoder", edge.decoder(), TAG);
    edge.get(edge.entry());
    assertEquals("bytes=600-", edge.asked("/decoder").get(1).range());
  }
}
