package io.github.voxelclick.measure;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far two masks on one grid agree. What is not defined is absent:
 *
 * <ul>
 *   <li>both empty: Dice, Jaccard, all of the surfaces, and the difference in per cent. (Nothing is
 *       compared with nothing. {@link Mask#dice} says 1 there.)
 *   <li>one empty: the distances; Dice, Jaccard and surface Dice are 0
 *   <li>A empty: the difference in per cent
 *   <li>slices that are no neighbours in space: volumes and all of the surfaces
 * </ul>
 *
 * @param voxelsA of the first mask
 * @param voxelsB of the second mask
 * @param voxelsBoth of both
 * @param dice 2·both / (A + B), 0 to 1
 * @param jaccard both / either, 0 to 1
 * @param millilitresA volume of the first mask
 * @param millilitresB volume of the second mask
 * @param surfaceDice see {@link SurfaceAgreement}; 0 when one is empty
 * @param surfaces the surfaces, when none is empty
 * @param slices by ascending k, those that at least one mask has a pixel on
 */
public record MaskComparison(
    long voxelsA,
    long voxelsB,
    long voxelsBoth,
    OptionalDouble dice,
    OptionalDouble jaccard,
    OptionalDouble millilitresA,
    OptionalDouble millilitresB,
    OptionalDouble surfaceDice,
    Optional<SurfaceAgreement> surfaces,
    List<SliceOverlap> slices) {
  /** Copies the list. */
  public MaskComparison {
    slices = List.copyOf(slices);
  }

  /**
   * Compares two masks. Blocks; seconds for large ones on a large grid.
   *
   * @param a such as the reference
   * @param b such as what is judged
   * @param geometry their grid
   * @param toleranceMm how far surfaces may be apart and still agree, 0 or more
   * @param progress asked on every slice whether to go on; told of two steps
   * @throws GeometryException when the box round both does not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static MaskComparison of(
      Mask a, Mask b, VolumeGeometry geometry, double toleranceMm, Progress progress)
      throws GeometryException {
    if (!a.size().equals(geometry.size()) || !b.size().equals(geometry.size())) {
      throw new IllegalArgumentException(
          a.size() + " and " + b.size() + " do not fit " + geometry.size());
    }
    if (!(toleranceMm >= 0 && Double.isFinite(toleranceMm))) {
      throw new IllegalArgumentException("tolerance " + toleranceMm + " mm");
    }
    List<SliceOverlap> slices = SliceOverlap.of(a, b);
    long both = slices.stream().mapToLong(SliceOverlap::pixelsBoth).sum();
    progress.update(1, 2);
    boolean solid = geometry.relation() == SliceRelation.SPATIAL;
    boolean compared = solid && !a.isEmpty() && !b.isEmpty();
    Optional<SurfaceAgreement> surfaces =
        compared
            ? Optional.of(SurfaceAgreement.of(a, b, geometry, toleranceMm, progress))
            : Optional.empty();
    progress.update(2, 2);
    long either = a.count() + b.count() - both;
    return new MaskComparison(
        a.count(),
        b.count(),
        both,
        given(either > 0, a.dice(b)),
        given(either > 0, (double) both / either),
        given(solid, a.millilitres(geometry)),
        given(solid, b.millilitres(geometry)),
        given(solid && either > 0, surfaces.map(SurfaceAgreement::surfaceDice).orElse(0.0)),
        surfaces,
        slices);
  }

  private static OptionalDouble given(boolean defined, double value) {
    return defined ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** How much larger the second mask is, ml; negative when it is smaller. */
  public OptionalDouble differenceMl() {
    return given(
        millilitresA.isPresent() && millilitresB.isPresent(),
        millilitresB.orElse(0) - millilitresA.orElse(0));
  }

  /** How much larger the second mask is, in per cent of the first; absent when that is empty. */
  public OptionalDouble differencePercent() {
    double first = millilitresA.orElse(0);
    return given(first > 0, 100 * (millilitresB.orElse(0) / first - 1));
  }
}
