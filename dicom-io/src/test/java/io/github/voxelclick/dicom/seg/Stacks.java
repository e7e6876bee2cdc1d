package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.Modality;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Stacks of slices as scanners make them, small, anisotropic and of odd pixel counts. */
@SuppressWarnings("ImmutableEnumChecker") // neither grids nor builders' settings change
enum Stacks {
  AXIAL(axes(5, 7, 6, new double[] {1, 0, 0}, new double[] {0, 1, 0})),
  CORONAL(axes(7, 5, 5, new double[] {1, 0, 0}, new double[] {0, 0, -1})),
  SAGITTAL(axes(9, 7, 5, new double[] {0, 1, 0}, new double[] {0, 0, -1})),
  OBLIQUE(
      axes(
          11,
          5,
          7,
          PhantomGrid.rotatedAxis(0, 10, -20, 35),
          PhantomGrid.rotatedAxis(1, 10, -20, 35))),
  /** Slices slide along the rows: a gantry tilt. */
  TILTED(PhantomGrid.ofAffine(new int[] {5, 7, 6}, matrix(0.6, 2.4))),
  /** The first file is the one nearest to the head. */
  STORED_FEET_FIRST(PhantomGrid.ofAffine(new int[] {5, 7, 6}, matrix(0, -2.5))),
  SHUFFLED(axes(7, 9, 8, new double[] {1, 0, 0}, new double[] {0, 1, 0}), b -> b.shuffled()),
  NON_UNIFORM(
      axes(5, 7, 6, new double[] {1, 0, 0}, new double[] {0, 1, 0}),
      b -> b.fault(SeriesFault.widerGapBefore(2, 0.8)).fault(SeriesFault.widerGapBefore(4, 0.4))),
  SLICE_MISSING(
      axes(5, 7, 6, new double[] {1, 0, 0}, new double[] {0, 1, 0}),
      b -> b.fault(SeriesFault.missingSlice(3))),
  SINGLE_SLICE(axes(13, 7, 1, new double[] {1, 0, 0}, new double[] {0, 1, 0})),
  MR(axes(7, 11, 5, new double[] {0, 1, 0}, new double[] {0, 0, -1}), b -> b.modality(Modality.MR)),
  PET(axes(11, 7, 5, new double[] {1, 0, 0}, new double[] {0, 1, 0}), b -> b.modality(Modality.PT));

  private final PhantomGrid grid;
  private final UnaryOperator<DicomSeriesBuilder> settings;

  Stacks(PhantomGrid grid) {
    this(grid, builder -> builder);
  }

  Stacks(PhantomGrid grid, UnaryOperator<DicomSeriesBuilder> settings) {
    this.grid = grid;
    this.settings = settings;
  }

  SourceFixture writeTo(Path folder) throws IOException, VolumeException {
    return SourceFixture.of(folder, grid, settings);
  }

  private static PhantomGrid axes(int ni, int nj, int nk, double[] i, double[] j) {
    return PhantomGrid.oblique(
        new int[] {ni, nj, nk},
        new double[] {0.7, 1.1, 2.5},
        new double[] {-12.25, 31.5, -140.75},
        i,
        j);
  }

  /** Axial rows and columns; the step to the next slice goes along y and z. */
  private static double[] matrix(double stepY, double stepZ) {
    return new double[] {0.7, 0, 0, -12.25, 0, 1.1, stepY, 31.5, 0, 0, stepZ, -140.75, 0, 0, 0, 1};
  }
}
