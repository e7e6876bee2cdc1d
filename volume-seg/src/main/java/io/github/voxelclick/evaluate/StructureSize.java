package io.github.voxelclick.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many pixels a structure has on each slice of its image.
 *
 * @param value of the structure in the label image, at least 1
 * @param pixels by k, from slice 0 to the last of the image; at least one is not 0
 */
public record StructureSize(int value, List<Integer> pixels) {
  /** Checks the numbers; takes the list as it is at this moment. */
  public StructureSize {
    pixels = List.copyOf(pixels);
    if (value < 1
        || pixels.stream().anyMatch(n -> n < 0)
        || pixels.stream().allMatch(n -> n == 0)) {
      throw new IllegalArgumentException("value " + value + " with pixels " + pixels);
    }
  }

  /** Voxels of the structure. */
  public long volume() {
    return pixels.stream().mapToLong(n -> n).sum();
  }

  /** How many slices have at least so many pixels of it. */
  public int slicesWith(int leastPixels) {
    return (int) pixels.stream().filter(n -> n >= leastPixels).count();
  }

  /** Its group; empty for a structure that has no slice worth judging. */
  public Optional<SizeGroup> group() {
    for (SizeGroup group : SizeGroup.values()) {
      if (slicesWith(group.leastPixels()) >= group.leastSlices()) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }

  /**
   * Some structures of one group, evenly by volume rank: the largest, the smallest and as many
   * between them as fit. Equal volumes rank by value.
   *
   * @param most how many, at least 1
   * @return by descending volume
   */
  public static List<StructureSize> choose(List<StructureSize> all, SizeGroup group, int most) {
    if (most < 1) {
      throw new IllegalArgumentException(most + " structures");
    }
    List<StructureSize> ranked =
        all.stream()
            .filter(s -> s.group().equals(Optional.of(group)))
            .sorted(
                Comparator.comparingLong(StructureSize::volume)
                    .reversed()
                    .thenComparingInt(StructureSize::value))
            .toList();
    if (ranked.size() <= most) {
      return ranked;
    }
    if (most == 1) {
      return List.of(ranked.get(0));
    }
    ArrayList<StructureSize> chosen = new ArrayList<>();
    for (int n = 0; n < most; n++) {
      chosen.add(ranked.get((int) Math.round(n * (ranked.size() - 1.0) / (most - 1))));
    }
    return List.copyOf(chosen);
  }
}
