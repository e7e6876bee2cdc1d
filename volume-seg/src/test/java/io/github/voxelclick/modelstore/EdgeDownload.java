package io.github.voxelclick.modelstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A model of two files on a server of this computer, and the folder it is downloaded to. */
final class EdgeDownload {
  /** The tag of what is served at first. */
  static final String TAG = "\"v1\"";

  private final LoopbackServer server;
  private final Path temporary;
  private final Path folder;
  private final byte[] encoder;
  private final byte[] decoder;

  /**
   * Forgets what was asked before and serves both files well.
   *
   * @param temporary where the model folder will be made
   */
  EdgeDownload(LoopbackServer server, Path temporary) throws IOException {
    this.server = server;
    this.temporary = temporary;
    folder = temporary.resolve("models");
    encoder = Files.readAllBytes(Samples.folder("edgesam").resolve("encoder.onnx"));
    decoder = Files.readAllBytes(Samples.folder("edgesam").resolve("decoder.onnx"));
    server.requests().clear();
    server.serve("/encoder", encoder, TAG);
    server.serve("/decoder", decoder, TAG);
  }

  /** The model folder. */
  Path folder() {
    return folder;
  }

  byte[] encoder() {
    return encoder;
  }

  byte[] decoder() {
    return decoder;
  }

  ModelStore store() {
    return new ModelStore(folder);
  }

  ModelGetter getter(Disk disk, Duration silence) {
    ModelStore store = new ModelStore(folder, disk, Clock.systemUTC());
    return new ModelGetter(store, new Downloader(disk, Optional.of(server.trust()), silence));
  }

  InstalledModel get(CatalogueEntry entry) throws VolumeException {
    return getter(Disk.real(), Duration.ofSeconds(20)).get(entry, Samples.OPTIONS, Progress.none());
  }

  static CatalogueEntry.Download file(String name, URI url, byte[] content) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    String hash = HexFormat.of().formatHex(digest.digest(content));
    return new CatalogueEntry.Download(url, new ModelFile(name, content.length, hash));
  }

  CatalogueEntry entry(URI decoderUrl) throws Exception {
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

  CatalogueEntry entry() throws Exception {
    return entry(server.url("/decoder"));
  }

  /** Refused with these words; no model is listed. */
  ModelStoreException assertRefused(CatalogueEntry entry, String... parts) throws VolumeException {
    ModelStoreException e = assertThrows(ModelStoreException.class, () -> get(entry));
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
    assertFalse(e.getMessage().contains(temporary.toString()), e.getMessage());
    assertEquals(List.of(), store().list());
    return e;
  }

  List<LoopbackServer.Request> asked(String path) {
    return server.requests().stream().filter(r -> r.path().equals(path)).toList();
  }

  Path partFile() {
    return folder.resolve(".download-edge/decoder.onnx.part");
  }

  byte[] part() throws IOException {
    return Files.readAllBytes(partFile());
  }

  boolean isPart() {
    return Files.exists(partFile());
  }
}
