package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where in the patient the sides of a slice are that is shown as it is stored: columns to the
 * right, rows down, as ImageJ shows it. The letters are those of {@link ViewOrientation#letters}.
 * Immutable.
 */
public final class StoredLetters {
  private final Map<ViewOrientation.Side, String> letters;

  /** Those of slices of an axis. */
  public StoredLetters(VolumeGeometry geometry, SliceAxis axis) {
    WorldPoint right = geometry.indexToLps().step(axis == SliceAxis.I ? 1 : 0);
    WorldPoint down = geometry.indexToLps().step(axis == SliceAxis.K ? 1 : 2);
    letters = new EnumMap<>(ViewOrientation.Side.class);
    letters.put(ViewOrientation.Side.LEFT, DirectionLetters.of(right.times(-1)));
    letters.put(ViewOrientation.Side.RIGHT, DirectionLetters.of(right));
    letters.put(ViewOrientation.Side.TOP, DirectionLetters.of(down.times(-1)));
    letters.put(ViewOrientation.Side.BOTTOM, DirectionLetters.of(down));
  }

  /** One to three of A, P, R, L, H, F. */
  public String at(ViewOrientation.Side side) {
    return letters.getOrDefault(side, "");
  }

  /** Draws them at the four sides of a component of this size. */
  public void paint(Graphics2D g, Font font, int width, int height) {
    ViewMarks.letters(g, this::at, font, width, height);
  }
}
