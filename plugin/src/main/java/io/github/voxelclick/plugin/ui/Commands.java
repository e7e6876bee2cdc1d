package io.github.voxelclick.plugin.ui;

import java.util.function.Consumer;

/** Runs the commands of {@code plugins.config}; found by name from the Java 8 entry class. */
public final class Commands implements Consumer<String> {
  /**
   * Runs a command on the calling thread, which ImageJ starts for each command.
   *
   * @param name as {@code plugins.config} passes it
   */
  @Override
  public void accept(String name) {
    throw new IllegalArgumentException("no command " + name);
  }
}
