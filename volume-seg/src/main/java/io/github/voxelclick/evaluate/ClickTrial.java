package io.github.voxelclick.evaluate;

import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;

/**
 * How a solver did on one slice with the simulated user.
 *
 * @param plane the slice
 * @param clicks that the user gave; fewer than allowed when nothing was left to correct
 * @param dice after each allowed click, 0 to 1; after the last one given it stays
 * @param iou likewise
 * @param milliseconds that each answer took
 */
public record ClickTrial(
    SlicePlane plane,
    List<PointPrompt> clicks,
    List<Double> dice,
    List<Double> iou,
    List<Double> milliseconds) {
  /** What a threshold that was never reached counts as. */
  static final int NEVER = 20;

  /** Takes the lists as they are at this moment. */
  public ClickTrial {
    clicks = List.copyOf(clicks);
    dice = List.copyOf(dice);
    iou = List.copyOf(iou);
    milliseconds = List.copyOf(milliseconds);
  }

  /** How many clicks it took to reach an IoU, 20 when it never did. */
  public int clicksTo(double leastIou) {
    for (int n = 0; n < iou.size(); n++) {
      if (iou.get(n) >= leastIou) {
        return n + 1;
      }
    }
    return NEVER;
  }
}
