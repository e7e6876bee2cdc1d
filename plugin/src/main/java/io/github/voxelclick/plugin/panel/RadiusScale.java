package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.tool.ToolSettings;

/**
 * Radii along a slider, each step larger by the same factor: a lymph node needs other brushes than
 * a liver. Stateless.
 */
final class RadiusScale {
  /** The last step; the first is 0. */
  static final int STEPS = 80;

  private static final double FACTOR = ToolSettings.MAX_RADIUS_MM / ToolSettings.MIN_RADIUS_MM;

  private RadiusScale() {}

  /**
   * The radius of a step, mm, to a twentieth below 1 mm, a tenth below 10 mm and a half above.
   *
   * @param step 0 to {@link #STEPS}
   */
  static double radiusMm(int step) {
    double exact = ToolSettings.MIN_RADIUS_MM * Math.pow(FACTOR, (double) step / STEPS);
    double parts = exact < 1 ? 20 : exact < 10 ? 10 : 2;
    return Math.round(exact * parts) / parts;
  }

  /** The step nearest to a radius, mm, above 0. */
  static int step(double radiusMm) {
    double step = STEPS * Math.log(radiusMm / ToolSettings.MIN_RADIUS_MM) / Math.log(FACTOR);
    return (int) Math.min(STEPS, Math.max(0, Math.round(step)));
  }
}
