package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.SegmentFractions;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.WorldPoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Segmentations on another grid than the volume's, held against samples taken voxel by voxel with
 * the conversions of {@link VolumeGeometry}.
 */
@Tag("E7")
class SegResamplingTest {
  private static final double[] X = {1, 0, 0};
  private static final double[] Y = {0, 1, 0};
  private static final double[] FEET = {0, 0, -1};

  /** Grids that segmentations were made on; the volume has 0.7 × 1.1 × 2.5 mm. */
  @SuppressWarnings("ImmutableEnumChecker") // a phantom grid does not change
  enum Grid {
    HALF_A_PIXEL_OFF(false, new int[] {13, 9, 7}, new double[] {0.7, 1.1, 2.5}, X, Y),
    FINER(false, new int[] {41, 31, 29}, new double[] {0.23, 0.31, 0.6}, X, Y),
    COARSER(true, new int[] {7, 8, 5}, new double[] {1.53, 1.37, 3.3}, X, Y),
    THICKER_SLICES(true, new int[] {13, 9, 3}, new double[] {0.7, 1.1, 6.1}, X, Y),
    CORONAL(false, new int[] {13, 16, 11}, new double[] {0.7, 1.3, 1.03}, X, FEET),
    OBLIQUE(
        false,
        new int[] {21, 17, 19},
        new double[] {0.55, 0.63, 0.9},
        PhantomGrid.rotatedAxis(0, 10, -20, 35),
        PhantomGrid.rotatedAxis(1, 10, -20, 35));

    /** Whether some voxel is longer than those of the volume. */
    private final boolean coarse;

    private final PhantomGrid phantom;

    Grid(boolean coarse, int[] size, double[] spacing, double[] i, double[] j) {
      this.coarse = coarse;
      this.phantom =
          PhantomGrid.oblique(
              size, spacing, new double[] {-11.93, 31.71, j == FEET ? -126.9 : -139.47}, i, j);
    }
  }

  @TempDir Path folder;
  private SourceFixture target;

  @BeforeEach
  void writeVolume() throws Exception {
    target =
        SourceFixture.of(
            folder.resolve("volume"),
            PhantomGrid.oblique(
                new int[] {12, 9, 6},
                new double[] {0.7, 1.1, 2.5},
                new double[] {-12.25, 31.5, -140.75},
                X,
                Y));
  }

  private SourceFixture made(PhantomGrid grid) throws Exception {
    return SourceFixture.of(folder.resolve("made"), grid);
  }

  private SegReading read(Path seg) throws Exception {
    return DicomSegReader.read(
        seg, target.source(), target.geometry(), SegReadOptions.DEFAULT.withAnyFrameOfReference());
  }

  private Path write(
      SourceFixture series,
      Segmentation seg,
      Map<Integer, SegmentFractions> fractions,
      SegType type)
      throws SegWriteException {
    Path file = folder.resolve("seg.dcm");
    SourceFixture.writer()
        .write(
            seg,
            fractions,
            series.source(),
            SourceFixture.OPTIONS.withType(type),
            file,
            Progress.none());
    return file;
  }

  private static List<String> codes(SegReading reading) {
    return reading.warnings().stream()
        .map(ReadWarning::code)
        .filter(code -> !code.equals("other-frame-of-reference"))
        .filter(code -> !code.equals("other-series"))
        .toList();
  }

