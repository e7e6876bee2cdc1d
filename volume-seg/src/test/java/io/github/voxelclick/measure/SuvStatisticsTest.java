package io.github.voxelclick.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.measure.IntensityStatistics.Distribution;
import io.github.voxelclick.volume.Display;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PetUnit;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SuvStatisticsTest {
  private static final VolumeGeometry GEOMETRY = Grids.OBLIQUE.reaching(9, 2, 2.5, 3);
  private static final GridSize SIZE = GEOMETRY.size();
  private static final PetUnit ACTIVITY = PetUnit.of("Bq/ml", 2.5e-4);

  private static VoxelData shorts() {
    short[][] slices = new short[SIZE.k()][SIZE.voxelsPerSlice()];
    for (int k = 0; k < SIZE.k(); k++) {
      for (int n = 0; n < slices[k].length; n++) {
        slices[k][n] = (short) ((n * 7919 + k * 104729) % 20_000);
      }
    }
    return new VoxelData.S16(slices);
  }

  private static Volume volume(VolumeGeometry geometry, VoxelData data, Optional<PetUnit> unit) {
    return new Volume(
        geometry, data, new Rescale(1.5, 0), "PT", Display.NONE, Optional.empty(), unit);
  }

  private static SegmentMeasurement of(Mask mask, Volume volume) throws Exception {
    return SegmentMeasurement.of(mask, volume, Progress.none());
  }

  @Test
  void are_the_intensities_times_the_factor() throws Exception {
    Mask mask = Grids.blobs(SIZE, 3);
    SegmentMeasurement found = of(mask, volume(GEOMETRY, shorts(), Optional.of(ACTIVITY)));
    assertEquals(new IntensityUnit("Bq/ml", ""), found.intensity().unit());
    Distribution activity = found.intensity().values().orElseThrow();
    SuvStatistics suv = found.suv().orElseThrow();
    Distribution v = suv.values().orElseThrow();
    assertEquals(2.5e-4, suv.factor());
    double[] expected = {
      activity.mean(),
      activity.sd(),
      activity.min(),
      activity.p5(),
      activity.p25(),
      activity.median(),
      activity.p75(),
      activity.p95(),
      activity.max()
    };
    double[] values = {
      v.mean(), v.sd(), v.min(), v.p5(), v.p25(), v.median(), v.p75(), v.p95(), v.max()
    };
    for (int n = 0; n < values.length; n++) {
      assertEquals(2.5e-4 * expected[n], values[n], 1e-12);
    }
    UptakePeak peak = suv.peak().orElseThrow();
    Volume raw = volume(GEOMETRY, shorts(), Optional.empty());
    UptakePeak ofActivity =
        new PeakSearch(raw, PeakSearch.MOST_STEPS).highest(mask, Progress.none()).orElseThrow();
    assertEquals(ofActivity.times(2.5e-4), peak);
    assertTrue(peak.mean() > 0 && peak.mean() < v.max());
  }

  @Test
  void of_values_that_are_suv_already_are_these() throws Exception {
    PetUnit suvUnit = PetUnit.of(PetUnit.SUV_BW, 1);
    SegmentMeasurement found =
        of(Grids.blobs(SIZE, 3), volume(GEOMETRY, shorts(), Optional.of(suvUnit)));
    assertEquals("SUVbw", found.intensity().unit().name());
    assertEquals(found.intensity().values(), found.suv().orElseThrow().values());
  }

  @Test
  void there_are_none_without_a_factor_and_the_unit_tells_why() throws Exception {
    Mask mask = Grids.blobs(SIZE, 3);
    PetUnit none = PetUnit.withoutSuv("Bq/ml", "The weight is missing.");
    SegmentMeasurement found = of(mask, volume(GEOMETRY, shorts(), Optional.of(none)));
    assertTrue(found.suv().isEmpty());
    assertEquals(new IntensityUnit("Bq/ml", "The weight is missing."), found.intensity().unit());
    SegmentMeasurement unknown = of(mask, volume(GEOMETRY, shorts(), Optional.empty()));
    assertTrue(unknown.suv().isEmpty());
    assertEquals("", unknown.intensity().unit().name());
  }

  @Test
  void there_are_none_of_colours() throws Exception {
    byte[][] rgb = new byte[SIZE.k()][3 * SIZE.voxelsPerSlice()];
    Volume volume = volume(GEOMETRY, new VoxelData.Rgb8(rgb), Optional.of(ACTIVITY));
    SegmentMeasurement found = of(Grids.blobs(SIZE, 3), volume);
    assertTrue(found.suv().isEmpty());
    assertEquals("luminance", found.intensity().unit().name());
  }

  @Test
  void of_an_empty_mask_have_a_factor_alone() throws Exception {
    SegmentMeasurement found =
        of(Mask.empty(SIZE), volume(GEOMETRY, shorts(), Optional.of(ACTIVITY)));
    assertEquals(
        new SuvStatistics(2.5e-4, Optional.empty(), Optional.empty()), found.suv().orElseThrow());
  }

  @Test
  void of_slices_that_are_no_neighbours_have_no_peak() throws Exception {
    VolumeGeometry film = GEOMETRY.withRelation(SliceRelation.TEMPORAL);
    SuvStatistics suv =
        of(Grids.blobs(SIZE, 3), volume(film, shorts(), Optional.of(ACTIVITY))).suv().orElseThrow();
    assertTrue(suv.values().isPresent());
    assertTrue(suv.peak().isEmpty());
  }
}
