package io.github.voxelclick.plugin.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LabelTable;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LabelVolumeTest {
  private static final GridSize SIZE = new GridSize(11, 9, 3);

  private static VolumeGeometry grid(GridSize size, double... rowMajor) throws GeometryException {
    return VolumeGeometry.regular(size, Affine.ofRowMajor(rowMajor), Optional.empty());
  }

  private static VolumeGeometry grid() throws GeometryException {
    return grid(SIZE, 0.7, 0, 0, -12, 0, 1.1, 0, 31, 0, 0, 2.5, -140);
  }

  /** Value 0 but where i + 2 j + 3 k is a multiple of 5: there one of the values in turn. */
  private static Volume labels(float... values) throws GeometryException {
    float[][] data = new float[SIZE.k()][SIZE.voxelsPerSlice()];
    for (int k = 0; k < SIZE.k(); k++) {
      for (int n = 0; n < SIZE.voxelsPerSlice(); n++) {
        int sum = n % SIZE.i() + 2 * (n / SIZE.i()) + 3 * k;
        data[k][n] = sum % 5 == 0 ? values[sum / 5 % values.length] : 0;
      }
    }
    return new Volume(grid(), new VoxelData.F32(data), Rescale.IDENTITY, "", List.of());
  }

  private static Segmentation segmentation(Volume volume) throws Exception {
    return LabelVolume.segmentation(volume, new LabelTable(Map.of()));
  }

  @Test
  void every_value_but_0_is_a_segment_of_its_voxels() throws Exception {
    Volume volume = labels(2, 65535, 7);
    Segmentation found = segmentation(volume);
    assertEquals(
        List.of(2, 7, 65535), found.entries().stream().map(e -> e.segment().number()).toList());
    long all = 0;
    for (Segmentation.Entry entry : found.entries()) {
      all += entry.mask().count();
      for (int k = 0; k < SIZE.k(); k++) {
        for (int j = 0; j < SIZE.j(); j++) {
          for (int i = 0; i < SIZE.i(); i++) {
            VoxelIndex v = new VoxelIndex(i, j, k);
            assertEquals(volume.value(v) == entry.segment().number(), entry.mask().get(v));
          }
        }
      }
    }
    assertTrue(all > 50, all + " voxels");
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 0.5f, 65536, Float.NaN, Float.POSITIVE_INFINITY})
  void other_values_are_no_labels(float value) throws Exception {
    Volume volume = labels(1, value);
    JobException e = assertThrows(JobException.class, () -> segmentation(volume));
    assertTrue(e.getMessage().contains("whole numbers from 0 to 65535"), e.getMessage());
  }

  @Test
  void an_empty_label_image_is_refused() throws Exception {
    Volume volume = labels(0);
    assertThrows(JobException.class, () -> segmentation(volume));
  }

  @Test
  void resampling_onto_a_larger_shifted_and_turned_grid_keeps_every_voxel() throws Exception {
    Segmentation small = segmentation(labels(1, 2));
    // i of the new grid runs down the rows of the old, j against its columns, 2 and 3 voxels more.
    GridSize size = new GridSize(SIZE.j() + 5, SIZE.i() + 7, SIZE.k() + 2);
    VolumeGeometry large =
        grid(size, 0, -0.7, 0, -12 + 0.7 * (SIZE.i() + 2), 1.1, 0, 0, 31 - 2.2, 0, 0, 2.5, -142.5);
    Segmentation found = GridResampler.nearest(small, large);
    for (int n = 0; n < 2; n++) {
      Mask before = small.entries().get(n).mask();
      Mask after = found.entries().get(n).mask();
      assertEquals(before.count(), after.count());
      for (int j = 0; j < SIZE.j(); j++) {
        for (int i = 0; i < SIZE.i(); i++) {
          VoxelIndex there = new VoxelIndex(j + 2, SIZE.i() + 2 - i, 1 + 1);
          assertEquals(before.get(new VoxelIndex(i, j, 1)), after.get(there));
        }
      }
    }
  }

  @Test
  void resampling_onto_a_finer_grid_repeats_voxels_and_leaves_nothing_outside() throws Exception {
    Segmentation coarse = segmentation(labels(1));
    VolumeGeometry fine =
        grid(
            new GridSize(22, 27, 3),
            0.35,
            0,
            0,
            -12 - 0.175,
            0,
            1.1 / 3,
            0,
            31 - 1.1 / 3,
            0,
            0,
            2.5,
            -140);
    Mask found = GridResampler.nearest(coarse, fine).entries().get(0).mask();
    assertEquals(6 * coarse.entries().get(0).mask().count(), found.count());
  }

  @Test
  void values_of_a_data_set_follow_names_and_never_change() throws Exception {
    Segmentation a = named("Liver", "Kidney");
    Segmentation b = named("kidney ", "Spleen");
    LabelValues values = new LabelValues(List.of(), false).extendedBy(a).extendedBy(b);
    assertEquals(List.of("Liver", "Kidney", "Spleen"), values.names());
    assertEquals(
        List.of(2, 3), values.assign(b).entries().stream().map(e -> e.segment().number()).toList());
    LabelValues chosen = new LabelValues(List.of("Spleen"), true).extendedBy(a).extendedBy(b);
    assertEquals(List.of("Spleen"), chosen.names());
    assertEquals(List.of(), chosen.assign(a).entries());
    assertEquals(1, chosen.assign(b).entries().get(0).segment().number());
  }

  @Test
  void structures_of_one_name_are_one_in_a_data_set() throws Exception {
    Segmentation twice = named("Lesion", "lesion");
    LabelValues values = new LabelValues(List.of(), false).extendedBy(twice);
    Segmentation joined = values.assign(twice);
    assertEquals(1, joined.entries().size());
    assertEquals(
        twice.entries().stream().mapToLong(e -> e.mask().count()).sum(),
        joined.entries().get(0).mask().count());
  }

  private static Segmentation named(String first, String second) throws Exception {
    Segmentation s = segmentation(labels(1, 2));
    return new Segmentation(
        s.geometry(),
        List.of(
            new Segmentation.Entry(
                renamed(s.entries().get(0).segment(), first), s.entries().get(0).mask()),
            new Segmentation.Entry(
                renamed(s.entries().get(1).segment(), second), s.entries().get(1).mask())));
  }

  private static Segment renamed(Segment s, String label) {
    return new Segment(
        s.number(),
        label,
        s.category(),
        s.type(),
        s.colour(),
        s.algorithm(),
        s.algorithmName(),
        s.algorithmVersion());
  }
}
