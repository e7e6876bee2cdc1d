package io.github.voxelclick.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Display;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Padding;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IntensityStatisticsTest {
  private static final VolumeGeometry GEOMETRY = Grids.OBLIQUE.reaching(3, 1, 1.5, 3);
  private static final GridSize SIZE = GEOMETRY.size();

  private static Volume volume(VoxelData data, Rescale rescale, String modality) {
    return new Volume(GEOMETRY, data, rescale, modality, List.of());
  }

  private static short[][] shorts() {
    short[][] slices = new short[SIZE.k()][SIZE.voxelsPerSlice()];
    for (int k = 0; k < SIZE.k(); k++) {
      for (int n = 0; n < slices[k].length; n++) {
        slices[k][n] = (short) ((n * 7919 + k * 104729) % 500 - 200);
      }
    }
    return slices;
  }

  private static IntensityStatistics of(Mask mask, Volume volume) throws Exception {
    return IntensityStatistics.of(mask, volume, Progress.none());
  }

  private static void assertMatches(double[] expected, IntensityStatistics found) {
    double[] sorted = expected.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(sorted).average().orElseThrow();
    double sd =
        Math.sqrt(Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    IntensityStatistics.Distribution d = found.values().orElseThrow();
    assertEquals(sorted.length, found.voxels());
    assertEquals(mean, d.mean(), 1e-9);
    assertEquals(sd, d.sd(), 1e-9);
    assertEquals(sorted[0], d.min());
    assertEquals(sorted[sorted.length - 1], d.max());
    assertEquals(percentile(sorted, 5), d.p5(), 1e-9);
    assertEquals(percentile(sorted, 25), d.p25(), 1e-9);
    assertEquals(percentile(sorted, 50), d.median(), 1e-9);
    assertEquals(percentile(sorted, 75), d.p75(), 1e-9);
    assertEquals(percentile(sorted, 95), d.p95(), 1e-9);
  }

  private static double percentile(double[] sorted, double percent) {
    double rank = (sorted.length - 1) * percent / 100;
    int below = (int) Math.floor(rank);
    int above = (int) Math.ceil(rank);
    return sorted[below] * (1 - (rank - below)) + sorted[above] * (rank - below);
  }

  private static double[] under(Mask mask, Volume volume) {
    return java.util.stream.IntStream.range(0, SIZE.k())
        .boxed()
        .flatMapToDouble(
            k ->
                java.util.stream.IntStream.range(0, SIZE.voxelsPerSlice())
                    .mapToObj(
                        n ->
                            new io.github.voxelclick.volume.VoxelIndex(
                                n % SIZE.i(), n / SIZE.i(), k))
                    .filter(mask::get)
                    .mapToDouble(volume::value))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2.5, -1024", "-0.5, 3"})
  void integers_and_floats_give_the_figures_of_their_sorted_values(double slope, double intercept)
      throws Exception {
    Mask mask = Grids.blobs(SIZE, 3);
    short[][] shorts = shorts();
    float[][] floats = new float[SIZE.k()][SIZE.voxelsPerSlice()];
    short[][] unsigned = new short[SIZE.k()][SIZE.voxelsPerSlice()];
    for (int k = 0; k < floats.length; k++) {
      for (int n = 0; n < floats[k].length; n++) {
        floats[k][n] = shorts[k][n] / 3f;
        unsigned[k][n] = (short) (shorts[k][n] + 65000);
      }
    }
    for (VoxelData data :
        List.of(
            new VoxelData.S16(shorts), new VoxelData.U16(unsigned), new VoxelData.F32(floats))) {
      Volume volume = volume(data, new Rescale(slope, intercept), "CT");
      assertMatches(under(mask, volume), of(mask, volume));
    }
  }

  @Test
  void padding_and_undefined_values_are_left_out_and_counted() throws Exception {
    float[][] values = new float[SIZE.k()][SIZE.voxelsPerSlice()];
    values[1][0] = -2000;
    values[1][1] = Float.NaN;
    values[1][2] = 10;
    values[1][3] = 30;
    values[1][4] = Float.POSITIVE_INFINITY;
    List<Optional<Padding.Range>> slices =
        java.util.Collections.nCopies(SIZE.k(), Optional.of(new Padding.Range(-2000, -2000)));
    Volume volume =
        new Volume(
            GEOMETRY,
            new VoxelData.F32(values),
            Rescale.IDENTITY,
            "CT",
            Display.ofWindows(List.of()),
            Padding.of(slices));
    IntensityStatistics found = of(SurfaceAreaTest.box(SIZE, 0, 4, 0, 0, 1, 1), volume);
    assertEquals(2, found.voxels());
    assertEquals(1, found.paddingVoxels());
    assertEquals(2, found.undefinedVoxels());
    assertEquals(20, found.values().orElseThrow().mean());
    assertEquals(10, found.values().orElseThrow().sd());
    IntensityStatistics none = of(SurfaceAreaTest.box(SIZE, 0, 1, 0, 0, 1, 1), volume);
    assertEquals(0, none.voxels());
    assertTrue(none.values().isEmpty());
  }

  @Test
  void one_voxel_has_its_value_everywhere_and_no_spread() throws Exception {
    Volume volume = volume(new VoxelData.S16(shorts()), Rescale.IDENTITY, "CT");
    IntensityStatistics.Distribution d =
        of(SurfaceAreaTest.box(SIZE, 2, 2, 1, 1, 1, 1), volume).values().orElseThrow();
    assertEquals(0, d.sd());
    assertEquals(d.min(), d.p5());
    assertEquals(d.min(), d.p95());
  }

  @Test
  void an_empty_mask_has_no_values() throws Exception {
    Volume volume = volume(new VoxelData.S16(shorts()), Rescale.IDENTITY, "CT");
    IntensityStatistics found = of(Mask.empty(SIZE), volume);
    assertEquals(0, found.voxels());
    assertTrue(found.values().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"CT, HU, ''", "PT, '', SUV", "MR, '', no unit", "'', '', does not say"})
  void the_unit_is_named_where_the_volume_tells_it(String modality, String unit, String remark)
      throws Exception {
    Volume volume = volume(new VoxelData.S16(shorts()), Rescale.IDENTITY, modality);
    IntensityUnit found = of(Grids.blobs(SIZE, 1), volume).unit();
    assertEquals(unit, found.name());
    assertTrue(found.remark().contains(remark), found.remark());
    assertEquals(unit.isEmpty(), !found.remark().isEmpty());
  }

  @Test
  void colours_are_measured_by_their_luminance() throws Exception {
    byte[][] rgb = new byte[SIZE.k()][3 * SIZE.voxelsPerSlice()];
    rgb[0][0] = (byte) 200;
    Volume volume = volume(new VoxelData.Rgb8(rgb), Rescale.IDENTITY, "CT");
    IntensityStatistics found = of(SurfaceAreaTest.box(SIZE, 0, 1, 0, 0, 0, 0), volume);
    assertEquals("luminance", found.unit().name());
    assertEquals(59.8, found.values().orElseThrow().max(), 1e-9);
  }
}
