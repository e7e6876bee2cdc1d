package io.github.voxelclick.modelstore;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An HTTPS server on the loopback interface, with a certificate of its own made by keytool, and a
 * plain HTTP server beside it that nobody may ask.
 */
final class LoopbackServer implements AutoCloseable {
  private static final String PASSWORD = "loopback";
  private static final long MOST_WAIT_NANOS = 20_000_000_000L;

  private final SSLContext context;
  private final HttpsServer secure;
  private final HttpServer plain;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<String> plainRequests = new CopyOnWriteArrayList<>();

  /** What is answered at a path. */
  @FunctionalInterface
  interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  /** What was asked. */
  record Request(String path, String range, String ifRange) {}

  LoopbackServer(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
    context = context(keyStore(folder.resolve("server.p12")));
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    secure = HttpsServer.create(anyPort, 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(context));
    secure.setExecutor(threads);
    secure.createContext("/", this::answer);
    secure.start();
    plain = HttpServer.create(anyPort, 0);
    plain.createContext(
        "/",
        exchange -> {
          plainRequests.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    plain.start();
  }

  private static KeyStore keyStore(Path file)
      throws IOException, GeneralSecurityException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String command =
        "-genkeypair -alias server -keyalg EC -dname CN=localhost -validity 2 -storetype PKCS12"
            + " -ext SAN=IP:127.0.0.1,DNS:localhost";
    List<String> words = new ArrayList<>(List.of(keytool));
    words.addAll(Arrays.asList(command.split(" ", -1)));
    words.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static SSLContext context(KeyStore own) throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", own.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /** Trusts this server alone. */
  SSLContext trust() {
    return context;
  }

  URI url(String path) {
    return URI.create("https://localhost:" + secure.getAddress().getPort() + path);
  }

  URI plainUrl(String path) {
    return URI.create("http://localhost:" + plain.getAddress().getPort() + path);
  }

  void at(String path, Behaviour behaviour) {
    behaviours.put(path, behaviour);
  }

  /** Serves bytes as web servers do: with an ETag, and in ranges. */
  void serve(String path, byte[] content, String tag) {
    at(
        path,
        exchange -> {
          send(exchange, content, tag, content.length);
          exchange.close();
        });
  }

  /**
   * Serves bytes, but breaks off.
   *
   * @param kept where the client keeps what it has; the connection breaks once that much is there,
   *     since a client may lose what it has not taken from a broken connection
   */
  void serveOnly(String path, byte[] content, String tag, int bytes, Path kept) {
    at(
        path,
        exchange -> {
          send(exchange, content, tag, bytes);
          long start = System.nanoTime();
          while (!(Files.exists(kept) && Files.size(kept) >= bytes)
              && System.nanoTime() - start < MOST_WAIT_NANOS) {
            LockSupport.parkNanos(1_000_000);
          }
          exchange.close();
        });
  }

  private static void send(HttpExchange exchange, byte[] content, String tag, int most)
      throws IOException {
    Headers asked = exchange.getRequestHeaders();
    String range = asked.getFirst("Range");
    boolean partial = range != null && tag.equals(asked.getFirst("If-Range"));
    int from = partial ? Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1")) : 0;
    if (!tag.isEmpty()) {
      exchange.getResponseHeaders().set("ETag", tag);
    }
    if (partial) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    }
    exchange.sendResponseHeaders(partial ? 206 : 200, content.length - from);
    OutputStream body = exchange.getResponseBody();
    body.write(content, from, Math.max(0, Math.min(content.length, most) - from));
    body.flush();
  }

  static Behaviour redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(302, -1);
      exchange.close();
    };
  }

  static Behaviour status(int status) {
    return exchange -> {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    };
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Headers headers = exchange.getRequestHeaders();
    requests.add(new Request(path, headers.getFirst("Range"), headers.getFirst("If-Range")));
    behaviours.getOrDefault(path, status(404)).answer(exchange);
  }

  List<Request> requests() {
    return requests;
  }

  List<String> plainRequests() {
    return plainRequests;
  }

  @Override
  public void close() {
    secure.stop(0);
    plain.stop(0);
    threads.shutdownNow();
  }
}