  /** An ellipsoid about the middle of the volume, on any grid. */
  private Mask ellipsoid(VolumeGeometry grid) {
    Mask mask = Mask.empty(grid.size());
    WorldPoint middle = target.geometry().toWorld(new VoxelPoint(5.2, 4.1, 2.6));
    for (int k = 0; k < grid.size().k(); k++) {
      int slice = k;
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(
                  grid.size().i(),
                  grid.size().j(),
                  (i, j) -> {
                    WorldPoint d = grid.toWorld(new VoxelPoint(i, j, slice)).minus(middle);
                    return d.x() * d.x() / 6 + d.y() * d.y() / 9 + d.z() * d.z() / 25 < 1;
                  }));
    }
    return mask;
  }

  /** How much of a place belongs to a mask, on the mask's own grid. */
  private static double sample(Mask mask, VolumeGeometry grid, WorldPoint p, boolean linear) {
    VoxelPoint at = grid.toVoxel(p);
    if (!linear) {
      return get(mask, Math.rint(at.i()), Math.rint(at.j()), Math.rint(at.k()));
    }
    double share = 0;
    for (int corner = 0; corner < 8; corner++) {
      double i = Math.floor(at.i()) + (corner & 1);
      double j = Math.floor(at.j()) + (corner >> 1 & 1);
      double k = Math.floor(at.k()) + (corner >> 2);
      double weight =
          (1 - Math.abs(at.i() - i)) * (1 - Math.abs(at.j() - j)) * (1 - Math.abs(at.k() - k));
      share += weight * get(mask, i, j, k);
    }
    return share;
  }

  private static double get(Mask mask, double i, double j, double k) {
    VoxelIndex voxel = new VoxelIndex((int) i, (int) j, (int) k);
    return mask.size().contains(voxel) && mask.get(voxel) ? 1 : 0;
  }

  @ParameterizedTest
  @EnumSource(Grid.class)
  void each_voxel_takes_what_lies_at_its_centre(Grid grid) throws Exception {
    SourceFixture series = made(grid.phantom);
    Mask mask = ellipsoid(series.geometry());
    SegReading reading = read(write(series, series.segmentation(mask), Map.of(), SegType.BINARY));
    assertTrue(codes(reading).contains("resampled"), reading.warnings().toString());
    assertFalse(reading.original().isFaithful());
    Mask found = reading.segmentation().entries().get(0).mask();
    int near = 0;
    for (int k = 0; k < found.size().k(); k++) {
      for (int j = 0; j < found.size().j(); j++) {
        for (int i = 0; i < found.size().i(); i++) {
          WorldPoint p = target.geometry().toWorld(new VoxelPoint(i, j, k));
          double share = sample(mask, series.geometry(), p, grid.coarse);
          if (Math.abs(share - 0.5) > 0.01) {
            assertEquals(share > 0.5, found.get(new VoxelIndex(i, j, k)), i + "," + j + "," + k);
          } else {
            near++;
          }
        }
      }
    }
    assertTrue(near < found.size().voxels() / 50, near + " voxels on the edge");
    assertTrue(found.dice(ellipsoid(target.geometry())) > 0.7, found.toString());
  }

  @Test
  void label_maps_and_binary_ones_give_the_same() throws Exception {
    SourceFixture series = made(Grid.OBLIQUE.phantom);
    Segmentation seg = series.segmentation(ellipsoid(series.geometry()));
    Mask binary =
        read(write(series, seg, Map.of(), SegType.BINARY)).segmentation().entries().get(0).mask();
    Mask labels =
        read(write(series, seg, Map.of(), SegType.LABELMAP)).segmentation().entries().get(0).mask();
    assertEquals(binary, labels);
  }

  @Test
  void fractions_are_interpolated() throws Exception {
    SourceFixture series = made(Grid.OBLIQUE.phantom);
    Mask mask = ellipsoid(series.geometry());
    SegmentFractions half = SegmentFractions.none(mask.size(), 200);
    for (int k : mask.occupiedSlices()) {
      half = half.withSlice(k, mask.slice(SlicePlane.k(k)).toBytes((byte) 150));
    }
    SegReading reading =
        read(write(series, series.segmentation(mask), Map.of(1, half), SegType.FRACTIONAL));
    SegmentFractions found = reading.fractions().get(1);
    double largest = 0;
    for (int k = 0; k < 6; k++) {
      for (int i = 0; i < 12; i++) {
        WorldPoint p = target.geometry().toWorld(new VoxelPoint(i, 4, k));
        double expected = 0.75 * sample(mask, series.geometry(), p, true);
        assertEquals(expected, found.get(new VoxelIndex(i, 4, k)), 0.005, i + ",4," + k);
        largest = Math.max(largest, expected);
      }
    }
    assertEquals(0.75, largest, 1e-9);
  }

  @Test
  void missing_planes_are_not_filled() throws Exception {
    SourceFixture series = made(Grid.HALF_A_PIXEL_OFF.phantom);
    Mask mask = ellipsoid(series.geometry());
    Mask holed = mask.withSlice(SlicePlane.k(3), SliceMask.empty(13, 9));
    assertFalse(mask.slice(SlicePlane.k(3)).isEmpty());
    Mask found =
        read(write(series, series.segmentation(holed), Map.of(), SegType.BINARY))
            .segmentation()
            .entries()
            .get(0)
            .mask();
    for (int k = 0; k < 6; k++) {
      double height = series.geometry().toVoxel(target.geometry().slicePosition(k)).k();
      int own = (int) Math.round(height);
      assertEquals(
          own == 3 || !mask.occupiedSlices().contains(own),
          found.slice(SlicePlane.k(k)).isEmpty(),
          "slice " + k);
    }
  }

  /** Pixels of exactly twice the size: ties must not make the segment grow or shrink. */
  @Test
  void a_segment_of_pixels_of_twice_the_size_keeps_its_volume() throws Exception {
    SourceFixture series =
        made(
            PhantomGrid.oblique(
                new int[] {5, 4, 3},
                new double[] {1.4, 2.2, 5},
                new double[] {-12.25, 31.5, -140.75},
                X,
                Y));
    Mask mask =
        Mask.empty(series.geometry().size())
            .withSlice(SlicePlane.k(1), SliceMask.of(5, 4, (i, j) -> i == 2 && j == 1));
    Mask found =
        read(write(series, series.segmentation(mask), Map.of(), SegType.BINARY))
            .segmentation()
            .entries()
            .get(0)
            .mask();
    assertTrue(found.count() >= 1 && found.count() <= 8, found.toString());
    assertEquals(true, found.get(new VoxelIndex(4, 2, 2)));
  }

  @Test
  void a_resampled_reading_is_not_saved_as_an_edit() throws Exception {
    SourceFixture series = made(Grid.COARSER.phantom);
    SegReading reading =
        read(
            write(
                series,
                series.segmentation(ellipsoid(series.geometry())),
                Map.of(),
                SegType.BINARY));
    SegWriteException refusal =
        assertThrows(
            SegWriteException.class,
            () ->
                SourceFixture.writer()
                    .writeEdited(
                        reading,
                        reading.segmentation(),
                        target.source(),
                        SourceFixture.OPTIONS,
                        folder.resolve("edited.dcm"),
                        Progress.none()));
    assertTrue(refusal.getMessage().contains("resampled"), refusal.getMessage());
  }
}
