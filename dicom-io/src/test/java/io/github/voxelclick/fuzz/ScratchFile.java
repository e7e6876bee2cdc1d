package io.github.voxelclick.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that readers of paths are given, rewritten at each execution. */
public final class ScratchFile {
  private final Path path;

  /**
   * @param name its name, whose ending some readers ask for
   */
  public ScratchFile(String name) throws IOException {
    Path folder = Files.createTempDirectory("fuzz");
    path = folder.resolve(name);
    folder.toFile().deleteOnExit();
    path.toFile().deleteOnExit();
  }

  /** The file, now holding the bytes. Some file systems go to disk when a file is emptied first. */
  public Path with(byte[] data) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(data));
      file.truncate(data.length);
    }
    return path;
  }
}
