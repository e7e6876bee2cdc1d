package io.github.voxelclick.plugin.command;

import ij.IJ;
import ij.plugin.PlugIn;
import java.util.function.Consumer;

/**
 * What ImageJ's menu calls. It links to nothing that was compiled for a newer Java than 8: the work
 * is done by a class that is looked up by name once the Java is known to be new enough.
 */
public final class VoxelClickCommand implements PlugIn {
  private static final String COMMANDS = "io.github.voxelclick.plugin.ui.Commands";

  /**
   * Runs a command.
   *
   * @param name which, as {@code plugins.config} passes it
   */
  @Override
  public void run(String name) {
    String complaint = RequiredJava.complaint(System.getProperty("java.specification.version"));
    if (!complaint.isEmpty()) {
      IJ.error("VoxelClick", complaint);
      return;
    }
    commands().accept(name);
  }

  @SuppressWarnings("unchecked") // the class named above is a Consumer<String>; a test runs it
  private static Consumer<String> commands() {
    try {
      return Class.forName(COMMANDS)
          .asSubclass(Consumer.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the plugin's jar lacks " + COMMANDS, e);
    }
  }
}
