package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.NiftiReadException;
import java.util.ArrayList;
import java.util.List;

/**
 * The dimensions of a file: one grid, and how many volumes lie on it.
 *
 * @param size voxels along dimensions 1 to 3
 * @param others how many there are of dimensions 4 to 7
 */
record NiftiDimensions(GridSize size, List<Integer> others) {
  private static final int SPATIAL = 3;
  private static final int MAX_DIMENSIONS = 7;

  /** More are no image: a table, or a damaged header. */
  private static final long MAX_VOLUMES = 100_000;

  /** What a Java array can hold at least. */
  private static final int MAX_SLICE_SAMPLES = Integer.MAX_VALUE - 8;

  /** Units of dimension 4 that are no time ({@code xyzt_units} of nifti1.h). */
  private static final int UNIT_HERTZ = 32;

  private static final int UNIT_PPM = 40;
  private static final int UNIT_RADIANS = 48;

  /**
   * Checks the fields {@code dim}.
   *
   * @param samplesPerVoxel 3 for colours, else 1
   */
  static NiftiDimensions of(NiftiFields fields, int samplesPerVoxel) throws NiftiReadException {
    long count = fields.dim(0);
    if (count < 1 || count > MAX_DIMENSIONS) {
      throw new NiftiReadException(
          "The NIfTI header declares " + count + " dimensions, expected 1 to 7.");
    }
    List<Integer> extents = new ArrayList<>();
    long volumes = 1;
    for (int axis = 1; axis <= MAX_DIMENSIONS; axis++) {
      long extent = axis <= count ? fields.dim(axis) : 1;
      if (extent < 1 || extent > Integer.MAX_VALUE) {
        throw new NiftiReadException(
            "The NIfTI header declares "
                + extent
                + " voxels along dimension "
                + axis
                + ", expected at least 1 and at most 2147483647.");
      }
      extents.add((int) extent);
      volumes = axis > SPATIAL ? Math.min(volumes * extent, Integer.MAX_VALUE) : 1;
    }
    if (volumes > MAX_VOLUMES) {
      throw new NiftiReadException(
          "The NIfTI header declares " + volumes + " volumes or more, expected at most 100000.");
    }
    long perSlice = (long) extents.get(0) * extents.get(1);
    if (perSlice * samplesPerVoxel > MAX_SLICE_SAMPLES) {
      throw new NiftiReadException(
          "The NIfTI header declares slices of "
              + perSlice
              + " voxels, expected at most "
              + MAX_SLICE_SAMPLES / samplesPerVoxel
              + ".");
    }
    return new NiftiDimensions(
        new GridSize(extents.get(0), extents.get(1), extents.get(2)),
        List.copyOf(extents.subList(SPATIAL, MAX_DIMENSIONS)));
  }

  /** How many volumes there are, at least 1. */
  int volumes() {
    return others.stream().reduce(1, (a, b) -> a * b);
  }

  /**
   * What tells a volume from the others, such as "time point 3 of 11".
   *
   * @param volume from zero
   * @param units field {@code xyzt_units}
   * @return empty where there is one volume only
   */
  String variant(int volume, int units) {
    List<String> parts = new ArrayList<>();
    int rest = volume;
    for (int n = 0; n < others.size(); n++) {
      int extent = others.get(n);
      if (extent > 1) {
        parts.add(name(n, units) + " " + (rest % extent + 1) + " of " + extent);
      }
      rest /= extent;
    }
    return String.join(", ", parts);
  }

  private static String name(int other, int units) {
    return switch (other) {
      case 0 ->
          switch (units & 0x38) {
            case UNIT_HERTZ, UNIT_RADIANS -> "frequency";
            case UNIT_PPM -> "chemical shift";
            default -> "time point";
          };
      case 1 -> "component";
      default -> "dimension " + (SPATIAL + 1 + other);
    };
  }
}
