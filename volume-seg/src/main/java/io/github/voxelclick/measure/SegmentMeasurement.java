package io.github.voxelclick.measure;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.WorldPoint;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What can be measured of one mask on its image. Where slices are no neighbours in space, nothing
 * that needs the third dimension is measured. Immutable.
 *
 * @param voxels how many voxels it has
 * @param millilitres its volume; 0 when empty, absent without a third dimension
 * @param surface its surface; absent without a third dimension
 * @param centroid mm LPS, the mean of voxel centres, each with the volume that its voxel stands
 *     for; absent when empty or without a third dimension
 * @param box round all voxels; absent when empty
 * @param diameters on the slices; absent when empty
 * @param intensity of the voxels
 * @param suv uptake of the voxels; absent where the volume's values do not become SUV
 */
public record SegmentMeasurement(
    long voxels,
    OptionalDouble millilitres,
    Optional<SurfaceArea> surface,
    Optional<WorldPoint> centroid,
    Optional<VoxelBox> box,
    Optional<Diameters> diameters,
    IntensityStatistics intensity,
    Optional<SuvStatistics> suv) {
  private static final int STEPS = 4;

  /**
   * Measures a mask. Blocks; a second for the whole of a large CT.
   *
   * @param mask on the grid of the volume
   * @param volume the image
   * @param progress told after each of four steps, asked on every slice whether to go on
   * @throws GeometryException when the values do not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static SegmentMeasurement of(Mask mask, Volume volume, Progress progress)
      throws GeometryException {
    if (!mask.size().equals(volume.size())) {
      throw new IllegalArgumentException(mask.size() + " does not fit " + volume.size());
    }
    VolumeGeometry geometry = volume.geometry();
    boolean solid = geometry.relation() == SliceRelation.SPATIAL;
    Optional<SurfaceArea> surface =
        solid ? Optional.of(SurfaceArea.of(mask, geometry, progress)) : Optional.empty();
    progress.update(1, STEPS);
    Optional<Diameters> diameters = Diameters.of(mask, geometry, progress);
    progress.update(2, STEPS);
    IntensityStatistics intensity = IntensityStatistics.of(mask, volume, progress);
    progress.update(3, STEPS);
    Optional<SuvStatistics> suv = SuvStatistics.of(mask, volume, intensity, progress);
    progress.update(STEPS, STEPS);
    return new SegmentMeasurement(
        mask.count(),
        solid ? OptionalDouble.of(mask.millilitres(geometry)) : OptionalDouble.empty(),
        surface,
        solid ? centroid(mask, geometry) : Optional.empty(),
        VoxelBox.of(mask),
        diameters,
        intensity,
        suv);
  }

  private static Optional<WorldPoint> centroid(Mask mask, VolumeGeometry geometry) {
    WorldPoint sum = new WorldPoint(0, 0, 0);
    double volume = 0;
    for (int k : mask.occupiedSlices()) {
      SliceMask slice = mask.slice(SlicePlane.k(k));
      long[] sums = new long[2];
      slice.forEachSet(
          n -> {
            sums[0] += n % slice.columns();
            sums[1] += n / slice.columns();
          });
      double count = slice.count();
      double weight = count * geometry.voxelVolumeMm3(k);
      VoxelPoint middle = new VoxelPoint(sums[0] / count, sums[1] / count, k);
      sum = sum.plus(geometry.toWorld(middle).times(weight));
      volume += weight;
    }
    return volume == 0 ? Optional.empty() : Optional.of(sum.times(1 / volume));
  }
}
