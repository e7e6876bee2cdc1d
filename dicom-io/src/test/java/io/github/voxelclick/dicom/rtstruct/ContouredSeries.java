package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.dicom.derived.Producer;
import io.github.voxelclick.dicom.series.DicomVolume;
import io.github.voxelclick.dicom.series.DicomVolumeLoader;
import io.github.voxelclick.dicom.series.SeriesScan;
import io.github.voxelclick.dicom.series.SeriesScanner;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segment.Algorithm;
import io.github.voxelclick.volume.Segment.Rgb;
import io.github.voxelclick.volume.SegmentDetails;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A small series to draw contours on, loaded as any other.
 *
 * @param folder where its files lie
 * @param source its images
 * @param grid where its voxels lie
 */
record ContouredSeries(Path folder, SourceSeries source, VolumeGeometry grid) {
  static final RtStructWriteOptions OPTIONS =
      RtStructWriteOptions.of(
          new Producer("0.2.0", "test-installation", "seednet-v0.onnx", "0a".repeat(32)));

  /** Stacks of slices as scanners make them: anisotropic, of odd sizes. */
  @SuppressWarnings("ImmutableEnumChecker") // neither grids nor settings change
  enum Stack {
    AXIAL(axes(new double[] {1, 0, 0}, new double[] {0, 1, 0})),
    CORONAL(axes(new double[] {1, 0, 0}, new double[] {0, 0, -1})),
    SAGITTAL(axes(new double[] {0, 1, 0}, new double[] {0, 0, -1})),
    OBLIQUE(axes(PhantomGrid.rotatedAxis(0, 10, -20, 35), PhantomGrid.rotatedAxis(1, 10, -20, 35))),
    TILTED(PhantomGrid.ofAffine(new int[] {13, 9, 6}, matrix(0.6, 2.4))),
    FEET_FIRST(PhantomGrid.ofAffine(new int[] {13, 9, 6}, matrix(0, -2.5))),
    UNEVEN(
        axes(new double[] {1, 0, 0}, new double[] {0, 1, 0}),
        b -> b.fault(SeriesFault.widerGapBefore(2, 0.8))),
    SLICE_MISSING(
        axes(new double[] {1, 0, 0}, new double[] {0, 1, 0}),
        b -> b.fault(SeriesFault.missingSlice(3)));

    private final PhantomGrid grid;
    private final UnaryOperator<DicomSeriesBuilder> settings;

    Stack(PhantomGrid grid) {
      this(grid, builder -> builder);
    }

    Stack(PhantomGrid grid, UnaryOperator<DicomSeriesBuilder> settings) {
      this.grid = grid;
      this.settings = settings;
    }

    ContouredSeries writeTo(Path folder) throws Exception {
      return of(folder, grid, settings);
    }

    private static PhantomGrid axes(double[] i, double[] j) {
      return PhantomGrid.oblique(
          new int[] {13, 9, 6},
          new double[] {0.7, 1.1, 2.5},
          new double[] {-12.25, 31.5, -140.75},
          i,
          j);
    }

    private static double[] matrix(double y, double z) {
      return new double[] {0.7, 0, 0, -12.25, 0, 1.1, y, 31.5, 0, 0, z, -140.75, 0, 0, 0, 1};
    }
  }

  static ContouredSeries of(
      Path folder, PhantomGrid grid, UnaryOperator<DicomSeriesBuilder> settings) throws Exception {
    short[] samples = new short[grid.voxelCount()];
    settings.apply(DicomSeriesBuilder.of(grid, PixelFormat.SIGNED_16, samples)).writeTo(folder);
    return load(folder);
  }

  /** The only volume of a folder. */
  static ContouredSeries load(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      SeriesScan scan = SeriesScanner.scan(files.sorted().toList(), Progress.none());
      if (scan.series().size() != 1) {
        throw new IllegalArgumentException(scan.series().size() + " volumes in " + folder);
      }
      DicomVolume volume = DicomVolumeLoader.load(scan.series().get(0), Progress.none());
      return new ContouredSeries(folder, volume.source(), volume.volume().geometry());
    }
  }

  /** A writer whose clock stands still and whose UIDs count up. */
  static RtStructWriter writer() {
    AtomicInteger count = new AtomicInteger();
    return new RtStructWriter(
        Clock.fixed(Instant.parse("2026-11-22T13:14:15Z"), ZoneOffset.UTC),
        () -> "2.25." + (900000 + count.incrementAndGet()));
  }

  static Segment segment(int number, String label) {
    return new Segment(
        number,
        label,
        new CodedConcept("123037004", "SCT", "Anatomical Structure"),
        new CodedConcept("64033007", "SCT", "Kidney"),
        new Rgb(10 * number, 130, 101),
        Algorithm.SEMIAUTOMATIC,
        "SeedNet",
        "",
        SegmentDetails.NONE.withTypeModifiers(new CodedConcept("7771000", "SCT", "Left")));
  }

  /** Segments 1, 2, … of the masks. */
  Segmentation segmentation(Mask... masks) {
    List<Segmentation.Entry> entries = new ArrayList<>();
    for (Mask mask : masks) {
      int number = entries.size() + 1;
      entries.add(new Segmentation.Entry(segment(number, "Structure " + number), mask));
    }
    return new Segmentation(grid, entries);
  }

  /** Every third voxel or so, which makes islands, holes and corners that touch. */
  Mask noise(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return mask((i, j, k) -> random.nextInt(3) == 0);
  }

  /** A ring with an island in its hole, longer than wide, on slices 1 and up. */
  Mask ring() {
    return mask(
        (i, j, k) -> {
          double r = Math.hypot((i - 6.1) / 6, (j - 4.2) / 4);
          return k > 0 && (r < 0.25 || (r > 0.5 && r < 1));
        });
  }

  Mask mask(VoxelTest test) {
    GridSize size = grid.size();
    Mask mask = Mask.empty(size);
    for (int slice = 0; slice < size.k(); slice++) {
      int k = slice;
      mask =
          mask.withSlice(
              SlicePlane.k(k), SliceMask.of(size.i(), size.j(), (i, j) -> test.test(i, j, k)));
    }
    return mask;
  }

  /** Which voxels belong to a mask. */
  @FunctionalInterface
  interface VoxelTest {
    boolean test(int i, int j, int k);
  }
}
