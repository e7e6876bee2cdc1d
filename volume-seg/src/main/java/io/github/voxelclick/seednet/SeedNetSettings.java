package io.github.voxelclick.seednet;

import io.github.voxelclick.model.ProfileSection;
import io.github.voxelclick.volume.ModelException;
import java.util.List;

/**
 * The section {@code seednet} of a profile: how prompts are drawn and where the model looks.
 *
 * @param clickRadius of the disk that stands for a click, model-input pixels
 * @param scribbleRadius of the disks along a scribble, model-input pixels
 * @param blurFromZoom slice pixels per input pixel above which the slice is smoothed first
 * @param blurSigmaPerZoom sigma of that Gaussian, in slice pixels, per zoom
 * @param firstLooks sides of the windows round the first click, relative to the slice's longer
 *     side; 1 is the whole slice
 * @param mostMirrored first looks are also taken mirrored when they are at most so many
 * @param choiceSharpness how much more the first looks weigh that the network expects to be right:
 *     the exponent per unit of Dice; 0 is the plain mean
 * @param laterZoom side of the window for corrections, relative to mask and prompts
 * @param boxZoom side of the window relative to a first box
 * @param ellipseShare weight of the ellipse in a first box against the network's answer, 0 to 1
 * @param neighbourZoom side of the window relative to the neighbour's mask
 * @param leastSide of any window, slice pixels
 * @param mostSide of any window, relative to the slice's longer side
 * @param leastCarriedPixels carried masks with fewer pixels count as empty
 */
record SeedNetSettings(
    int clickRadius,
    int scribbleRadius,
    double blurFromZoom,
    double blurSigmaPerZoom,
    List<Double> firstLooks,
    int mostMirrored,
    double choiceSharpness,
    double laterZoom,
    double boxZoom,
    double ellipseShare,
    double neighbourZoom,
    double leastSide,
    double mostSide,
    int leastCarriedPixels) {
  private static final int MOST_LOOKS = 8;
  private static final double MOST_ZOOM = 100;
  private static final double MOST_SHARPNESS = 1000;

  static SeedNetSettings of(ProfileSection s) throws ModelException {
    List<Double> looks = s.numbers("firstLooks", 0.01, 1);
    if (looks.size() > MOST_LOOKS || !looks.contains(1.0)) {
      throw new ModelException(
          "Cannot use the model profile: \"firstLooks\" is "
              + looks
              + ", expected at most "
              + MOST_LOOKS
              + " windows, one of them 1 (the whole slice)."
              + " Correct the JSON file beside the model.");
    }
    return new SeedNetSettings(
        s.whole("clickRadius", 0, 100),
        s.whole("scribbleRadius", 0, 100),
        s.number("blurFromZoom", 1, MOST_ZOOM),
        s.number("blurSigmaPerZoom", 0.05, 1),
        looks,
        s.whole("mostMirrored", 0, MOST_LOOKS),
        s.number("choiceSharpness", 0, MOST_SHARPNESS),
        s.number("laterZoom", 1, MOST_ZOOM),
        s.number("boxZoom", 1, MOST_ZOOM),
        s.number("ellipseShare", 0, 1),
        s.number("neighbourZoom", 1, MOST_ZOOM),
        s.number("leastSide", 1, 10_000),
        s.number("mostSide", 0.1, MOST_ZOOM),
        s.whole("leastCarriedPixels", 1, 10_000));
  }
}
