package io.github.voxelclick.plugin.ui;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Commands of ImageJ's menu for one image. ImageJ runs them on whatever image is in front, so they
 * are run only where that is this one. To be used on the event thread.
 */
final class OwnCommands {
  private final BooleanSupplier makeCurrent;
  private final Consumer<String> run;
  private final Runnable refused;

  /**
   * For one image.
   *
   * @param makeCurrent brings the image to the front, and tells whether it is there now
   * @param run runs a command on the image in front
   * @param refused called instead, where another image is in front
   */
  OwnCommands(BooleanSupplier makeCurrent, Consumer<String> run, Runnable refused) {
    this.makeCurrent = makeCurrent;
    this.run = run;
    this.refused = refused;
  }

  /**
   * Runs a command on this image, or not at all.
   *
   * @param command as ImageJ's menu calls it
   */
  void run(String command) {
    if (makeCurrent.getAsBoolean()) {
      run.accept(command);
    } else {
      refused.run();
    }
  }
}
