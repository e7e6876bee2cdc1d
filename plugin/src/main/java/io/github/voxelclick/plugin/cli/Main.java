package io.github.voxelclick.plugin.cli;

/** Where {@code java -jar voxelclick.jar} starts. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true"); // pictures are written, none is shown
    System.exit(CommandLineProgram.run(new Console(System.out, System.err), args));
  }
}
