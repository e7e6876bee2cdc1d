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
    Zoom zoom,
    Optional<Refiner> refiner) {
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

  /**
   * A second graph that looks closer at what the last click changed, as FocalClick's.
   *
   * @param image names of its inputs
   * @param points likewise
   * @param feature likewise; an output of the first graph is called the same
   * @param logits likewise
   * @param region likewise
   * @param refined name of its output
   * @param focus where it looks
   */
  record Refiner(
      String image,
      String points,
      String feature,
      String logits,
      String region,
      String refined,
      Focus focus) {
    static Refiner of(ProfileSection s) throws ModelException {
      ProfileSection inputs = s.section("inputs");
      ProfileSection focus = s.section("focus");
      return new Refiner(
          inputs.text("image"),
          inputs.text("points"),
          inputs.text("feature"),
          inputs.text("logits"),
          inputs.text("region"),
          s.section("outputs").text("logits"),
          new Focus(
              focus.number("expansion", 1, 10),
              focus.number("logit", -100, 100),
              focus.number("previousThreshold", 0, 1),
              focus.whole("leastPixels", 0, LARGEST_SIDE),
              focus.number("smallBelow", 1, 100),
              focus.number("reach", 0, 1),
              focus.whole("onlyAfterClicks", 0, Integer.MAX_VALUE)));
    }
  }

  /**
   * Where a refiner looks.
   *
   * @param expansion by how much the box is enlarged about its centre
   * @param logit above which a pixel of the first answer is in the mask, for this purpose
   * @param previousThreshold above which a pixel was in the mask before
   * @param leastPixels of a mask; the box of a smaller one is the whole slice
   * @param smallBelow a change smaller than this part of the mask's box (as its divisor) is looked
   *     at by its surroundings
   * @param reach how far those reach, as a part of the mask's longer side
   * @param onlyAfterClicks after more clicks than that nothing changes outside of the box
   */
  record Focus(
      double expansion,
      double logit,
      double previousThreshold,
      int leastPixels,
      double smallBelow,
      double reach,
      int onlyAfterClicks) {}

  /** Reads the section. */
  static ClickMapProfile of(ProfileSection s) throws ModelException {
    s.requireOnly(
        "inputs",
        "outputs",
        "resize",
        "wholeLongest",
        "mirrored",
        "startPasses",
        "zoom",
        "refiner");
    ProfileSection inputs = s.section("inputs");
    ProfileSection zoom = s.section("zoom");
    Optional<ProfileSection> second = s.optionalSection("refiner");
    Optional<Refiner> refiner =
        second.isPresent() ? Optional.of(Refiner.of(second.get())) : Optional.empty();
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
            zoom.number("keepOverlap", 0, 1)),
        refiner);
  }
}
