package io.github.voxelclick.plugin.task;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a file can be written, found out before the work that would fill it. Stateless. */
public final class OutputPath {
  private OutputPath() {}

  /**
   * Looks at the folder, and at the file when it is there already.
   *
   * @throws JobException when the file cannot be written or replaced
   */
  public static void check(Path out) throws JobException {
    String fault = fault(out);
    if (!fault.isEmpty()) {
      throw new JobException(
          "Cannot write "
              + out
              + ": "
              + fault
              + ". Choose a file in a folder that can be written.");
    }
  }

  private static String fault(Path out) {
    Path folder = out.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return "there is no folder " + folder;
    }
    if (Files.isDirectory(out)) {
      return "it is a folder";
    }
    if (!Files.isWritable(folder) || (Files.exists(out) && !Files.isWritable(out))) {
      return "there is no permission to write there";
    }
    return "";
  }
}
