package io.github.voxelclick.clickmap;

import io.github.voxelclick.model.SliceGrid;
import java.util.Optional;

/**
 * What is carried from click to click.
 *
 * @param probabilities the last answer, [rows × columns] of the slice
 * @param answered whether they are an answer of the model, rather than none or a given mask
 * @param region the part of the slice that was looked at last
 * @param sawWhole whether a whole slice was looked at before
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record ClickMapState(
    float[] probabilities, boolean answered, Optional<ZoomRegion> region, boolean sawWhole) {
  private static final int REMEMBERED = 5;

  static ClickMapState begin(SliceGrid grid) {
    return new ClickMapState(new float[grid.pixels()], false, Optional.empty(), false);
  }

  /** The state behind an answer. */
  static ClickMapState of(float[] probabilities, Optional<float[]> remembered) {
    if (remembered.isEmpty() || remembered.get().length != REMEMBERED) {
      return new ClickMapState(probabilities, false, Optional.empty(), false);
    }
    float[] r = remembered.get();
    Optional<ZoomRegion> region =
        r[1] < 0
            ? Optional.empty()
            : Optional.of(new ZoomRegion((int) r[0], (int) r[1], (int) r[2], (int) r[3]));
    return new ClickMapState(probabilities, true, region, r[4] > 0);
  }

  /** What has to be remembered beside the probabilities. */
  float[] remembered() {
    float whole = sawWhole ? 1 : 0;
    return region.isPresent()
        ? new float[] {
          region.get().firstRow(),
          region.get().lastRow(),
          region.get().firstColumn(),
          region.get().lastColumn(),
          whole
        }
        : new float[] {-1, -1, -1, -1, whole};
  }
}
