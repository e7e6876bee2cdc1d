package io.github.voxelclick.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  /** The file, now holding the bytes. */
  public Path with(byte[] data) throws IOException {
    return Files.write(path, data);
  }
}
