package io.github.voxelclick.plugin.ij;

import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.Display;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelMemory;
import io.github.voxelclick.volume.Window;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Makes a volume of any image that ImageJ has open. The samples are copied, since ImageJ's commands
 * write into them. Used once.
 */
public final class ImportedImage {
  /** ImageJ's names of units of length, in mm. */
  private static final Map<String, Double> MILLIMETRES =
      Map.ofEntries(
          Map.entry("mm", 1.0),
          Map.entry("millimeter", 1.0),
          Map.entry("millimetre", 1.0),
          Map.entry("cm", 10.0),
          Map.entry("centimeter", 10.0),
          Map.entry("centimetre", 10.0),
          Map.entry("m", 1000.0),
          Map.entry("meter", 1000.0),
          Map.entry("metre", 1000.0),
          Map.entry("inch", 25.4),
          Map.entry("inche", 25.4), // of "inches"
          Map.entry("in", 25.4),
          Map.entry("\u00b5m", 1e-3),
          Map.entry("\u03bcm", 1e-3),
          Map.entry("um", 1e-3),
          Map.entry("micron", 1e-3),
          Map.entry("micrometer", 1e-3),
          Map.entry("micrometre", 1e-3),
          Map.entry("nm", 1e-6),
          Map.entry("nanometer", 1e-6),
          Map.entry("nanometre", 1e-6));

  private static final String NO_SPACING = "no-spacing";

  private final ImagePlus image;
  private final int channel;
  private final int frame;
  private final List<ReadWarning> warnings = new ArrayList<>();

  private ImportedImage(ImagePlus image) {
    this.image = image;
    this.channel = image.getC();
    this.frame = image.getT();
  }

  /**
   * Copies an image: of 8, 16 or 32 bits or RGB; of a hyperstack the channel and frame shown now.
   * Column, row and slice become i, j and k, which point to the left, to the back and to the head
   * of a patient that is not there.
   *
   * @return spacing from the image's calibration in mm, 1 mm with a warning where that has no unit
   *     of length; values from its calibration function where it is a straight line, else raw ones
   *     with a warning
   * @throws VolumeException when there are no pixels, or they do not fit into memory
   */
  public static OpenedVolume of(ImagePlus image) throws VolumeException {
    return new ImportedImage(image).open();
  }

  /**
   * As {@link #of}, of the image whose window is in front.
   *
   * @throws VolumeException also when there is none, or it is one of ours already
   */
  public static OpenedVolume ofCurrent() throws VolumeException {
    ImagePlus current = WindowManager.getCurrentImage();
    if (current == null) {
      throw new JobException("No image is open. Open one with ImageJ first.");
    }
    if (VolumeView.of(current).isPresent()) {
      throw new JobException(
          "The image in front was opened by VoxelClick already. Choose the window of another one.");
    }
    return of(current);
  }

  /** Whether it is known how large the voxels of a volume are; false where 1 mm was assumed. */
  public static boolean isMeasured(OpenedVolume opened) {
    return opened.warnings().stream().noneMatch(w -> w.code().equals(NO_SPACING));
  }

  private OpenedVolume open() throws VolumeException {
    if (image.getStackSize() < 1 || image.getWidth() < 1 || image.getHeight() < 1) {
      throw new JobException(
          "The image in front has no pixels. Choose the window of an image or a stack.");
    }
    GridSize size = new GridSize(image.getWidth(), image.getHeight(), image.getNSlices());
    tellWhatIsLeftOut();
    int bytes = image.getBitDepth() == 24 ? 3 : image.getBitDepth() / 8;
    VoxelMemory.require(size.voxels() * bytes);
    VoxelData data = samples(size);
    Rescale rescale = rescale();
    Volume volume =
        new Volume(geometry(size), data, rescale, "", display(rescale), Optional.empty());
    return OpenedVolume.inMemory(volume, warnings);
  }

  private void warn(String code, String message) {
    warnings.add(new ReadWarning(code, message));
  }

  private void tellWhatIsLeftOut() {
    if (image.getNChannels() > 1 || image.getNFrames() > 1) {
      String hint =
          image.getNSlices() == 1
              ? " If the others are slices, say so first in Image > Properties...."
              : "";
      warn(
          "other-planes",
          "Channel "
              + channel
              + " of "
              + image.getNChannels()
              + " and frame "
              + frame
              + " of "
              + image.getNFrames()
              + " were taken; the others are left out."
              + hint);
    }
    if (image.getType() == ImagePlus.COLOR_256) {
      warn(
          "colour-table",
          "The image's colour table is left out; its pixels are taken as grey values.");
    }
  }

