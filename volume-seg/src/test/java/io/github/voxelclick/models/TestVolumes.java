package io.github.voxelclick.models;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import java.util.List;
import java.util.Optional;

/** Small asymmetric volumes with a known structure. */
public final class TestVolumes {
  public static final GridSize SIZE = new GridSize(47, 38, 13);

  private TestVolumes() {}

  /** Whether a voxel belongs to the tilted ellipsoid that spans slices 3 to 9. */
  public static boolean inside(int i, int j, int k) {
    double x = (i - 19 - 0.6 * (k - 6)) / 9;
    double y = (j - 21 + 0.4 * (k - 6)) / 6;
    double z = (k - 6) / 3.6;
    return x * x + y * y + z * z < 1;
  }

  public static Mask truth() {
    Mask mask = Mask.empty(SIZE);
    for (int k = 0; k < SIZE.k(); k++) {
      int slice = k;
      mask =
          mask.withSlice(
              SlicePlane.k(k), SliceMask.of(SIZE.i(), SIZE.j(), (i, j) -> inside(i, j, slice)));
    }
    return mask;
  }

  /** The ellipsoid at 200 in a background of 40, a little texture, values × 2 − 7 by rescale. */
  public static Volume ellipsoid() {
    short[][] data = new short[SIZE.k()][SIZE.voxelsPerSlice()];
    for (int k = 0; k < SIZE.k(); k++) {
      for (int j = 0; j < SIZE.j(); j++) {
        for (int i = 0; i < SIZE.i(); i++) {
          int texture = (7 * i + 5 * j + 3 * k) % 9;
          data[k][i + j * SIZE.i()] = (short) ((inside(i, j, k) ? 200 : 40) + texture);
        }
      }
    }
    return volume(SIZE, new VoxelData.S16(data), new Rescale(2, -7), "MR");
  }

  /** A volume on an anisotropic grid that is oblique in the patient. */
  public static Volume volume(GridSize size, VoxelData data, Rescale rescale, String modality) {
    try {
      Affine affine =
          Affine.ofRowMajor(0.7, -0.1, 0.3, 11, 0.1, 1.1, -0.2, -23, 0.05, 0.1, 2.5, 40);
      return new Volume(
          VolumeGeometry.regular(size, affine, Optional.empty()),
          data,
          rescale,
          modality,
          List.of());
    } catch (GeometryException e) {
      throw new IllegalStateException(e);
    }
  }
}
