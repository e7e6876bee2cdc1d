package io.github.voxelclick.modelstore;

import static io.github.voxelclick.modelstore.EdgeDownload.TAG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers answer, and should not: taken, followed or refused. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DownloadAnswersTest {
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
  void a_file_with_another_hash_is_thrown_away() throws Exception {
    byte[] corrupt = edge.decoder().clone();
    corrupt[edge.decoder().length / 2] ^= 4;
    server.serve("/decoder", corrupt, TAG);
    edge.assertRefused(edge.entry(), "is not what the catalogue describes", "expected");
    assertFalse(edge.isPart());
    server.serve("/decoder", edge.decoder(), TAG);
    edge.get(edge.entry());
  }

  @Test
  void a_length_that_the_catalogue_does_not_state_is_refused_before_anything_is_read()
      throws Exception {
    server.serve("/decoder", Arrays.copyOf(edge.decoder(), edge.decoder().length + 1), TAG);
    edge.assertRefused(edge.entry(), "announces " + (edge.decoder().length + 1) + " bytes");
    server.serve("/decoder", Arrays.copyOf(edge.decoder(), edge.decoder().length - 1), TAG);
    edge.assertRefused(edge.entry(), "announces " + (edge.decoder().length - 1) + " bytes");
    assertFalse(edge.isPart());
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
    edge.assertRefused(edge.entry(), "sends more than the " + edge.decoder().length + " bytes");
    assertFalse(edge.isPart());
    assertTrue(sent[0] < 10_000L << 16, "the flood went on");
  }

  @ParameterizedTest
  @CsvSource({"404", "403", "500", "204", "206", "304", "100000"})
  void other_answers_are_told(int status) throws Exception {
    if (status > 999) {
      server.at("/decoder", exchange -> exchange.close());
      edge.assertRefused(edge.entry(), "Cannot download decoder.onnx from localhost");
    } else {
      server.at("/decoder", LoopbackServer.status(status));
      edge.assertRefused(edge.entry(), "HTTP status " + status + ", expected 200");
    }
  }

  @Test
  void redirects_within_https_are_followed() throws Exception {
    server.at("/moved", LoopbackServer.redirect("/again"));
    server.at("/again", LoopbackServer.redirect(server.url("/decoder").toString()));
    edge.get(edge.entry(server.url("/moved")));
    assertEquals(1, edge.asked("/decoder").size());
  }

  @Test
  void a_redirect_to_http_is_refused_and_nothing_is_asked_there() throws Exception {
    server.at("/moved", LoopbackServer.redirect(server.plainUrl("/decoder").toString()));
    edge.assertRefused(edge.entry(server.url("/moved")), "of the kind http, expected https");
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
    ModelStoreException e = edge.assertRefused(edge.entry(server.url("/moved")), "Cannot download");
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
  }

  @Test
  void redirects_without_end_end() throws Exception {
    server.at("/round", LoopbackServer.redirect("/round"));
    edge.assertRefused(edge.entry(server.url("/round")), "redirects more than 5 times");
    assertEquals(6, edge.asked("/round").size());
  }

  @Test
  void a_packed_body_is_refused() throws Exception {
    server.at(
        "/decoder",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, edge.decoder().length);
          exchange.getResponseBody().write(edge.decoder());
          exchange.close();
        });
    edge.assertRefused(edge.entry(), "packs the file (gzip)");
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_refused() throws Exception {
    ModelGetter strict = new ModelGetter(edge.store());
    CatalogueEntry entry = edge.entry();
    ModelStoreException e =
        assertThrows(
            ModelStoreException.class, () -> strict.get(entry, Samples.OPTIONS, Progress.none()));
    assertTrue(e.getMessage().contains("its certificate is not trusted"), e.getMessage());
    assertEquals(List.of(), server.requests());
  }
}
