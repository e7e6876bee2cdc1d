package io.github.voxelclick.plugin.tool;

import java.util.Objects;

/**
 * The chosen tool and its settings. Immutable.
 *
 * @param kind of the tool
 * @param radiusMm of brush and eraser, mm, above 0
 * @param ball whether brush and eraser reach into the neighbouring slices
 */
public record ToolSettings(ToolKind kind, double radiusMm, boolean ball) {
  /** Smallest radius that can be chosen, mm. */
  public static final double MIN_RADIUS_MM = 0.25;

  /** Largest radius that can be chosen, mm. */
  public static final double MAX_RADIUS_MM = 60;

  /** What a window begins with. */
  public static final ToolSettings DEFAULT = new ToolSettings(ToolKind.CLICK, 5, false);

  /** Keeps the radius within its range. */
  public ToolSettings {
    Objects.requireNonNull(kind, "kind");
    radiusMm = Math.min(MAX_RADIUS_MM, Math.max(MIN_RADIUS_MM, radiusMm));
  }

  /** The same settings of another tool. */
  public ToolSettings withKind(ToolKind next) {
    return new ToolSettings(next, radiusMm, ball);
  }

  /** The same with another radius, mm. */
  public ToolSettings withRadiusMm(double next) {
    return new ToolSettings(kind, next, ball);
  }

  /** The same in one slice or in all that the radius reaches. */
  public ToolSettings withBall(boolean next) {
    return new ToolSettings(kind, radiusMm, next);
  }
}
