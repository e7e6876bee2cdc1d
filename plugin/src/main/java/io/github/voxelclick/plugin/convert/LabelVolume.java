package io.github.voxelclick.plugin.convert;

import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LabelTable;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Volumes whose values are labels, as segmentations. Stateless. */
final class LabelVolume {
  private static final int MAX_VALUE = 65535;

  /** More kinds of value than any atlas has; an image has more. */
  private static final int MAX_LABELS = 4096;

  private LabelVolume() {}

  /**
   * One segment for each value but 0, by ascending value.
   *
   * @param labels values are whole numbers from 0 to 65535
   * @param table what they stand for
   * @throws JobException when they are not, or all are 0
   * @throws GeometryException when the masks do not fit into memory
   */
  static Segmentation segmentation(Volume labels, LabelTable table)
      throws JobException, GeometryException {
    GridSize size = labels.size();
    Map<Integer, Mask> masks = new TreeMap<>();
    for (int k = 0; k < size.k(); k++) {
      for (Map.Entry<Integer, long[]> slice : split(labels, k).entrySet()) {
        Mask before = masks.getOrDefault(slice.getKey(), Mask.empty(size));
        SliceMask bits = SliceMask.ofWords(size.i(), size.j(), slice.getValue());
        masks.put(slice.getKey(), before.withSlice(SlicePlane.k(k), bits));
        if (masks.size() > MAX_LABELS) {
          throw new JobException(
              "The label image has more than "
                  + MAX_LABELS
                  + " different values; is it an image? Give a NIfTI of labels.");
        }
      }
    }
    if (masks.isEmpty()) {
      throw new JobException("The label image is 0 everywhere: there is nothing to convert.");
    }
    List<Segmentation.Entry> entries = new ArrayList<>();
    masks.forEach((v, mask) -> entries.add(new Segmentation.Entry(table.segment(v), mask)));
    return new Segmentation(labels.geometry(), entries);
  }

  /** The pixels of each value of a slice, as words of a slice mask. */
  private static Map<Integer, long[]> split(Volume labels, int k)
      throws JobException, GeometryException {
    float[] values = labels.slice(SlicePlane.k(k));
    int words = (values.length + 63) / 64;
    Map<Integer, long[]> found = new TreeMap<>();
    int last = 0;
    long[] bits = {};
    for (int n = 0; n < values.length; n++) {
      if (values[n] == 0) {
        continue;
      }
      int value = label(values[n], k);
      if (value != last) {
        long[] known = found.get(value);
        if (known == null) {
          VoxelMemory.require((found.size() + 1L) * words * Long.BYTES);
          known = new long[words];
          found.put(value, known);
        }
        bits = known;
        last = value;
      }
      bits[n / 64] |= 1L << n;
    }
    return found;
  }

  private static int label(float value, int k) throws JobException {
    if (!(value > 0 && value <= MAX_VALUE && value == Math.rint(value))) {
      throw new JobException(
          "The label image has the value "
              + value
              + " on slice "
              + k
              + ", expected whole numbers from 0 to "
              + MAX_VALUE
              + ". Give a NIfTI of labels, not of an image or of probabilities.");
    }
    return (int) value;
  }
}
