package io.github.voxelclick.plugin.macro;

import io.github.voxelclick.plugin.task.Drawing;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;

/** The macro lines of what is drawn, which the session itself keeps as pixels only. Stateless. */
public final class DrawnLines {
  private DrawnLines() {}

  /** As {@link Drawing#stroke}. */
  public static MacroLine stroke(
      Drawing drawing,
      SlicePlane plane,
      List<PlanePoint> path,
      double radiusMm,
      boolean ball,
      boolean paint) {
    return of(
        MacroLine.of(MacroCommand.BRUSH)
            .with("slice", plane)
            .withPoints("path", path)
            .with("radius", radiusMm)
            .withFlag("ball", ball)
            .withFlag("erase", !paint),
        drawing);
  }

  /** As {@link Drawing#polygon}. */
  public static MacroLine polygon(
      Drawing drawing, SlicePlane plane, List<PlanePoint> corners, boolean paint) {
    return of(
        MacroLine.of(MacroCommand.POLYGON)
            .with("slice", plane)
            .withPoints("corners", corners)
            .withFlag("erase", !paint),
        drawing);
  }

  /** As {@link Drawing#fill}. */
  public static MacroLine fill(Drawing drawing, SlicePlane plane, int column, int row) {
    return of(
        MacroLine.of(MacroCommand.FILL).with("slice", plane).with("pixel", column + "," + row),
        drawing);
  }

  private static MacroLine of(MacroLine line, Drawing drawing) {
    return line.with("segment", drawing.segment()).with("overlap", drawing.overlap());
  }
}
