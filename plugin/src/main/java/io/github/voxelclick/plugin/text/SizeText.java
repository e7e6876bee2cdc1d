package io.github.voxelclick.plugin.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;

/**
 * How large a segment is, in words: in ml, mm³, µm³ or nm³ by its magnitude, so that a cell's
 * nucleus is no 0.00 ml, and in voxels where nothing says how large these are. Stateless.
 */
public final class SizeText {
  private static final MathContext DIGITS = new MathContext(3);

  /** From this on in ml. */
  private static final double LEAST_ML = 0.1;

  /** From this on in mm³, and so on: a thousandth is the least that is told in a unit. */
  private static final double LEAST = 1e-3;

  private static final double MM3_PER_ML = 1e3;

  /** µm³ in a mm³, and nm³ in a µm³. */
  private static final double NEXT_UNIT = 1e9;

  private SizeText() {}

  /**
   * Says it in the language of some texts.
   *
   * @param voxels how many voxels the segment has, at least 0
   * @param millilitres its volume, at least 0; empty where that is not known
   */
  public static String of(Texts texts, long voxels, OptionalDouble millilitres) {
    if (voxels == 0) {
      return texts.text("size.nothing");
    }
    if (millilitres.isEmpty()) {
      return texts.text("size.voxels", voxels);
    }
    double ml = millilitres.getAsDouble();
    if (ml >= LEAST_ML) {
      return texts.text("size.millilitres", ml);
    }
    double mm3 = ml * MM3_PER_ML;
    if (mm3 >= LEAST) {
      return texts.text("size.mm_cubed", rounded(mm3));
    }
    double um3 = mm3 * NEXT_UNIT;
    return um3 >= LEAST
        ? texts.text("size.um_cubed", rounded(um3))
        : texts.text("size.nm_cubed", rounded(um3 * NEXT_UNIT));
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
