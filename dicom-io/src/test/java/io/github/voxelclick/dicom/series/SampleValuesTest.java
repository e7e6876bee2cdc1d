package io.github.voxelclick.dicom.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.ToneCurve;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From stored samples to values, and what volumes carry besides. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SampleValuesTest {
  @TempDir Path folder;

  private Volume load(int slices, BiConsumer<Integer, Attributes> change) throws Exception {
    DicomSeries series = new SliceFiles(folder, "MR").write(slices, change);
    return DicomVolumeLoader.load(series, Progress.none()).volume();
  }

  private static double value(Volume volume, int i, int j, int k) {
    return volume.value(new VoxelIndex(i, j, k));
  }

  private static void rescale(Attributes image, double slope, double intercept) {
    image.setDouble(Tag.RescaleSlope, VR.DS, slope);
    image.setDouble(Tag.RescaleIntercept, VR.DS, intercept);
  }

  @Nested
  class Kept {
    @Test
    @org.junit.jupiter.api.Tag("B27")
    void thirty_two_bits_are_doubles_where_a_float_would_round_them() throws Exception {
      Volume volume =
          load(
              2,
              (k, d) -> {
                SliceFiles.ints(d, 32, 16_777_217L + k, 0xFFFFFFFFL, 0, 1, 2, 3);
                rescale(d, 0.5, 10);
              });
      assertEquals("f64", volume.data().typeName());
      assertEquals(16_777_218L, volume.data().stored(1, 0));
      assertEquals(0.5 * 0xFFFFFFFFL + 10, value(volume, 1, 0, 0));
    }

    @Test
    @org.junit.jupiter.api.Tag("B27")
    void thirty_two_bits_of_which_few_count_are_floats() throws Exception {
      Volume volume = load(2, (k, d) -> SliceFiles.ints(d, 24, 0xFFFFFF, k, 2, 3, 4, 5));
      assertEquals("f32", volume.data().typeName());
      assertEquals(0xFFFFFF, value(volume, 0, 0, 1));
    }

    @Test
    @org.junit.jupiter.api.Tag("A47")
    void floats_and_doubles_are_the_values() throws Exception {
      Volume floats = load(2, (k, d) -> SliceFiles.floats(d, 0.1f, -1e30f, k, 3, 4, 5));
      assertEquals("f32", floats.data().typeName());
      assertEquals(0.1f, value(floats, 0, 0, 1));
      Volume doubles = load(2, (k, d) -> SliceFiles.doubles(d, 0.1, -1e300, k, 3, 4, 5));
      assertEquals("f64", doubles.data().typeName());
      assertEquals(-1e300, value(doubles, 1, 0, 1));
      assertEquals(5, value(doubles, 2, 1, 0));
    }

    @Test
    @org.junit.jupiter.api.Tag("B20")
    @org.junit.jupiter.api.Tag("B21")
    void slopes_that_differ_make_values_of_each_slice() throws Exception {
      Volume volume =
          load(
              3,
              (k, d) -> {
                SliceFiles.shorts(d, 100, -7, 0, 1, 2, 3);
                rescale(d, k == 1 ? 0.1 : 2, k);
              });
      assertEquals("f32", volume.data().typeName());
      assertEquals(Rescale.IDENTITY, volume.rescale());
      assertEquals(200, value(volume, 0, 0, 0));
      assertEquals((float) (0.1 * -7 + 1), value(volume, 1, 0, 1));
      assertEquals(-12, value(volume, 1, 0, 2));
    }

    @Test
    @org.junit.jupiter.api.Tag("B21")
    void a_slope_of_zero_or_none_counts_as_one_and_sixteen_bits_never_wrap() throws Exception {
      Volume volume =
          load(
              2,
              (k, d) -> {
                SliceFiles.shorts(d, 32_767, -32_768, 0, 1, 2, 3);
                rescale(d, 0, 1_000);
              });
      assertEquals("s16", volume.data().typeName());
      assertEquals(33_767, value(volume, 0, 0, 0));
      Volume plain = load(2, (k, d) -> SliceFiles.shorts(d, 5, -5, 0, 1, 2, 3));
      assertEquals(-5, value(plain, 1, 0, 1));
    }

    @Test
    @org.junit.jupiter.api.Tag("B28")
    void a_real_world_value_mapping_changes_nothing() throws Exception {
      int realWorld = 0x00409096;
      Volume volume =
          load(
              2,
              (k, d) -> {
                SliceFiles.shorts(d, 5, -5, 0, 1, 2, 3);
                Attributes item = new Attributes();
                d.newSequence(realWorld, 1).add(item);
                item.setDouble(0x00409225, VR.FD, 7);
                item.setDouble(0x00409224, VR.FD, 100);
              });
      assertEquals(-5, value(volume, 1, 0, 1));
      assertEquals(Rescale.IDENTITY, volume.rescale());
    }
  }

  @Nested
  class ModalityTables {
    @Test
    @org.junit.jupiter.api.Tag("B20")
    void go_before_the_rescale_and_end_at_their_ends() throws Exception {
      Volume volume =
          load(
              2,
              (k, d) -> {
                SliceFiles.shorts(d, -100, -2, -1, 0, 1, 100);
                rescale(d, 2, -1_024);
                SliceFiles.table(d, Tag.ModalityLUTSequence, -2, 16, 10, 40_000, 30 + k, 65_535);
              });
      assertEquals("u16", volume.data().typeName());
      assertEquals(Rescale.IDENTITY, volume.rescale());
      double[] expected = {10, 10, 40_000, 31, 65_535, 65_535};
      for (int n = 0; n < expected.length; n++) {
        assertEquals(expected[n], value(volume, n % 3, n / 3, 1));
      }
    }

    @Test
    @org.junit.jupiter.api.Tag("B20")
    void beside_slices_without_one_make_floats() throws Exception {
      Volume volume =
          load(
              2,
              (k, d) -> {
                SliceFiles.shorts(d, 0, 1, 2, 3, 4, 5);
                if (k == 0) {
                  SliceFiles.table(d, Tag.ModalityLUTSequence, 0, 8, 10, 40, 90);
                } else {
                  rescale(d, -1, 0);
                }
              });
      assertEquals("f32", volume.data().typeName());
      assertEquals(40, value(volume, 1, 0, 0));
      assertEquals(-1, value(volume, 1, 0, 1));
    }
  }

  @Nested
  @org.junit.jupiter.api.Tag("B22")
  class PaddingValues {
    @Test
    void are_told_by_stored_sample_and_keep_their_value() throws Exception {
      Volume volume =
          load(
              2,
              (k, d) -> {
                SliceFiles.shorts(d, -2_000, -1_500, -1_499, 0, 1, 2);
                rescale(d, 1, -1_024);
                d.setInt(
                    Tag.PixelPaddingValue,
                    VR.US,
                    65_536 - 2_000); // unsigned though samples are signed
                d.setInt(Tag.PixelPaddingRangeLimit, VR.SS, -1_500);
              });
      assertTrue(volume.isPadding(0, 0));
      assertTrue(volume.isPadding(1, 1));
      assertFalse(volume.isPadding(1, 2));
      assertEquals(-3_024, value(volume, 0, 0, 0));
    }

    @Test
    void follow_the_samples_where_those_become_values() throws Exception {
      Volume volume =
          load(
              3,
              (k, d) -> {
                SliceFiles.shorts(d, 7, 8, 9, 10, 11, 12);
                rescale(d, k == 0 ? 0.1 : -0.3, 5);
                if (k < 2) {
                  d.setInt(Tag.PixelPaddingValue, VR.SS, 7 + k);
                }
              });
      assertEquals("f32", volume.data().typeName());
      for (int offset = 0; offset < SliceFiles.PIXELS; offset++) {
        assertEquals(offset == 0, volume.isPadding(0, offset));
        assertEquals(offset == 1, volume.isPadding(1, offset));
        assertFalse(volume.isPadding(2, offset));
      }
    }

    @Test
    void of_floats_are_floats() throws Exception {
      Volume volume =
          load(
              2,
              (k, d) -> {
                SliceFiles.floats(d, -1.5f, 0, 1, 2, 3, 4);
                d.setDouble(Tag.FloatPixelPaddingValue, VR.FL, -1.5);
              });
      assertTrue(volume.isPadding(1, 0));
      assertFalse(volume.isPadding(1, 1));
    }

    @Test
    void are_nowhere_where_no_image_says_so() throws Exception {
      Volume volume = load(2, (k, d) -> SliceFiles.shorts(d, 0, 1, 2, 3, 4, 5));
      assertTrue(volume.padding().isEmpty());
      assertFalse(volume.isPadding(0, 0));
    }
  }

  @Nested
  @org.junit.jupiter.api.Tag("B25")
  class ColourImages {
    @Test
    void become_a_volume_in_colour() throws Exception {
      Volume volume =
          load(
              2,
              (k, d) ->
                  SliceFiles.colours(
                      d, "RGB", 1, 2, 3, 250, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, k));
      VoxelData.Rgb8 data = (VoxelData.Rgb8) volume.data();
      assertEquals(0xFA0506, data.rgb(0, 1));
      assertEquals(0x101101, data.rgb(1, 5));
      assertEquals(Rescale.IDENTITY, volume.rescale());
      assertEquals(0.299 * 250 + 0.587 * 5 + 0.114 * 6, value(volume, 1, 0, 0), 1e-9);
    }

    @Test
    void of_luminance_and_chrominance_are_converted() throws Exception {
      Volume volume =
          load(
              2,
              (k, d) ->
                  SliceFiles.colours(
                      d,
                      "YBR_FULL",
                      76,
                      85,
                      255,
                      150,
                      44,
                      21,
                      29,
                      255,
                      107,
                      0,
                      128,
                      128,
                      255,
                      128,
                      128,
                      100,
                      128,
                      128));
      VoxelData.Rgb8 data = (VoxelData.Rgb8) volume.data();
      int[] expected = {0xFE0000, 0x00FF01, 0x0000FE, 0, 0xFFFFFF, 0x646464};
      for (int n = 0; n < expected.length; n++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          int difference = (data.rgb(1, n) >> shift & 0xFF) - (expected[n] >> shift & 0xFF);
          assertTrue(Math.abs(difference) <= 1, n + ": " + Integer.toHexString(data.rgb(1, n)));
        }
      }
    }
  }

  @Nested
  @org.junit.jupiter.api.Tag("B24")
  class Presets {
    private List<DisplayPreset> presets(String function, double[] centres, double[] widths)
        throws Exception {
      return load(
              2,
              (k, d) -> {
                SliceFiles.shorts(d, 0, 1, 2, 3, 4, 5);
                d.setDouble(Tag.WindowCenter, VR.DS, centres);
                d.setDouble(Tag.WindowWidth, VR.DS, widths);
                d.setString(Tag.WindowCenterWidthExplanation, VR.LO, "SOFT", "LUNG");
                if (!function.isEmpty()) {
                  d.setString(Tag.VOILUTFunction, VR.CS, function);
                }
              })
          .display()
          .presets();
    }

    @Test
    void of_linear_windows_have_the_standards_half_values_and_a_name() throws Exception {
      assertEquals(
          List.of(
              new DisplayPreset("SOFT", new Window(-160, 239), ToneCurve.LINEAR),
              new DisplayPreset("LUNG", new Window(-1_350, 149), ToneCurve.LINEAR)),
          presets("", new double[] {40, -600}, new double[] {400, 1_500}));
    }

    @Test
    void of_exact_windows_have_none() throws Exception {
      assertEquals(
          List.of(new DisplayPreset("SOFT", new Window(0.25, 0.75), ToneCurve.LINEAR)),
          presets("LINEAR_EXACT", new double[] {0.5}, new double[] {0.5}));
    }

    @Test
    void of_senseless_widths_are_left_out() throws Exception {
      assertEquals(List.of(), presets("", new double[] {4, 4}, new double[] {0.5, 0}));
      assertEquals(List.of(), presets("LINEAR_EXACT", new double[] {4, 4}, new double[] {0, -3}));
      assertEquals(
          List.of(new DisplayPreset("LUNG", new Window(3, 4), ToneCurve.LINEAR)),
          presets("LINEAR", new double[] {9, 4}, new double[] {-1, 1}));
    }

    @Test
    void of_a_sigmoid_follow_its_curve() throws Exception {
      DisplayPreset preset = presets("SIGMOID", new double[] {50}, new double[] {100}).get(0);
      for (double x : new double[] {-100, -20, 0, 33, 50, 75, 120, 200}) {
        double expected = 1 / (1 + Math.exp(-4 * (x - 50) / 100));
        double found = preset.curve().brightness(preset.window().normalise(x));
        assertEquals(expected, found, 1e-3, "at " + x);
      }
    }

    @Test
    void of_a_table_follow_its_entries_after_the_windows() throws Exception {
      List<DisplayPreset> presets =
          load(
                  2,
                  (k, d) -> {
                    SliceFiles.shorts(d, 0, 1, 2, 3, 4, 5);
                    rescale(d, 1, -10);
                    d.setDouble(Tag.WindowCenter, VR.DS, 40);
                    d.setDouble(Tag.WindowWidth, VR.DS, 80);
                    SliceFiles.table(d, Tag.VOILUTSequence, -4, 12, 4_095, 2_000, 0, 1_000);
                    d.getNestedDataset(Tag.VOILUTSequence)
                        .setString(Tag.LUTExplanation, VR.LO, "BONE");
                  })
              .display()
              .presets();
      assertEquals(2, presets.size());
      DisplayPreset table = presets.get(1);
      assertEquals("BONE", table.name());
      double[] entries = {4_095, 4_095, 2_000, 0, 1_000, 1_000};
      for (int n = 0; n < entries.length; n++) {
        double place = table.window().normalise(n - 5);
        assertEquals(entries[n] / 4_095, table.curve().brightness(place), 1e-6, "at " + (n - 5));
      }
    }

    @Test
    void that_are_damaged_are_left_out() throws Exception {
      Volume volume =
          load(
              2,
              (k, d) -> {
                SliceFiles.shorts(d, 0, 1, 2, 3, 4, 5);
                d.newSequence(Tag.VOILUTSequence, 1).add(new Attributes());
              });
      assertEquals(List.of(), volume.display().presets());
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("B23")
  void an_inverted_image_keeps_its_values() throws Exception {
    Volume monochrome1 =
        load(
            2,
            (k, d) -> {
              SliceFiles.shorts(d, 0, 1, 2, 3, 4, 5);
              d.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1");
            });
    assertTrue(monochrome1.display().inverted());
    assertEquals(5, value(monochrome1, 2, 1, 0));
    Volume inverse =
        load(
            2,
            (k, d) -> {
              SliceFiles.shorts(d, 0, 1, 2, 3, 4, 5);
              d.setString(Tag.PresentationLUTShape, VR.CS, "INVERSE");
            });
    assertTrue(inverse.display().inverted());
    assertEquals(1, value(inverse, 1, 0, 0));
    Volume plain = load(2, (k, d) -> SliceFiles.shorts(d, 0, 1, 2, 3, 4, 5));
    assertFalse(plain.display().inverted());
  }
}
