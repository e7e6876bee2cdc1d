package io.github.voxelclick.clickmap;

import io.github.voxelclick.model.ProfileSection;
import io.github.voxelclick.volume.ModelException;
import java.util.Optional;

/**
 * The {@code clickmap} section of a profile. Every field is described in {@code
 * docs/model-profiles.md}.
 *
 * @param image input of the picture and the probabilities so far, [windows, 4, rows, columns]
 * @param points input of the clicks, [windows, 2N, 3]
 * @param logits output, [windows, 1, rows, columns]
 * @param resize how a part of the slice is brought to the model's side
 * @param wholeLongest a whole slice whose longer side is larger is scaled down to it
 * @param mirrored whether the mirror image is looked at too, and the mean taken
 * @param startPasses how often the first click on a mask to start from is answered
 * @param zoom when and how only a part of the slice is looked at
 */
record ClickMapProfile(
    String image,
    String points,
    String logits,
    Resize resize,
    Optional<Integer> wholeLongest,
    boolean mirrored,
    int startPasses,
    Zoom zoom) {
  private static final int LARGEST_SIDE = 4096;

  enum Resize {
    /** The longer side becomes the model's. */
    LONGEST,
    /** Both sides become the model's. */
    STRETCH
  }

  /**
   * When and how only a part of the slice is looked at.
   *
   * @param afterClicks from the click after so many on; -1 cuts from the first on, which then is
   *     the whole slice
   * @param expansion by how much the box of mask and clicks is enlarged about its centre
   * @param leastSide pixels of the slice that a side has at least
   * @param threshold pixels with a probability above it are in the mask
   * @param keepOverlap a part is kept as long as it overlaps the new one so much (0 to 1)
   */
  record Zoom(
      int afterClicks, double expansion, int leastSide, double threshold, double keepOverlap) {}

  /** Reads the section. */
  static ClickMapProfile of(ProfileSection s) throws ModelException {
    s.requireOnly("inputs", "outputs", "resize", "wholeLongest", "mirrored", "startPasses", "zoom");
    ProfileSection inputs = s.section("inputs");
    ProfileSection zoom = s.section("zoom");
    return new ClickMapProfile(
        inputs.text("image"),
        inputs.text("points"),
        s.section("outputs").text("logits"),
        s.choice("resize", Resize.class, Optional.empty()),
        s.has("wholeLongest")
            ? Optional.of(s.whole("wholeLongest", 8, LARGEST_SIDE))
            : Optional.empty(),
        s.flag("mirrored"),
        s.has("startPasses") ? s.whole("startPasses", 1, 2) : 1,
        new Zoom(
            zoom.whole("afterClicks", -1, 1000),
            zoom.number("expansion", 1, 10),
            zoom.whole("leastSide", 1, LARGEST_SIDE),
            zoom.number("threshold", 0, 1),
            zoom.number("keepOverlap", 0, 1)));
  }
}
