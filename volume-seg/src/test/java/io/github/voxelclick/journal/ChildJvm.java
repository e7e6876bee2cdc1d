package io.github.voxelclick.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVMs beside that of the tests, on the same classes. */
public final class ChildJvm {
  private ChildJvm() {}

  /**
   * The command that runs a program's {@code main}.
   *
   * @param megabytes of heap
   */
  static List<String> command(Class<?> program, int megabytes, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx" + megabytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * The command that runs a program's {@code main} as a user's Java would: all compilers, the usual
   * collector.
   *
   * @param megabytes of heap
   */
  public static List<String> unhurried(Class<?> program, int megabytes, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts a program whose output comes through a pipe and whose errors go to ours. */
  public static Process start(Class<?> program, int megabytes, String... arguments)
      throws IOException {
    return new ProcessBuilder(command(program, megabytes, arguments))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** In a child: ends it when the parent is gone. */
  public static void dieWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  Thread.onSpinWait();
                }
              } catch (IOException e) {
                System.err.println("no pipe to the parent: " + e);
              }
              Runtime.getRuntime().halt(3);
            });
    watch.setDaemon(true);
    watch.start();
  }
}
