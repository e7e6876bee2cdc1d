package io.github.voxelclick.plugin.ui;

import ij.Prefs;
import java.awt.Rectangle;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a person put the panel last, among ImageJ's settings. Stateless. */
final class PanelMemory {
  private static final String BOUNDS = "voxelclick.panel.bounds";

  private static final Pattern FOUR_NUMBERS =
      Pattern.compile("(-?\\d{1,5}),(-?\\d{1,5}),(\\d{1,5}),(\\d{1,5})");

  private PanelMemory() {}

  /** Bounds in screen pixels; empty where nobody has moved a panel yet. */
  static Optional<Rectangle> bounds() {
    Matcher m = FOUR_NUMBERS.matcher(Prefs.get(BOUNDS, ""));
    return m.matches() ? Optional.of(rectangle(m)) : Optional.empty();
  }

  private static Rectangle rectangle(MatchResult m) {
    return new Rectangle(number(m, 1), number(m, 2), number(m, 3), number(m, 4));
  }

  private static int number(MatchResult m, int group) {
    return Integer.parseInt(m.group(group));
  }

  static void put(Rectangle b) {
    Prefs.set(BOUNDS, b.x + "," + b.y + "," + b.width + "," + b.height);
  }

  /** The next panel comes where it would without a person. */
  static void forget() {
    Prefs.set(BOUNDS, "");
  }
}
