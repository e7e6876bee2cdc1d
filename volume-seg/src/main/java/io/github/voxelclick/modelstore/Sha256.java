package io.github.voxelclick.modelstore;

import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of files and texts. Stateless. */
public final class Sha256 {
  static final int CHUNK = 1 << 16;

  private Sha256() {}

  /** A digest that was given nothing yet. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What a digest comes to, 64 lower-case hexadecimal digits. */
  public static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The hash of a file, 64 lower-case hexadecimal digits. */
  public static String of(Path file) throws IOException {
    return of(file, new ByteProgress(Progress.none(), 0));
  }

  /** The hash of a file, read from the disk. */
  static String of(Path file, ByteProgress progress) throws IOException {
    MessageDigest digest = digest();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
        progress.add(n);
      }
    }
    return text(digest);
  }
}
