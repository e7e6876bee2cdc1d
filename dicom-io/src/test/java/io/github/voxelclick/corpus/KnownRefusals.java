package io.github.voxelclick.corpus;

import java.util.List;

/** Files that other programs give pixels of and we do not, with the reason for it. */
final class KnownRefusals {
  /**
   * @param file part of the path
   * @param sentence part of what we must say of it
   */
  private record Refusal(String file, String sentence) {}

  private static final List<Refusal> ALL = List.of();

  private KnownRefusals() {}

  /** Whether a refusal is one of these, in its own words. */
  static boolean explain(String file, String detail) {
    return ALL.stream().anyMatch(r -> file.contains(r.file()) && detail.contains(r.sentence()));
  }
}
