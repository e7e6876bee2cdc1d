package io.github.voxelclick.plugin.ij;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Masks that no flip or exchange of axes maps onto themselves, with holes and loose pixels. */
final class SavedShapes {
  static final GridSize SIZE = new GridSize(13, 9, 4);

  private SavedShapes() {}

  /** An oblique, anisotropic CT whose values name their voxels. */
  static Volume volume() {
    short[][] samples = new short[SIZE.k()][SIZE.voxelsPerSlice()];
    for (int k = 0; k < SIZE.k(); k++) {
      for (int n = 0; n < samples[k].length; n++) {
        samples[k][n] = (short) (200 * k + n - 300);
      }
    }
    try {
      return new Volume(
          VolumeGeometry.regular(
              SIZE,
              Affine.ofRowMajor(0.7, -0.1, 0.3, 11, 0.1, 1.1, -0.2, -23, 0.05, 0.1, 2.5, 40),
              Optional.empty()),
          new VoxelData.S16(samples),
          new Rescale(1, 0),
          "CT",
          List.of());
    } catch (GeometryException e) {
      throw new AssertionError(e);
    }
  }

  /** A ring with an island in its hole, open to no side, and a pixel that touches by a corner. */
  static SliceMask ring() {
    return SliceMask.of(
        SIZE.i(),
        SIZE.j(),
        (i, j) ->
            (i >= 1 && i <= 7 && j >= 2 && j <= 7 && !(i >= 3 && i <= 6 && j >= 3 && j <= 6))
                || (i == 4 && j == 5)
                || (i == 8 && j == 1)
                || (i == 9 && j == 8));
  }

  /** Any pixels, with all kinds of corners and holes. */
  static SliceMask noise(long seed, double share) {
    Random random = new Random(seed);
    return SliceMask.of(SIZE.i(), SIZE.j(), (i, j) -> random.nextDouble() < share);
  }

  static Mask ringMask() {
    return Mask.empty(SIZE)
        .withSlice(SlicePlane.k(1), ring())
        .withSlice(SlicePlane.k(3), noise(5, 0.4));
  }

  /** Nowhere where {@link #ringMask} is. */
  static Mask restMask() {
    SliceMask all = SliceMask.of(SIZE.i(), SIZE.j(), (i, j) -> i > 2);
    return Mask.empty(SIZE)
        .withSlice(SlicePlane.k(0), noise(9, 0.3))
        .withSlice(SlicePlane.k(1), all.andNot(ring()));
  }

  static Segment segment(int number, String label) {
    return new Segment(
        number,
        label,
        CodedConcept.TISSUE,
        CodedConcept.TISSUE,
        Segment.Rgb.ofNumber(number),
        Segment.Algorithm.MANUAL,
        "",
        "");
  }

  static Segmentation segmentation(Segmentation.Entry... entries) {
    return new Segmentation(volume().geometry(), List.of(entries));
  }
}
