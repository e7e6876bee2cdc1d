package io.github.voxelclick.measure;

import io.github.voxelclick.measure.IntensityStatistics.Distribution;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PetUnit;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import java.util.Optional;

/**
 * Standardised uptake values by body weight (SUVbw) of the voxels of a mask.
 *
 * @param factor SUVbw per modality value
 * @param values distribution in SUVbw, of the voxels that {@link IntensityStatistics} counts; its
 *     mean is SUVmean, its largest SUVmax; empty where no voxel counts
 * @param peak SUVpeak; empty where no voxel counts, slices are no neighbours in space, or voxels
 *     are so small that the search would take minutes
 */
public record SuvStatistics(
    double factor, Optional<Distribution> values, Optional<UptakePeak> peak) {
  /**
   * The uptake under a mask on the volume's grid.
   *
   * @param intensity of the same mask
   * @return empty where the volume's values do not become SUV
   * @throws GeometryException when the search does not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  static Optional<SuvStatistics> of(
      Mask mask, Volume volume, IntensityStatistics intensity, Progress progress)
      throws GeometryException {
    Optional<PetUnit> unit = volume.pet().filter(u -> u.suvFactor().isPresent());
    if (unit.isEmpty() || volume.data() instanceof VoxelData.Rgb8) {
      return Optional.empty();
    }
    double factor = unit.get().suvFactor().getAsDouble();
    boolean solid = volume.geometry().relation() == SliceRelation.SPATIAL;
    Optional<UptakePeak> peak =
        solid
            ? new PeakSearch(volume, PeakSearch.MOST_STEPS).highest(mask, progress)
            : Optional.empty();
    return Optional.of(
        new SuvStatistics(
            factor, intensity.values().map(d -> d.times(factor)), peak.map(p -> p.times(factor))));
  }
}
