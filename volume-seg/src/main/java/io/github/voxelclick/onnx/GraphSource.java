package io.github.voxelclick.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.voxelclick.volume.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** An ONNX graph that can be loaded again and again: a file, or the bytes of one. Immutable. */
final class GraphSource {
  private final String name;
  private final String sha256;
  private final Loader loader;

  /** Makes a session of it. */
  @FunctionalInterface
  private interface Loader {
    OrtSession load(OrtSession.SessionOptions settings) throws OrtException;
  }

  private GraphSource(String name, String sha256, Loader loader) {
    this.name = name;
    this.sha256 = sha256;
    this.loader = loader;
  }

  /**
   * A file.
   *
   * @throws ModelException when it cannot be read
   */
  static GraphSource of(Path file) throws ModelException {
    String name = String.valueOf(file.getFileName());
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          "Cannot open the model " + name + ": no such file. Give the path of an ONNX file.");
    }
    try {
      // By path, not from memory: large models may keep their weights in a second file beside.
      return new GraphSource(
          name,
          hash(file, ExternalWeights.of(file)),
          settings -> Environments.get().createSession(file.toString(), settings));
    } catch (IOException e) {
      throw new ModelException(
          "Cannot read the model " + name + ". Check the file and its permissions.", e);
    }
  }

  /**
   * A file's content.
   *
   * @param name what messages call it
   * @param onnx kept, not copied
   */
  static GraphSource of(String name, byte[] onnx) {
    return new GraphSource(
        name, hash(onnx), settings -> Environments.get().createSession(onnx, settings));
  }

  static String hash(byte[] onnx) {
    return HexFormat.of().formatHex(newSha256().digest(onnx));
  }

  /** The file's own hash; with weights beside it, that of its hash and their names and hashes. */
  private static String hash(Path file, Map<String, Path> weights) throws IOException {
    if (weights.isEmpty()) {
      return hash(file);
    }
    StringBuilder all = new StringBuilder(hash(file));
    for (Map.Entry<String, Path> beside : weights.entrySet()) {
      all.append('\n').append(beside.getKey()).append('\n').append(hash(beside.getValue()));
    }
    return hash(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(Path file) throws IOException {
    MessageDigest digest = newSha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = new byte[1 << 16];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What messages call it. */
  String name() {
    return name;
  }

  /** 64 lower-case hexadecimal digits. */
  String sha256() {
    return sha256;
  }

  /** A native session, which the caller closes. */
  OrtSession load(OrtSession.SessionOptions settings) throws OrtException {
    return loader.load(settings);
  }
}
