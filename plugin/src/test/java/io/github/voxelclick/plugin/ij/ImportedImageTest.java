package io.github.voxelclick.plugin.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.plugin.task.MaskSaver;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stacks of 5 x 7 x 3 pixels whose values name column, row and slice. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImportedImageTest {
  @TempDir private Path folder;

  private static ImagePlus image(int bits, int slices) {
    ImageStack stack = new ImageStack(5, 7);
    for (int k = 0; k < slices; k++) {
      ImageProcessor ip = IJ.createImage("", bits(bits), 5, 7, 1).getProcessor();
      for (int j = 0; j < 7; j++) {
        for (int i = 0; i < 5; i++) {
          if (bits == 32) {
            ip.setf(i, j, value(i, j, k) + 0.25f);
          } else {
            ip.set(i, j, bits == 24 ? 0xff000000 | 65793 * i + 300 * j + k : value(i, j, k));
          }
        }
      }
      stack.addSlice(ip);
    }
    return new ImagePlus("of a patient", stack);
  }

  private static String bits(int bits) {
    return bits == 24 ? "rgb black" : bits + "-bit black";
  }

  private static int value(int i, int j, int k) {
    return i + 5 * j + 35 * k;
  }

  private static List<String> codes(OpenedVolume opened) {
    return opened.warnings().stream().map(ReadWarning::code).toList();
  }

  private static void calibrate(ImagePlus image, String unit, double x, double y, double z) {
    Calibration c = new Calibration();
    c.setUnit(unit);
    c.pixelWidth = x;
    c.pixelHeight = y;
    c.pixelDepth = z;
    image.setCalibration(c);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32})
  void grey_pixels_are_voxels_of_the_same_value(int bits) throws VolumeException {
    ImagePlus image = image(bits, 3);
    calibrate(image, "mm", 0.7, 1.1, 2.5);
    OpenedVolume opened = ImportedImage.of(image);
    assertEquals(List.of(), opened.warnings());
    assertEquals("5x7x3", opened.volume().size().toString());
    assertArrayEquals(new double[] {0.7, 1.1, 2.5}, opened.volume().geometry().spacingMm(), 1e-12);
    assertEquals("LPH", opened.volume().geometry().orientation());
    for (int k = 0; k < 3; k++) {
      for (int j = 0; j < 7; j++) {
        for (int i = 0; i < 5; i++) {
          double expected = value(i, j, k) + (bits == 32 ? 0.25 : 0);
          assertEquals(expected, opened.volume().value(new VoxelIndex(i, j, k)));
        }
      }
    }
    image.getStack().getProcessor(2).set(0);
    assertEquals(bits == 32 ? 35.25 : 35, opened.volume().value(new VoxelIndex(0, 0, 1)), "a copy");
    assertTrue(opened.dicomSource().isEmpty() && opened.niftiHeader().isEmpty());
  }

  @Test
  void colours_keep_their_three_parts() throws VolumeException {
    VoxelData data = ImportedImage.of(image(24, 3)).volume().data();
    VoxelData.Rgb8 colours = (VoxelData.Rgb8) data;
    for (int n = 0; n < 35; n++) {
      assertEquals(65793 * (n % 5) + 300 * (n / 5) + 2, colours.rgb(2, n));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "\u00b5m,0.001",
    "um,0.001",
    "micron,0.001",
    "microns,0.001",
    "MM,1",
    "cm,10",
    "inch,25.4",
    "inches,25.4",
    "nm,0.000001",
    "meters,1000"
  })
  void units_of_length_become_mm(String unit, double mm) throws VolumeException {
    ImagePlus image = image(8, 3);
    calibrate(image, unit, 2, 3, 5);
    OpenedVolume opened = ImportedImage.of(image);
    assertEquals(List.of(), opened.warnings());
    assertTrue(ImportedImage.isMeasured(opened));
    double[] spacing = opened.volume().geometry().spacingMm();
    assertArrayEquals(new double[] {2 * mm, 3 * mm, 5 * mm}, spacing, 1e-9 * mm);
  }

  @ParameterizedTest
  @CsvSource({"pixel,1,1,1", "sec,1,2,3", "mm,0,1,1", "mm,1,1,NaN", "mm,1,-2,1", "'',1,1,1"})
  void what_is_no_length_is_one_mm_and_told(String unit, double x, double y, double z)
      throws VolumeException {
    ImagePlus image = image(8, 3);
    calibrate(image, unit, x, y, z);
    OpenedVolume opened = ImportedImage.of(image);
    assertEquals(List.of("no-spacing"), codes(opened));
    assertFalse(ImportedImage.isMeasured(opened));
    assertArrayEquals(new double[] {1, 1, 1}, opened.volume().geometry().spacingMm(), 1e-12);
  }

  @Test
  void a_straight_line_is_a_rescale_and_anything_else_is_told() throws VolumeException {
    ImagePlus image = image(16, 3);
    calibrate(image, "mm", 1, 1, 1);
    image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] {-1024, 2}, "HU");
    image.setDisplayRange(10, 90);
    OpenedVolume linear = ImportedImage.of(image);
    assertEquals(2 * value(4, 6, 2) - 1024, linear.volume().value(new VoxelIndex(4, 6, 2)));
    assertEquals(
        image.getCalibration().getCValue(value(4, 6, 2)),
        linear.volume().value(new VoxelIndex(4, 6, 2)));
    assertEquals(List.of(new Window(-1004, -844)), linear.volume().windows());
    image.getCalibration().setFunction(Calibration.POLY2, new double[] {1, 2, 3}, "x");
    OpenedVolume curved = ImportedImage.of(image);
    assertEquals(List.of("calibration-function"), codes(curved));
    assertEquals(value(4, 6, 2), curved.volume().value(new VoxelIndex(4, 6, 2)));
  }

  @Test
  void of_a_hyperstack_the_channel_and_frame_that_are_shown_are_taken() throws VolumeException {
    ImagePlus image = image(8, 2 * 3 * 1);
    image.setDimensions(2, 3, 1);
    image.setOpenAsHyperStack(true);
    calibrate(image, "mm", 1, 1, 1);
    image.setPosition(2, 1, 1);
    OpenedVolume opened = ImportedImage.of(image);
    assertEquals(3, opened.volume().size().k());
    for (int k = 0; k < 3; k++) { // channels lie next to each other in the stack
      assertEquals(value(1, 2, 2 * k + 1), opened.volume().value(new VoxelIndex(1, 2, k)));
    }
    assertEquals(List.of("other-planes"), codes(opened));
    assertFalse(opened.warnings().get(0).message().contains("Properties"));
    image.setDimensions(1, 1, 6);
    image.setPosition(1, 1, 4);
    OpenedVolume film = ImportedImage.of(image);
    assertEquals(1, film.volume().size().k());
    assertEquals(value(0, 0, 3), film.volume().value(new VoxelIndex(0, 0, 0)));
    assertTrue(film.warnings().get(0).message().contains("Properties"));
  }

  @Test
  void what_has_no_pixels_is_refused() {
    ImagePlus empty = new ImagePlus();
    VolumeException e = assertThrows(VolumeException.class, () -> ImportedImage.of(empty));
    assertTrue(e.getMessage().contains("no pixels"), e.getMessage());
  }

  @Test
  void its_masks_are_saved_as_nifti_in_their_place() throws VolumeException {
    ImagePlus image = image(8, 3);
    calibrate(image, "um", 700, 1100, 2500);
    OpenedVolume opened = ImportedImage.of(image);
    Mask mask =
        Mask.empty(opened.volume().size())
            .withSlice(SlicePlane.k(2), SliceMask.of(5, 7, (c, r) -> c == 4 && r > 2));
    Segment segment =
        new Segment(
            3,
            "cell",
            CodedConcept.TISSUE,
            CodedConcept.TISSUE,
            new Segment.Rgb(1, 2, 3),
            Segment.Algorithm.MANUAL,
            "",
            "");
    Segmentation masks =
        new Segmentation(
            opened.volume().geometry(), List.of(new Segmentation.Entry(segment, mask)));
    MaskSaver saver = new MaskSaver(opened, Optional.empty());
    Path out = folder.resolve("cell.nii.gz");
    saver.save(
        masks, io.github.voxelclick.plugin.task.Installation.producer(), out, Progress.none());
    var read = NiftiReader.read(out, Progress.none()).volume();
    assertTrue(read.geometry().matches(opened.volume().geometry(), 1e-5));
    for (int n = 0; n < 105; n++) {
      VoxelIndex v = new VoxelIndex(n % 5, n / 5 % 7, n / 35);
      assertEquals(v.k() == 2 && v.i() == 4 && v.j() > 2 ? 3 : 0, read.value(v));
    }
    Path seg = folder.resolve("cell.dcm");
    VolumeException e = assertThrows(VolumeException.class, () -> saver.check(seg));
    assertTrue(e.getMessage().contains("must refer to DICOM images"), e.getMessage());
  }
}
