package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.task.Journals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java of its own with what this one has: another ImageJ, which may be killed or quit. */
final class SecondReader {
  private static final List<String> PASSED_ON =
      List.of(
          "plugins.dir",
          "user.home",
          "voxelclick.jars",
          "voxelclick.version",
          "voxelclick.models",
          "voxelclick.providers",
          Journals.FOLDER_PROPERTY);

  private SecondReader() {}

  /**
   * A process that is not started yet.
   *
   * @param program has a main method without arguments
   */
  static ProcessBuilder of(Class<?> program) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Djava.awt.headless=false"));
    for (String name : PASSED_ON) {
      if (System.getProperty(name) != null) {
        command.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    command.add(program.getName());
    return new ProcessBuilder(command);
  }
}
