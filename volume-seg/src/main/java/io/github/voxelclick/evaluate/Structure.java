package io.github.voxelclick.evaluate;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A labelled structure to be found again.
 *
 * @param image what reports call the image
 * @param value of the structure in the label image
 * @param name of the structure; may be empty
 * @param volume the image
 * @param truth where the structure is, on the image's grid
 */
public record Structure(String image, int value, String name, Volume volume, Mask truth) {
  /** Checks that the structure is there and fits the image. */
  public Structure {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(name, "name");
    if (!truth.size().equals(volume.size()) || truth.isEmpty()) {
      throw new IllegalArgumentException(truth + " for an image of " + volume.size());
    }
  }

  /** The k of the slices that hold the structure, ascending. */
  List<Integer> slices() {
    return List.copyOf(truth.occupiedSlices());
  }

  /**
   * Up to a number of the slices that hold at least so many pixels of the structure, each in the
   * middle of one of as many equal parts.
   */
  List<SlicePlane> spread(int most, int leastPixels) {
    List<Integer> all =
        slices().stream().filter(k -> truth.slice(SlicePlane.k(k)).count() >= leastPixels).toList();
    int count = Math.min(most, all.size());
    List<SlicePlane> chosen = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      chosen.add(SlicePlane.k(all.get((2 * n + 1) * all.size() / (2 * count))));
    }
    return chosen;
  }

  /** The slice of the structure that is nearest to the middle of its extent, the lower of two. */
  int middle() {
    List<Integer> all = slices();
    int twice = all.get(0) + all.get(all.size() - 1);
    int best = all.get(0);
    for (int k : all) {
      if (Math.abs(2 * k - twice) < Math.abs(2 * best - twice)) {
        best = k;
      }
    }
    return best;
  }
}