  private VoxelData samples(GridSize size) throws JobException {
    ImageStack stack = image.getStack();
    int slices = size.k();
    byte[][] bytes = new byte[slices][];
    short[][] shorts = new short[slices][];
    float[][] floats = new float[slices][];
    long notFinite = 0;
    for (int k = 0; k < slices; k++) {
      ImageProcessor ip = stack.getProcessor(image.getStackIndex(channel, k + 1, frame));
      if (ip instanceof ByteProcessor b) {
        bytes[k] = ((byte[]) b.getPixels()).clone();
      } else if (ip instanceof ShortProcessor s) {
        shorts[k] = ((short[]) s.getPixels()).clone();
      } else if (ip instanceof FloatProcessor f) {
        floats[k] = ((float[]) f.getPixels()).clone();
        notFinite += countNotFinite(floats[k]);
      } else if (ip instanceof ColorProcessor c) {
        bytes[k] = colours((int[]) c.getPixels());
      } else {
        throw new JobException(
            "The image in front has pixels of "
                + image.getBitDepth()
                + " bits; expected 8, 16, 32 bits or RGB. Convert it with Image > Type.");
      }
    }
    if (notFinite > 0) {
      warn("not-finite", notFinite + " pixels are infinite or not a number; kept as they are.");
    }
    return switch (image.getBitDepth()) {
      case 8 -> new VoxelData.U8(bytes);
      case 16 -> new VoxelData.U16(shorts);
      case 24 -> new VoxelData.Rgb8(bytes);
      default -> new VoxelData.F32(floats);
    };
  }

  private static long countNotFinite(float[] pixels) {
    long count = 0;
    for (float f : pixels) {
      count += Float.isFinite(f) ? 0 : 1;
    }
    return count;
  }

  private static byte[] colours(int[] pixels) {
    byte[] rgb = new byte[3 * pixels.length];
    for (int n = 0; n < pixels.length; n++) {
      rgb[3 * n] = (byte) (pixels[n] >> 16);
      rgb[3 * n + 1] = (byte) (pixels[n] >> 8);
      rgb[3 * n + 2] = (byte) pixels[n];
    }
    return rgb;
  }

  /** ImageJ has a calibration of values for 8 and 16 bits only. */
  private Rescale rescale() {
    Calibration c = image.getCalibration();
    boolean integers = image.getBitDepth() == 8 || image.getBitDepth() == 16;
    if (!integers || c.getFunction() == Calibration.NONE) {
      return Rescale.IDENTITY;
    }
    double[] line = c.getCoefficients();
    if (c.getFunction() == Calibration.STRAIGHT_LINE
        && line != null
        && line.length >= 2
        && Double.isFinite(line[0])
        && Double.isFinite(line[1])
        && line[1] != 0) {
      return new Rescale(line[1], line[0]);
    }
    warn(
        "calibration-function",
        "The image's calibration function is no straight line: raw pixel values are used.");
    return Rescale.IDENTITY;
  }

  private Display display(Rescale rescale) {
    if (image.getBitDepth() == 24) {
      return Display.NONE;
    }
    double a = rescale.apply(image.getDisplayRangeMin());
    double b = rescale.apply(image.getDisplayRangeMax());
    boolean usable = Double.isFinite(a) && Double.isFinite(b) && a != b;
    return new Display(
        usable ? List.of(DisplayPreset.of(new Window(Math.min(a, b), Math.max(a, b)))) : List.of(),
        image.isInvertedLut());
  }

  private VolumeGeometry geometry(GridSize size) throws GeometryException {
    double[] mm = spacingMm().orElse(new double[] {1, 1, 1});
    return VolumeGeometry.regular(
        size,
        Affine.ofColumns(
            new WorldPoint(mm[0], 0, 0),
            new WorldPoint(0, mm[1], 0),
            new WorldPoint(0, 0, mm[2]),
            new WorldPoint(0, 0, 0)),
        Optional.empty());
  }

  /** Empty, with a warning, where the image does not say. */
  private Optional<double[]> spacingMm() {
    Calibration c = image.getCalibration();
    OptionalDouble x = millimetres(c.pixelWidth, c.getXUnit());
    OptionalDouble y = millimetres(c.pixelHeight, c.getYUnit());
    OptionalDouble z = millimetres(c.pixelDepth, c.getZUnit());
    if (x.isPresent() && y.isPresent() && z.isPresent()) {
      return Optional.of(new double[] {x.getAsDouble(), y.getAsDouble(), z.getAsDouble()});
    }
    warn(
        NO_SPACING,
        "The image does not say how large its voxels are in a unit of length, so 1 x 1 x 1 mm is"
            + " assumed and volumes are wrong. Set unit, width, height and depth in Image >"
            + " Properties... first.");
    return Optional.empty();
  }

  private static OptionalDouble millimetres(double size, String unit) {
    String name = unit.strip().toLowerCase(Locale.ROOT);
    Double factor = MILLIMETRES.get(name);
    if (factor == null && name.endsWith("s")) {
      factor = MILLIMETRES.get(name.substring(0, name.length() - 1));
    }
    boolean known = factor != null && Double.isFinite(size) && size > 0;
    return known ? OptionalDouble.of(size * factor) : OptionalDouble.empty();
  }
}
