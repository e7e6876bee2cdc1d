package io.github.voxelclick.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.Modality;
import io.github.voxelclick.fixtures.dicomgen.MultiFrameImage;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.dicomgen.Tags;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.niftigen.NiftiType;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The middle slice of 5x7x3 voxels is k = 1; value i + 10 j + 100 k. */
class PreviewTest {
  private static final PhantomGrid GRID = GlyphPhantom.smallObliqueGrid();
  private static final short[] SAMPLES = GlyphPhantom.indexSamples(GRID);

  @TempDir private Path folder;

  private static DicomSeriesBuilder dicom() {
    return DicomSeriesBuilder.of(GRID, PixelFormat.SIGNED_16, SAMPLES).shuffled();
  }

  private static VolumeEntry only(Path path) throws VolumeException {
    VolumeCatalog catalog = VolumeCatalog.of(path, Progress.none());
    assertEquals(1, catalog.entries().size());
    return catalog.entries().get(0);
  }

  /** The window of the CT: centre 60, width 400, as PS3.3 C.11.2.1.2.1 writes it. */
  private static double ct(double value) {
    double y = (value - (60 - 0.5)) / (400 - 1) + 0.5;
    return Math.min(1, Math.max(0, y));
  }

  /** What is loaded as a whole, each pixel through a window. */
  private static void assertShows(VolumeEntry entry, Thumbnail seen, DoubleUnaryOperator window)
      throws VolumeException {
    Volume volume = entry.load(Progress.none()).volume();
    float[] values = volume.slice(SlicePlane.k(1));
    assertEquals(5, seen.columns());
    assertEquals(7, seen.rows());
    for (int j = 0; j < 7; j++) {
      for (int i = 0; i < 5; i++) {
        int grey = (int) Math.round(255 * window.applyAsDouble(values[j * 5 + i]));
        int expected = grey * 0x010101;
        assertEquals(expected, seen.rgb(i, j), String.format(Locale.ROOT, "pixel %d, %d", i, j));
      }
    }
    assertEquals(1.1 / 0.7, seen.pixelAspect(), 1e-4);
  }

  /** 1st and 99th of 35 values, by rank. */
  private static DoubleUnaryOperator percentiles(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return v -> Math.min(1, Math.max(0, (v - sorted[0]) / (sorted[34] - sorted[0])));
  }

  @Test
  void of_a_series_is_its_middle_slice_in_its_window() throws Exception {
    dicom().rescale(2, -150).writeTo(folder);
    VolumeEntry entry = only(folder);
    assertShows(entry, entry.preview(7, Progress.none()), PreviewTest::ct);
    assertEquals(2L * GRID.voxelCount(), entry.memoryBytes());
  }

  @Test
  void of_slices_with_slopes_of_their_own_has_that_of_its_slice() throws Exception {
    dicom()
        .modality(Modality.PT)
        .rescalePerSlice(new double[] {1, 0.37, 4}, new double[] {0, 0, 0})
        .writeTo(folder);
    VolumeEntry entry = only(folder);
    float[] values = entry.load(Progress.none()).volume().slice(SlicePlane.k(1));
    assertShows(entry, entry.preview(64, Progress.none()), percentiles(values));
    assertEquals(4L * GRID.voxelCount(), entry.memoryBytes());
  }

  @Test
  void of_a_ct_without_a_window_shows_soft_tissue() throws Exception {
    dicom()
        .rescale(3, -300)
        .fault(
            SeriesFault.everywhere(
                s -> s.dataset().remove(Tags.WINDOW_CENTER).remove(Tags.WINDOW_WIDTH)))
        .writeTo(folder);
    VolumeEntry entry = only(folder);
    assertShows(
        entry,
        entry.preview(7, Progress.none()),
        v -> (float) Math.min(1, Math.max(0, (v + 160) / 400)));
  }

