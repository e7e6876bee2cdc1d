package io.github.voxelclick.dicom.series;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds concatenations of which parts are missing (PS3.3 C.7.6.16.2.2.4). Complete ones need no
 * joining: their frames belong to one series and are sorted by place like all others.
 */
final class Concatenations {
  private final Map<String, Set<Integer>> numbers = new HashMap<>();
  private final Map<String, Integer> totals = new HashMap<>();

  Concatenations(List<ImageHeader> images) {
    for (ImageHeader image : images) {
      ImageIds.Concatenation part = image.ids().concatenation();
      numbers.computeIfAbsent(part.uid(), uid -> new HashSet<>()).add(part.number());
      totals.merge(part.uid(), Math.max(part.total(), part.number()), Math::max);
    }
  }

  /** Why an image cannot be used: other parts of its concatenation are missing; empty if none. */
  String faultOf(ImageHeader image) {
    ImageIds.Concatenation part = image.ids().concatenation();
    if (part.uid().isEmpty()) {
      return "";
    }
    int total = totals.get(part.uid());
    Set<Integer> found = numbers.get(part.uid());
    int missing = 1;
    while (found.contains(missing)) {
      missing++;
    }
    return missing > total
        ? ""
        : "It is part "
            + part.number()
            + " of a concatenation of "
            + total
            + " files, of which part "
            + missing
            + " was not found. Put all parts into one folder.";
  }
}
