package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.WorldPoint;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where a direction points to in the patient, in the letters of Patient Orientation (0020,0020),
 * PS3.3 C.7.6.1.1.1: A, P, R, L, H, F, those of oblique directions one after the other, the largest
 * part first. Stateless.
 */
final class DirectionLetters {
  /**
   * Smallest part of a unit vector that gets a letter beside the first: from about 6° on. Patients
   * never lie quite straight, and a letter for every degree would hide the one that matters.
   */
  static final double LEAST_PART = 0.1;

  private DirectionLetters() {}

  /**
   * One to three letters.
   *
   * @param direction LPS, of any length above 0
   */
  static String of(WorldPoint direction) {
    double length = direction.length();
    double[] parts = {direction.x() / length, direction.y() / length, direction.z() / length};
    int[] bySize =
        IntStream.range(0, parts.length)
            .boxed()
            .sorted(Comparator.comparingDouble(axis -> -Math.abs(parts[axis])))
            .mapToInt(Integer::intValue)
            .toArray();
    return IntStream.of(bySize)
        .filter(axis -> axis == bySize[0] || Math.abs(parts[axis]) >= LEAST_PART)
        .mapToObj(axis -> letter(axis, parts[axis] > 0))
        .collect(Collectors.joining());
  }

  private static String letter(int axis, boolean positive) {
    return switch (axis) {
      case 0 -> positive ? "L" : "R";
      case 1 -> positive ? "P" : "A";
      default -> positive ? "H" : "F";
    };
  }
}
