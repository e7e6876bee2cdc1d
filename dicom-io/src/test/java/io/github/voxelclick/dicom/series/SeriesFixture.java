package io.github.voxelclick.dicom.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Synthetic series on disk and what a scan makes of them. */
final class SeriesFixture {
  private SeriesFixture() {}

  /** 5×7×3 voxels, oblique, each sample naming its voxel, files shuffled. */
  static DicomSeriesBuilder oblique() {
    PhantomGrid grid = GlyphPhantom.smallObliqueGrid();
    return series(grid).shuffled();
  }

  static DicomSeriesBuilder series(PhantomGrid grid) {
    return DicomSeriesBuilder.of(grid, PixelFormat.SIGNED_16, GlyphPhantom.indexSamples(grid));
  }

  /** 5×7 voxels with the given number of slices, axial, 2.5 mm apart. */
  static PhantomGrid axial(int slices) {
    return PhantomGrid.axial(
        new int[] {5, 7, slices}, new double[] {0.7, 1.1, 2.5}, new double[] {-12, 31, -140});
  }

  static SeriesScan scan(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return SeriesScanner.scan(
          files.filter(Files::isRegularFile).sorted().toList(), Progress.none());
    }
  }

  static SeriesScan scan(Path folder, DicomSeriesBuilder series) throws IOException {
    series.writeTo(folder);
    return scan(folder);
  }

  static SeriesScan scan(Path folder, SeriesFault fault) throws IOException {
    return scan(folder, series(axial(6)).shuffled().fault(fault));
  }

  /** The only volume of a scan that refused nothing. */
  static DicomSeries only(SeriesScan scan) {
    assertEquals(List.of(), scan.refused());
    assertEquals(1, scan.series().size());
    return scan.series().get(0);
  }

  /** The only reason of a scan that found no volume. */
  static String reason(SeriesScan scan) {
    assertEquals(0, scan.series().size(), "volumes");
    assertEquals(1, scan.refused().size(), () -> scan.refused().toString());
    return scan.refused().get(0).reason();
  }

  static List<String> codes(List<ReadWarning> warnings) {
    return warnings.stream().map(ReadWarning::code).toList();
  }
}
