package io.github.voxelclick.plugin.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.Display;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.ToneCurve;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.Window;
import io.github.voxelclick.volume.WorldPoint;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VolumeImageTest {
  private static final int NI = 5;
  private static final int NJ = 7;
  private static final int NK = 3;
  private static final DisplayPreset WINDOW = DisplayPreset.of(new Window(-160, 240));

  private static Volume volume(VoxelData data, Rescale rescale) {
    try {
      VolumeGeometry geometry =
          VolumeGeometry.regular(
              new GridSize(NI, NJ, NK),
              Affine.ofColumns(
                  new WorldPoint(0.7, 0, 0),
                  new WorldPoint(0, 1.1, 0),
                  new WorldPoint(0, 0, 2.5),
                  new WorldPoint(3, 4, 5)),
              Optional.empty());
      return new Volume(geometry, data, rescale, "CT", List.of());
    } catch (GeometryException e) {
      throw new AssertionError(e);
    }
  }

  /** A value that names its voxel, and is negative for some. */
  private static int stored(int k, int n) {
    return 100 * k + 3 * n - 60;
  }

  static Stream<Volume> all_sample_types() {
    byte[][] u8 = new byte[NK][NI * NJ];
    short[][] s16 = new short[NK][NI * NJ];
    short[][] u16 = new short[NK][NI * NJ];
    float[][] f32 = new float[NK][NI * NJ];
    double[][] f64 = new double[NK][NI * NJ];
    for (int k = 0; k < NK; k++) {
      for (int n = 0; n < NI * NJ; n++) {
        u8[k][n] = (byte) (stored(k, n) + 60);
        s16[k][n] = (short) stored(k, n);
        u16[k][n] = (short) (stored(k, n) + 40_000);
        f32[k][n] = stored(k, n) + 0.25f;
        f64[k][n] = stored(k, n) + 0.5;
      }
    }
    return Stream.of(
        volume(new VoxelData.U8(u8), Rescale.IDENTITY),
        volume(new VoxelData.U8(u8), new Rescale(2, -30)),
        volume(new VoxelData.S16(s16), Rescale.IDENTITY),
        volume(new VoxelData.S16(s16), new Rescale(1, -1024)),
        volume(new VoxelData.S16(s16), new Rescale(0.5, 7)),
        volume(new VoxelData.U16(u16), Rescale.IDENTITY),
        volume(new VoxelData.U16(u16), new Rescale(1, -40_000)),
        volume(new VoxelData.F32(f32), Rescale.IDENTITY),
        volume(new VoxelData.F32(f32), new Rescale(3, 1)),
        volume(new VoxelData.F64(f64), new Rescale(-2, 1)));
  }

  @ParameterizedTest
  @MethodSource("all_sample_types")
  void every_pixel_shows_the_value_of_its_voxel(Volume volume) {
    ImagePlus image = VolumeImage.of("test", volume, WINDOW);
    assertArrayEquals(new int[] {NI, NJ, 1, NK, 1}, image.getDimensions());
    for (int k = 0; k < NK; k++) {
      ImageProcessor ip = image.getStack().getProcessor(k + 1);
      for (int j = 0; j < NJ; j++) {
        for (int i = 0; i < NI; i++) {
          double shown =
              image.getBitDepth() == 32
                  ? ip.getf(i, j)
                  : image.getCalibration().getCValue(ip.get(i, j));
          assertEquals(volume.value(new VoxelIndex(i, j, k)), shown, 1e-4, i + "," + j + "," + k);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all_sample_types")
  void the_window_is_shown_from_black_to_white(Volume volume) {
    ImagePlus image = VolumeImage.of("test", volume, WINDOW);
    boolean raw = image.getBitDepth() == 32;
    double low = image.getDisplayRangeMin();
    double high = image.getDisplayRangeMax();
    double slope = raw ? 1 : volume.rescale().slope();
    if (image.getBitDepth() == 32 || volume.data() instanceof VoxelData.S16) {
      assertEquals(-160, raw ? low : cValue(image, low), slope);
      assertEquals(240, raw ? high : cValue(image, high), slope);
    }
    assertTrue(low < high);
  }

  private static double cValue(ImagePlus image, double rawValue) {
    double[] c = image.getCalibration().getCoefficients();
    return c[0] + c[1] * rawValue;
  }

  @Test
  @Tag("B25")
  void colours_are_shown_as_they_are() {
    byte[][] rgb = new byte[NK][3 * NI * NJ];
    for (int k = 0; k < NK; k++) {
      for (int n = 0; n < NI * NJ; n++) {
        rgb[k][3 * n] = (byte) (10 * k);
        rgb[k][3 * n + 1] = (byte) (250 - n);
        rgb[k][3 * n + 2] = (byte) (7 * n);
      }
    }
    Volume volume = volume(new VoxelData.Rgb8(rgb), Rescale.IDENTITY);
    ImagePlus image = VolumeImage.of("test", volume, WINDOW);
    assertEquals(24, image.getBitDepth());
    int n = 3 + 4 * NI;
    assertArrayEquals(
        new int[] {20, 250 - n, 7 * n},
        image.getStack().getProcessor(3).getPixel(3, 4, (int[]) null));
    double luminance = 0.299 * 20 + 0.587 * (250 - n) + 0.114 * (7 * n);
    assertEquals(luminance, volume.value(new VoxelIndex(3, 4, 2)), 1e-9);
  }

  /** Brightness 0..255 of a pixel as it is painted. */
  private static int painted(ImagePlus image, int slice, int i, int j) {
    image.setSlice(slice);
    return image.getProcessor().createImage() instanceof BufferedImage painted
        ? painted.getRGB(i, j) & 0xff
        : -1;
  }

  private static Volume inverted(Volume v) {
    Display display = new Display(List.of(), true);
    return new Volume(v.geometry(), v.data(), v.rescale(), "CR", display, Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("all_sample_types")
  @Tag("B23")
  void inverting_turns_black_to_white_on_every_slice_and_changes_no_value(Volume volume) {
    Volume inverted = inverted(volume);
    ImagePlus image = VolumeImage.of("test", volume, WINDOW);
    ImagePlus negative = VolumeImage.of("test", inverted, WINDOW);
    for (int slice = 1; slice <= NK; slice++) {
      assertEquals(255 - painted(image, slice, 4, 2), painted(negative, slice, 4, 2), 1);
    }
    assertEquals(image.getProcessor().getf(4, 2), negative.getProcessor().getf(4, 2));
    VoxelIndex v = new VoxelIndex(4, 2, 1);
    assertEquals(volume.value(v), inverted.value(v));
  }

  @Test
  @Tag("B24")
  void brightness_follows_the_curve_of_the_preset_on_every_slice() {
    Volume volume = all_sample_types().skip(7).findFirst().orElseThrow();
    ToneCurve curve = ToneCurve.through(0, 0.9, 1);
    DisplayPreset preset = new DisplayPreset("", WINDOW.window(), curve);
    ImagePlus image = VolumeImage.of("test", volume, preset);
    for (int k = 0; k < NK; k++) {
      double value = volume.value(new VoxelIndex(3, 5, k));
      double expected = 255 * curve.brightness(WINDOW.window().normalise(value));
      assertEquals(expected, painted(image, k + 1, 3, 5), 2, "slice " + k);
    }
  }

  @Test
  void spacing_and_unit_reach_imagej() {
    ImagePlus image = VolumeImage.of("test", all_sample_types().findFirst().orElseThrow(), WINDOW);
    assertEquals(0.7, image.getCalibration().pixelWidth, 1e-9);
    assertEquals(1.1, image.getCalibration().pixelHeight, 1e-9);
    assertEquals(2.5, image.getCalibration().pixelDepth, 1e-9);
    assertEquals("mm", image.getCalibration().getUnit());
  }

  @ParameterizedTest
  @MethodSource("all_sample_types")
  void what_imagej_writes_into_its_pixels_never_reaches_the_volume(Volume volume) {
    ImagePlus image = VolumeImage.of("test", volume, WINDOW);
    VoxelIndex v = new VoxelIndex(2, 3, 1);
    double before = volume.value(v);
    ImageProcessor ip = image.getStack().getProcessor(2);
    ip.setValue(0);
    ip.fill();
    assertEquals(before, volume.value(v));
    assertEquals(NK, image.getStackSize());
  }

  @Test
  void slice_labels_count_from_zero() {
    ImagePlus image = VolumeImage.of("test", all_sample_types().findFirst().orElseThrow(), WINDOW);
    String label = image.getStack().getSliceLabel(2);
    assertNotNull(label);
    assertTrue(label.startsWith("k=1 (7.5 mm"), label);
  }
}
