package io.github.voxelclick.plugin.ui;

import ij.ImagePlus;
import io.github.voxelclick.session.SliceState;
import java.awt.event.KeyEvent;

/**
 * A reader at work in a Java of its own: opens the series, clicks, propagates, tells what the mask
 * is and goes on waiting until it is killed.
 */
final class KilledReader extends ReaderUi {
  /** What a line begins with that tells the mask. */
  static final String MASK = "mask ";

  private KilledReader() {}

  /** Takes no arguments; where ImageJ and the journals are, properties say. */
  public static void main(String[] args) throws Exception {
    start_imagej_with_the_plugin();
    ImagePlus image = open();
    int[] c = phantom.suggestedClick();
    desktop.click(onScreen(image, c[0], c[1]), 1);
    awaitAnswers(1);
    desktop.key(KeyEvent.VK_A);
    desktop.await("propagation", () -> mask().occupiedSlices().size() > 3);
    desktop.click(onScreen(image, c[0] + 6, c[1] + 14), 1);
    desktop.await(
        "the second answer",
        () ->
            prompts() == 2
                && controller().segment().slices().values().stream()
                    .noneMatch(SliceState::isPending)
                && !controller().panel().status().busy());
    System.out.println(MASK + describe());
    System.out.flush();
    Thread.sleep(600_000);
  }

  /** Equal for equal work. */
  static String describe() {
    return mask().count()
        + " voxels, "
        + Integer.toHexString(mask().hashCode())
        + ", "
        + prompts()
        + " prompts, "
        + controller().session().history().size()
        + " steps";
  }
}
