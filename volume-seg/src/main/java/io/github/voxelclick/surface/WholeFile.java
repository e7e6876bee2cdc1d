package io.github.voxelclick.surface;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Files that appear whole or not at all: written beside their place, read back, moved. Stateless.
 */
final class WholeFile {
  private static final int BUFFER = 1 << 16;

  private WholeFile() {}

  /** What is in a file. */
  @FunctionalInterface
  interface Content {
    void write(OutputStream stream) throws IOException;
  }

  /** Writes one file. */
  static void write(Path out, Content content) throws SurfaceException {
    Path temporary = temporary(out);
    try {
      try {
        fill(temporary, content);
        move(temporary, out);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw failure(out, e);
    }
  }

  /** Writes two files; the second is in its place before the first, which refers to it. */
  static void write(Path out, Content content, Path beside, Content besideContent)
      throws SurfaceException {
    Path temporary = temporary(out);
    try {
      try {
        fill(temporary, content);
        write(beside, besideContent);
        move(temporary, out);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw failure(out, e);
    }
  }

  private static SurfaceException failure(Path out, IOException e) {
    return new SurfaceException(
        "Cannot write "
            + out.getFileName()
            + ": "
            + e.getMessage()
            + ". Choose a folder that can be written and has room.",
        e);
  }

  private static Path temporary(Path out) {
    return out.resolveSibling("." + out.getFileName() + "." + UUID.randomUUID() + ".tmp");
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void fill(Path file, Content content) throws IOException {
    CRC32 written = new CRC32();
    try (OutputStream stream =
        new BufferedOutputStream(
            new CheckedOutputStream(Files.newOutputStream(file), written), BUFFER)) {
      content.write(stream);
    }
    CRC32 read = new CRC32();
    try (InputStream stream =
        new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER), read)) {
      stream.transferTo(OutputStream.nullOutputStream());
    }
    if (written.getValue() != read.getValue()) {
      throw new IOException("the disk gave back other bytes than were written");
    }
  }
}
