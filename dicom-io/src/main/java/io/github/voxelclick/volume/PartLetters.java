package io.github.voxelclick.volume;

/** Letters that number the volumes of one series or file, as in 2a, 2b. */
public final class PartLetters {
  private static final int LETTERS = 26;

  private PartLetters() {}

  /**
   * 0 → a, 25 → z, 26 → aa, as columns of a spreadsheet.
   *
   * @param part from zero
   */
  public static String of(int part) {
    StringBuilder letters = new StringBuilder();
    for (int n = part; n >= 0; n = n / LETTERS - 1) {
      letters.insert(0, (char) ('a' + n % LETTERS));
    }
    return letters.toString();
  }
}