  @Test
  void reads_no_other_image_of_the_series() throws Exception {
    dicom().writeTo(folder);
    VolumeEntry entry = only(folder);
    Thumbnail before = entry.preview(7, Progress.none());
    Volume volume = entry.load(Progress.none()).volume();
    Path middle = entry.path();
    int left = 0;
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        VolumeEntry alone = only(file);
        boolean isMiddle =
            alone.geometry().slicePosition(0).minus(volume.geometry().slicePosition(1)).length()
                < 1e-6;
        if (isMiddle) {
          middle = file;
          left++;
        } else {
          Files.delete(file);
        }
      }
    }
    assertEquals(1, left);
    Thumbnail after = entry.preview(7, Progress.none());
    for (int n = 0; n < 35; n++) {
      assertEquals(before.rgb(n % 5, n / 5), after.rgb(n % 5, n / 5));
    }
    Files.delete(middle);
    VolumeException e =
        assertThrows(VolumeException.class, () -> entry.preview(7, Progress.none()));
    assertTrue(e.getMessage().contains("it does not exist"), e.getMessage());
  }

  /** The file of a slice of the series. */
  private Path file(int k, VolumeGeometry geometry) throws Exception {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        WorldPoint place = only(file).geometry().slicePosition(0);
        if (place.minus(geometry.slicePosition(k)).length() < 1e-6) {
          return file;
        }
      }
    }
    throw new AssertionError("no slice " + k);
  }

  private static void cut(Path file) throws Exception {
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length - 20));
  }

  private static void assertShowsSlice(int k, Volume volume, Thumbnail seen) {
    float[] values = volume.slice(SlicePlane.k(k));
    for (int n = 0; n < 35; n++) {
      int grey = (int) Math.round(255 * ct(values[n]));
      assertEquals(grey * 0x010101, seen.rgb(n % 5, n / 5), "pixel " + n + " of slice " + k);
    }
  }

  @Test
  void of_a_series_with_a_damaged_middle_is_a_slice_beside_it() throws Exception {
    dicom().writeTo(folder);
    VolumeEntry entry = only(folder);
    Volume volume = entry.load(Progress.none()).volume();
    cut(file(1, volume.geometry()));
    assertShowsSlice(2, volume, entry.preview(7, Progress.none()));
    cut(file(2, volume.geometry()));
    assertShowsSlice(0, volume, entry.preview(7, Progress.none()));
    Path first = file(0, volume.geometry());
    Files.delete(first);
    VolumeException e =
        assertThrows(VolumeException.class, () -> entry.preview(7, Progress.none()));
    assertFalse(e.getMessage().contains("it does not exist"), "the middle one is told of");
  }

  @Test
  void of_a_file_that_ends_early_is_of_what_there_is() throws Exception {
    double[] stored = new double[SAMPLES.length * 8];
    Random random = new Random(3);
    for (int n = 0; n < stored.length; n++) {
      stored[n] = random.nextInt(251); // hardly any shorter when packed
    }
    int[] size = {GRID.size()[0], GRID.size()[1], 24};
    Path file = folder.resolve("a.nii.gz");
    NiftiBuilder.of(size, NiftiType.UINT8, stored).affine(GRID.affineRas()).writeTo(file);
    VolumeEntry entry = only(folder);
    int[] whole = pixels(entry.preview(7, Progress.none()));
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length * 9 / 20));
    int[] quarter = pixels(entry.preview(7, Progress.none()));
    assertFalse(Arrays.equals(whole, quarter));
    Files.write(file, Arrays.copyOf(all, all.length / 5));
    assertThrows(VolumeException.class, () -> entry.preview(7, Progress.none()));
  }

  private static int[] pixels(Thumbnail seen) {
    return IntStream.range(0, 35).map(n -> seen.rgb(n % 5, n / 5)).toArray();
  }

  @Test
  void of_a_multi_frame_image_is_a_frame_of_it() throws Exception {
    MultiFrameImage.enhanced("MR", "1.2.840.10008.5.1.4.1.1.4.1", GRID, SAMPLES, 2, 0, 1)
        .writeTo(folder.resolve("image"));
    VolumeEntry entry = only(folder);
    float[] values = entry.load(Progress.none()).volume().slice(SlicePlane.k(1));
    assertShows(entry, entry.preview(7, Progress.none()), percentiles(values));
  }

  @Test
  void is_made_of_means_of_blocks_when_it_has_to_be_smaller() throws Exception {
    dicom().writeTo(folder);
    Thumbnail small = only(folder).preview(3, Progress.none());
    assertEquals(2, small.columns()); // blocks of 3 x 3 pixels
    assertEquals(3, small.rows());
    assertEquals((int) Math.round(255 * ct(100 + 1 + 10)) * 0x010101, small.rgb(0, 0));
    assertEquals((int) Math.round(255 * ct(100 + 3.5 + 60)) * 0x010101, small.rgb(1, 2));
    assertThrows(IllegalArgumentException.class, () -> small.rgb(2, 0));
    assertThrows(IllegalArgumentException.class, () -> only(folder).preview(0, Progress.none()));
  }

  @Test
  void is_cancelled() throws Exception {
    dicom().writeTo(folder.resolve("a"));
    NiftiBuilder.of(GRID.size(), SAMPLES)
        .affine(GRID.affineRas())
        .writeTo(folder.resolve("b.nii.gz"));
    Progress cancelled =
        new Progress() {
          @Override
          public void update(int done, int total) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    for (VolumeEntry entry : VolumeCatalog.of(folder, Progress.none()).entries()) {
      assertThrows(CancellationException.class, () -> entry.preview(7, cancelled));
    }
    assertThrows(CancellationException.class, () -> VolumeCatalog.of(folder, cancelled));
  }

  @ParameterizedTest
  @CsvSource({
    "UINT8,a.nii,1",
    "INT8,a.nii.gz,2",
    "INT16,a.nii.gz,2",
    "UINT16,a.nii,2",
    "INT32,a.nii.gz,4",
    "FLOAT32,a.nii,4",
    "FLOAT64,a.nii.gz,4",
    "UINT64,a.nii,4"
  })
  void of_nifti_is_its_middle_slice(NiftiType type, String name, int bytes) throws Exception {
    double[] stored = new double[SAMPLES.length];
    for (int n = 0; n < stored.length; n++) {
      stored[n] = SAMPLES[n] % 113;
    }
    NiftiBuilder.of(GRID.size(), type, stored)
        .affine(GRID.affineRas())
        .scaling(1.5, -20)
        .writeTo(folder.resolve(name));
    VolumeEntry entry = only(folder);
    float[] values = entry.load(Progress.none()).volume().slice(SlicePlane.k(1));
    assertShows(entry, entry.preview(7, Progress.none()), percentiles(values));
    assertEquals((long) bytes * GRID.voxelCount(), entry.memoryBytes());
  }

  @Test
  void of_a_later_volume_of_a_file_is_of_that_volume() throws Exception {
    int voxels = SAMPLES.length;
    double[] two = new double[2 * voxels];
    for (int n = 0; n < two.length; n++) {
      two[n] = n < voxels ? 5 : 400 - SAMPLES[n - voxels];
    }
    int[] size = {GRID.size()[0], GRID.size()[1], GRID.size()[2], 2};
    NiftiBuilder.of(size, NiftiType.INT16, two)
        .affine(GRID.affineRas())
        .writeTo(folder.resolve("a.nii.gz"));
    VolumeEntry second =
        VolumeCatalog.of(folder, Progress.none()).choose(java.util.Optional.of("1b"));
    float[] values = second.load(Progress.none()).volume().slice(SlicePlane.k(1));
    assertEquals(300, values[0]);
    assertShows(second, second.preview(7, Progress.none()), percentiles(values));
  }

  @Test
  void of_colours_has_their_colours() throws Exception {
    double[] stored = new double[SAMPLES.length];
    for (int n = 0; n < stored.length; n++) {
      stored[n] = 0x102030 + 7919 * SAMPLES[n] % 0xe00000;
    }
    NiftiBuilder.of(GRID.size(), NiftiType.RGB24, stored)
        .affine(GRID.affineRas())
        .writeTo(folder.resolve("a.nii"));
    Thumbnail seen = only(folder).preview(7, Progress.none());
    for (int j = 0; j < 7; j++) {
      for (int i = 0; i < 5; i++) {
        assertEquals((int) stored[GRID.offset(i, j, 1)], seen.rgb(i, j));
      }
    }
  }

  @Test
  void of_what_is_constant_or_not_finite_is_there_all_the_same() throws Exception {
    for (double value : new double[] {0, -7, Float.MAX_VALUE, Double.NaN, 1e-30}) {
      double[] stored = new double[SAMPLES.length];
      Arrays.fill(stored, value);
      NiftiBuilder.of(GRID.size(), NiftiType.FLOAT32, stored)
          .affine(GRID.affineRas())
          .writeTo(folder.resolve("a.nii"));
      int colour = only(folder).preview(7, Progress.none()).rgb(2, 3);
      assertEquals(colour & 0xff, colour >> 16, "grey for " + value);
    }
  }
}
