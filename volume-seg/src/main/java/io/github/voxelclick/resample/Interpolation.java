package io.github.voxelclick.resample;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How values between pixels are found; each is the one of a library, named as profiles name it. */
public enum Interpolation {
  /**
   * Pillow's {@code BILINEAR}: a triangle that widens where the plane shrinks, first along rows.
   * From version 13 on, and in planes a hundred times as tall as wide, Pillow may begin along
   * columns; some pixels of 8 bits then differ by 1.
   */
  PIL_BILINEAR("pil-bilinear"),

  /**
   * OpenCV's {@code INTER_LINEAR}: between the two nearest pixels, also where the plane shrinks.
   */
  CV_LINEAR("cv-linear"),

  /**
   * OpenCV's {@code INTER_AREA}: the mean of the area that becomes a pixel. As there, a plane that
   * grows along either axis is interpolated linearly along both, only near the pixels' borders.
   */
  CV_AREA("cv-area"),

  /** OpenCV's {@code INTER_NEAREST}: the pixel at or before, not the one around the centre. */
  NEAREST("nearest"),

  /**
   * scikit-image's {@code resize} with {@code order=3}, {@code anti_aliasing=True} and {@code
   * preserve_range=True}: a cubic spline, after a Gaussian where the plane shrinks, kept within the
   * plane's range; edges are mirrored. Results of 8 bits lose their fraction, as by {@code
   * astype(uint8)}: so MedSAM prepares slices when it is used.
   */
  SKIMAGE_CUBIC("skimage-cubic"),

  /**
   * The same with {@code mode='constant'}: black lies around the plane, so that edges darken: so
   * MedSAM's training data were prepared.
   */
  SKIMAGE_CUBIC_CONSTANT("skimage-cubic-constant"),

  /** PyTorch's {@code interpolate(mode='bilinear', align_corners=False)}. */
  TORCH_BILINEAR("torch-bilinear"),

  /** The same with {@code antialias=True}: a triangle that widens where the plane shrinks. */
  TORCH_BILINEAR_ANTIALIAS("torch-bilinear-antialias"),

  /** PyTorch's {@code interpolate(mode='bilinear', align_corners=True)}. */
  TORCH_BILINEAR_CORNERS("torch-bilinear-corners");

  private final String spelling;

  Interpolation(String spelling) {
    this.spelling = spelling;
  }

  /** The name that profiles use, such as {@code pil-bilinear}. */
  public String spelling() {
    return spelling;
  }

  /**
   * The interpolation of a name.
   *
   * @param spelling as profiles use it
   * @throws IllegalArgumentException if there is none of that name; the message lists all
   */
  public static Interpolation of(String spelling) {
    for (Interpolation interpolation : values()) {
      if (interpolation.spelling.equals(spelling)) {
        return interpolation;
      }
    }
    throw new IllegalArgumentException(
        "There is no interpolation \""
            + spelling
            + "\"; choose one of "
            + Arrays.stream(values())
                .map(Interpolation::spelling)
                .collect(Collectors.joining(", ")));
  }
}
