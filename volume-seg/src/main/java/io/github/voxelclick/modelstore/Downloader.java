package io.github.voxelclick.modelstore;

import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Gets one file over HTTPS. What has come lies beside as {@code NAME.part}, with the server's ETag
 * in {@code NAME.part.etag}, until its hash has been found right; the next attempt goes on there
 * (RFC 9110, sections 13.1.5 and 14: If-Range, Range, Content-Range). Proxies are those of the
 * JDK's settings, such as {@code -Dhttps.proxyHost}. Certificates are always checked. Not for
 * several threads with the same target.
 */
final class Downloader {
  private static final int MOST_REDIRECTS = 5;
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final long LOOK_MS = 100;

  private final HttpClient client;
  private final Disk disk;
  private final Duration silence;

  /** For the whole web. */
  static Downloader create(Disk disk) {
    return new Downloader(disk, Optional.empty(), Duration.ofSeconds(60));
  }

  /**
   * @param trust whose certificates are accepted; empty for the JDK's own list
   * @param silence how long a server may say nothing
   */
  Downloader(Disk disk, Optional<SSLContext> trust, Duration silence) {
    this.disk = disk;
    this.silence = silence;
    // Redirects are followed here, where each address is looked at. HTTP/1.1 is what is tested.
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(silence);
    trust.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  /**
   * Gets a file, or does nothing when it is there with the right hash.
   *
   * @param folder where it goes, under its own name
   * @param bytes told of what has come, what lay there before included
   * @param progress asked whether to go on; cancelled, what has come is kept for the next attempt
   * @throws ModelStoreException when the server, the content or the disk is at fault; a wrong
   *     content is gone then, what is merely incomplete stays
   */
  void get(CatalogueEntry.Download download, Path folder, ByteProgress bytes, Progress progress)
      throws ModelStoreException {
    ModelFile file = download.file();
    Path target = folder.resolve(file.name());
    Path part = folder.resolve(file.name() + ".part");
    Path tag = folder.resolve(file.name() + ".part.etag");
    try {
      if (Files.isRegularFile(target) && Files.size(target) == file.bytes()) {
        if (Sha256.of(target, bytes).equals(file.sha256())) {
          return;
        }
      }
      Files.deleteIfExists(target);
      if (!isComplete(part, file)) {
        new Attempt(download, part, tag, bytes, progress).run();
      }
      // Read from the disk, where it may have lain since an earlier attempt.
      String found = Sha256.of(part, new ByteProgress(progress, file.bytes()));
      if (!found.equals(file.sha256())) {
        Files.deleteIfExists(part);
        Files.deleteIfExists(tag);
        throw new ModelStoreException(
            "The file "
                + file.name()
                + " from "
                + download.url().getHost()
                + " is not what the catalogue describes: its SHA-256 is "
                + found
                + ", expected "
                + file.sha256()
                + ". It was thrown away. Ask whoever keeps the catalogue.");
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(tag);
      Folders.sync(folder);
    } catch (IOException e) {
      throw Trouble.cannot(
          "download " + file.name(),
          e,
          "What has come is kept. Free space or check the permissions of the model folder, then"
              + " try again.");
    }
  }

  private static boolean isComplete(Path part, ModelFile file) throws IOException {
    return Files.isRegularFile(part) && Files.size(part) == file.bytes();
  }

  /** One file's way through redirects, and again from its start when the server wants that. */
  private final class Attempt {
    private final CatalogueEntry.Download download;
    private final ModelFile file;
    private final Path part;
    private final Path tag;
    private final ByteProgress bytes;
    private final Progress progress;

    Attempt(
        CatalogueEntry.Download download,
        Path part,
        Path tag,
        ByteProgress bytes,
        Progress progress) {
      this.download = download;
      this.file = download.file();
      this.part = part;
      this.tag = tag;
      this.bytes = bytes;
      this.progress = progress;
    }

    void run() throws IOException, ModelStoreException {
      long from = resumable();
      HttpResponse<ChunkQueue> response = ask(from);
      if (response.statusCode() == RANGE_NOT_SATISFIABLE && from > 0) {
        response.body().close();
        from = restart();
        response = ask(from);
      }
      try (ChunkQueue body = response.body()) {
        if (from > 0 && response.statusCode() == OK) {
          from = restart(); // the file has changed since, or the server knows no ranges
        }
        check(response, from);
        keepTag(response);
        bytes.add(from);
        receive(body, from);
      }
    }

    /** How much of the part can be gone on from: nothing without the tag that says of what. */
    private long resumable() throws IOException {
      if (!Files.isRegularFile(part)) {
        return restart();
      }
      long size = Files.size(part);
      return size > file.bytes() || knownTag().isEmpty() ? restart() : size;
    }

    private long restart() throws IOException {
      Files.deleteIfExists(part);
      Files.deleteIfExists(tag);
      return 0;
    }

    private Optional<String> knownTag() throws IOException {
      if (!Files.isRegularFile(tag) || Files.size(tag) > 1000) {
        return Optional.empty();
      }
      return Optional.of(Files.readString(tag).strip()).filter(Downloader::isStrong);
    }

    /** Only strong tags mean the same bytes (RFC 9110, 13.1.5). */
    private void keepTag(HttpResponse<?> response) throws IOException {
      Optional<String> given = response.headers().firstValue("ETag").filter(Downloader::isStrong);
      if (given.isPresent()) {
        Files.writeString(tag, given.get());
      } else {
        Files.deleteIfExists(tag);
      }
    }

    private HttpResponse<ChunkQueue> ask(long from) throws IOException, ModelStoreException {
      URI at = download.url();
      for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
        requireHttps(at);
        HttpRequest.Builder request =
            HttpRequest.newBuilder(at).timeout(silence).header("Accept-Encoding", "identity");
        if (from > 0) {
          request.header("Range", "bytes=" + from + "-").header("If-Range", knownTag().orElse(""));
        }
        HttpResponse<ChunkQueue> response = send(request.GET().build(), at);
        Optional<String> next = redirect(response);
        if (next.isEmpty()) {
          return response;
        }
        response.body().close();
        at = resolve(at, next.get());
      }
      throw refused(
          at,
          "it redirects more than " + MOST_REDIRECTS + " times",
          "Ask who keeps the catalogue.");
    }

    private HttpResponse<ChunkQueue> send(HttpRequest request, URI at) throws ModelStoreException {
      CompletableFuture<HttpResponse<ChunkQueue>> answer =
          client.sendAsync(request, head -> new ChunkQueue());
      try {
        while (true) {
          try {
            return answer.get(LOOK_MS, TimeUnit.MILLISECONDS);
          } catch (TimeoutException notYet) {
            progress.checkCancelled(); // the request's own limit ends this loop
          }
        }
      } catch (CancellationException e) {
        answer.cancel(true);
        throw e;
      } catch (InterruptedException e) {
        answer.cancel(true);
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      } catch (ExecutionException e) {
        throw unreachable(at, e.getCause() == null ? e : e.getCause());
      }
    }

    private ModelStoreException unreachable(URI at, Throwable cause) {
      if (cause instanceof SSLException) {
        return refused(
            at,
            "its certificate is not trusted (" + cause.getMessage() + ")",
            "If a proxy of your network replaces certificates, have its own added to Java's.");
      }
      String why = cause.getClass().getSimpleName();
      if (cause instanceof HttpTimeoutException) {
        why = "it said nothing for " + silence.toSeconds() + " seconds";
      } else if (cause instanceof UnknownHostException || cause instanceof ConnectException) {
        why = "it cannot be reached";
      }
      return refused(
          at,
          why,
          "Check the network; behind a proxy start Java with -Dhttps.proxyHost and"
              + " -Dhttps.proxyPort. What has come is kept.");
    }

    private ModelStoreException refused(URI at, String why, String advice) {
      return new ModelStoreException(
          "Cannot download " + file.name() + " from " + at.getHost() + ": " + why + ". " + advice);
    }

    private Optional<String> redirect(HttpResponse<?> response) throws ModelStoreException {
      return switch (response.statusCode()) {
        case 301, 302, 303, 307, 308 ->
            Optional.of(
                response
                    .headers()
                    .firstValue("Location")
                    .orElseThrow(
                        () ->
                            refused(
                                response.uri(),
                                "it redirects to nowhere",
                                "Ask who keeps the catalogue.")));
        default -> Optional.empty();
      };
    }

    private URI resolve(URI at, String next) throws ModelStoreException {
      try {
        return at.resolve(next);
      } catch (IllegalArgumentException e) {
        throw refused(at, "it redirects to no address", "Ask who keeps the catalogue.");
      }
    }

    private void requireHttps(URI at) throws ModelStoreException {
      if (!"https".equalsIgnoreCase(at.getScheme())
          || at.getHost() == null
          || at.getRawUserInfo() != null) {
        throw refused(
            download.url(),
            "it leads to an address of the kind "
                + SafeNames.shown(String.valueOf(at.getScheme()).toLowerCase(Locale.ROOT))
                + ", expected https",
            "Nothing was asked there. Ask who keeps the catalogue.");
      }
    }

    private void check(HttpResponse<?> response, long from) throws ModelStoreException {
      int expected = from > 0 ? PARTIAL : OK;
      if (response.statusCode() != expected) {
        throw refused(
            response.uri(),
            "it answered with HTTP status " + response.statusCode() + ", expected " + expected,
            "Try again later, or ask who keeps the catalogue.");
      }
      Optional<String> encoding =
          response
              .headers()
              .firstValue("Content-Encoding")
              .filter(e -> !e.equalsIgnoreCase("identity"));
      if (encoding.isPresent()) {
        throw refused(
            response.uri(),
            "it packs the file (" + SafeNames.shown(encoding.get()) + ")",
            "Ask who keeps the catalogue.");
      }
      if (from > 0) {
        String wanted = "bytes " + from + "-" + (file.bytes() - 1) + "/" + file.bytes();
        String given = response.headers().firstValue("Content-Range").orElse("nothing");
        if (!given.equals(wanted)) {
          throw wrongSize(response, "sends the range \"" + SafeNames.shown(given) + "\"", wanted);
        }
      }
      OptionalLong length = length(response);
      if (length.isPresent() && length.getAsLong() != file.bytes() - from) {
        throw wrongSize(
            response,
            "announces " + length.getAsLong() + " bytes",
            (file.bytes() - from) + " bytes");
      }
    }

    private static OptionalLong length(HttpResponse<?> response) {
      try {
        return response.headers().firstValueAsLong("Content-Length");
      } catch (NumberFormatException e) {
        return OptionalLong.of(-1);
      }
    }

    private ModelStoreException wrongSize(HttpResponse<?> response, String found, String expected) {
      return refused(
          response.uri(),
          "it " + found + ", expected " + expected,
          "The file has changed since the catalogue was written. Ask who keeps it.");
    }

    /** Writes what comes, never more than the file is to have. */
    private void receive(ChunkQueue body, long from) throws IOException, ModelStoreException {
      long at = from;
      try (Disk.Output out = disk.append(part)) {
        try {
          for (Optional<List<ByteBuffer>> piece = next(body);
              piece.isPresent();
              piece = next(body)) {
            for (ByteBuffer buffer : piece.get()) {
              byte[] chunk = new byte[buffer.remaining()];
              buffer.get(chunk);
              requireRoom(at + chunk.length);
              out.write(chunk, 0, chunk.length);
              at += chunk.length;
              bytes.add(chunk.length);
            }
          }
        } finally {
          out.force();
        }
      }
      if (at < file.bytes()) {
        throw interrupted("it ended after " + at + " of " + file.bytes() + " bytes");
      }
    }

    private Optional<List<ByteBuffer>> next(ChunkQueue body) throws ModelStoreException {
      try {
        return body.next(silence, progress::checkCancelled);
      } catch (IOException e) {
        throw interrupted(e.getMessage());
      }
    }

    private void requireRoom(long end) throws IOException, ModelStoreException {
      if (end > file.bytes()) {
        restart();
        throw refused(
            download.url(),
            "it sends more than the " + file.bytes() + " bytes that the catalogue states",
            "What came was thrown away. Ask who keeps the catalogue.");
      }
    }

    private ModelStoreException interrupted(String why) {
      return refused(
          download.url(), why, "What has come is kept; give the same command again to go on.");
    }
  }

  private static boolean isStrong(String tag) {
    return tag.length() > 2
        && tag.startsWith("\"")
        && tag.endsWith("\"")
        && tag.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }
}
