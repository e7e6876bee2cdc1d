package io.github.voxelclick.plugin.task;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slices to propagate over, both included, from zero.
 *
 * @param first first slice
 * @param last last slice, not below the first
 * @param crossGaps whether to go on where slices are missing
 */
public record PropagationRange(int first, int last, boolean crossGaps) {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})");

  /**
   * Reads {@code all}, {@code none} or {@code k0..k1}.
   *
   * @param slices how many slices the volume has
   * @param crossGaps whether to go on where slices are missing
   * @return empty for none
   * @throws JobException when it is misspelt or reaches outside the volume
   */
  public static Optional<PropagationRange> parse(String text, int slices, boolean crossGaps)
      throws JobException {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.equals("none")) {
      return Optional.empty();
    }
    if (word.equals("all")) {
      return Optional.of(new PropagationRange(0, slices - 1, crossGaps));
    }
    Matcher m = RANGE.matcher(word);
    if (!m.matches()) {
      throw new JobException(
          "Cannot read the slices \"" + text + "\": expected all, none, or slices as in 10..25.");
    }
    int first = Integer.parseInt(m.group(1));
    int last = Integer.parseInt(m.group(2));
    if (first > last || last >= slices) {
      throw new JobException(
          "Cannot propagate over slices "
              + first
              + ".."
              + last
              + ": expected a range within 0.."
              + (slices - 1)
              + ", lower slice first.");
    }
    return Optional.of(new PropagationRange(first, last, crossGaps));
  }
}
