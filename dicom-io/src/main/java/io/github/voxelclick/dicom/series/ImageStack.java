package io.github.voxelclick.dicom.series;

import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Images of one size, orientation and pixel spacing, sorted by their place along the normal (never
 * by Instance Number or file name). Immutable.
 *
 * @param images at least one, ascending along row × column of the first
 */
record ImageStack(List<ImageHeader> images) {
  /** Images nearer than this part of the usual distance lie at the same place. */
  private static final double SAME_PLACE = 0.1;

  /** Nearer than this is the same place whatever the distance, mm. */
  private static final double SAME_PLACE_MM = 1e-3;

  /** Sorts; images of one place stay in the order of their files. */
  static ImageStack of(List<ImageHeader> parallel) {
    WorldPoint normal = parallel.get(0).plane().normal();
    List<ImageHeader> sorted = new ArrayList<>(parallel);
    sorted.sort(Comparator.comparingDouble(image -> image.plane().position().dot(normal)));
    return new ImageStack(List.copyOf(sorted));
  }

  int size() {
    return images.size();
  }

  /** The images by place: as many lists as there are places. */
  List<List<ImageHeader>> byPlace() {
    WorldPoint normal = images.get(0).plane().normal();
    double[] gaps = new double[Math.max(0, size() - 1)];
    int apart = 0;
    for (int n = 0; n < gaps.length; n++) {
      WorldPoint step =
          images.get(n + 1).plane().position().minus(images.get(n).plane().position());
      gaps[n] = step.dot(normal);
      apart += gaps[n] > SAME_PLACE_MM ? 1 : 0;
    }
    double[] steps = new double[apart];
    for (double gap : gaps) {
      if (gap > SAME_PLACE_MM) {
        steps[--apart] = gap;
      }
    }
    double limit =
        steps.length == 0
            ? SAME_PLACE_MM
            : Math.max(SAME_PLACE_MM, SAME_PLACE * StackGeometry.lowerMedian(steps));
    List<List<ImageHeader>> places = new ArrayList<>();
    for (int n = 0; n < size(); n++) {
      if (n == 0 || gaps[n - 1] > limit) {
        places.add(new ArrayList<>());
      }
      places.get(places.size() - 1).add(images.get(n));
    }
    return places;
  }
}
