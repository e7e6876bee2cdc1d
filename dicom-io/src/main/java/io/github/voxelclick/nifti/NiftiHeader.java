package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A header of NIfTI-1, NIfTI-2 or Analyze 7.5, checked: grid, place, number of volumes, sample type
 * and scaling. It keeps the header's own bytes, so that a mask of the image can be written with
 * exactly its place. Immutable.
 */
public final class NiftiHeader {
  /** No extension is this large; a header that says so is damaged. */
  private static final int MAX_DATA_OFFSET = 256 << 20;

  /** Intent codes of CIFTI-2, whose matrices over brain surfaces are no images. */
  private static final int FIRST_CIFTI_INTENT = 3000;

  private static final int LAST_CIFTI_INTENT = 3099;

  private final NiftiFields fields;
  private final NiftiDimensions dimensions;
  private final NiftiDataType type;
  private final int dataOffset;
  private final Rescale rescale;
  private final NiftiOrientation orientation;
  private final VolumeGeometry geometry;
  private final List<ReadWarning> warnings;

  /**
   * Checks a header.
   *
   * @throws NiftiReadException when it cannot be trusted or the image is of a kind that is not read
   */
  NiftiHeader(NiftiFields fields) throws NiftiReadException {
    List<ReadWarning> tolerated = new ArrayList<>();
    this.fields = fields;
    checkIntent(fields);
    type = NiftiDataType.ofCode((int) fields.number(HeaderField.DATATYPE));
    dimensions = NiftiDimensions.of(fields, type.isColour() ? 3 : 1);
    dataOffset = dataOffsetOf(fields, tolerated);
    rescale = type.isColour() ? Rescale.IDENTITY : rescaleOf(fields, tolerated);
    checkPixdim(fields, dimensions, tolerated);
    orientation = NiftiOrientation.of(fields, dimensions.size(), tolerated);
    double unitMm = unitOf(fields, tolerated);
    try {
      geometry =
          VolumeGeometry.regular(
              dimensions.size(),
              NiftiOrientation.toLps(orientation.affineRas(), unitMm),
              Optional.empty());
    } catch (GeometryException e) {
      throw new NiftiReadException(
          "The NIfTI header does not say where the image lies: " + e.getMessage(), e);
    }
    checkType(tolerated);
    warnings = List.copyOf(tolerated);
  }

  private static void checkIntent(NiftiFields fields) throws NiftiReadException {
    int intent = (int) fields.number(HeaderField.INTENT_CODE);
    if (fields.form() != NiftiFields.Form.ANALYZE
        && intent >= FIRST_CIFTI_INTENT
        && intent <= LAST_CIFTI_INTENT) {
      throw new NiftiReadException(
          "The file holds CIFTI data (intent code "
              + intent
              + "), a matrix over brain surfaces; expected an image. Choose an image.");
    }
  }

  /** Bytes that the samples of one volume take in memory, at least. */
  public long memoryBytes() {
    return geometry.size().voxels() * type.bytesInMemory();
  }

  private void checkType(List<ReadWarning> tolerated) {
    int bits = (int) fields.number(HeaderField.BITPIX);
    if (bits != 8 * type.bytes()) {
      tolerated.add(
          new ReadWarning(
              "bitpix",
              "The NIfTI header says "
                  + bits
                  + " bits per sample, its sample type has "
                  + 8 * type.bytes()
                  + "; the type was believed."));
    }
    if (type == NiftiDataType.RGBA32) {
      tolerated.add(
          new ReadWarning("alpha", "The transparency (alpha) of the NIfTI file was ignored."));
    }
  }

  private static int dataOffsetOf(NiftiFields fields, List<ReadWarning> tolerated)
      throws NiftiReadException {
    double offset = fields.number(HeaderField.VOX_OFFSET);
    int first = fields.form() == NiftiFields.Form.SINGLE ? fields.version().firstDataOffset() : 0;
    if (offset == 0 && first > 0) {
      tolerated.add(
          new ReadWarning(
              "vox-offset",
              "The NIfTI header does not say where samples begin; " + first + " was assumed."));
      return first;
    }
    if (!(offset >= first && offset <= MAX_DATA_OFFSET) || offset != (int) offset) {
      throw new NiftiReadException(
          "The NIfTI header places the samples at byte "
              + offset
              + ", expected a whole number from "
              + first
              + ". The header is damaged.");
    }
    return (int) offset;
  }

  /** A slope of zero, or one that is not finite, means that samples are values. */
  private static Rescale rescaleOf(NiftiFields fields, List<ReadWarning> tolerated)
      throws NiftiReadException {
    double slope = fields.number(HeaderField.SCL_SLOPE);
    double intercept = fields.number(HeaderField.SCL_INTER);
    if (slope == 0 || !Double.isFinite(slope)) {
      return Rescale.IDENTITY;
    }
    if (fields.form() == NiftiFields.Form.ANALYZE) {
      return analyzeRescale(slope, tolerated);
    }
    if (!Double.isFinite(intercept)) {
      throw new NiftiReadException(
          "The NIfTI header scales by "
              + slope
              + " and adds "
              + intercept
              + "; expected a finite number.");
    }
    return new Rescale(slope, intercept);
  }

  /** SPM keeps a factor where NIfTI has its slope; Analyze itself leaves the field unused. */
  private static Rescale analyzeRescale(double slope, List<ReadWarning> tolerated) {
    if (slope != 1) {
      tolerated.add(
          new ReadWarning(
              "analyze-scale",
              "The Analyze header holds a factor of "
                  + slope
                  + " as SPM writes it; samples were multiplied by it."));
    }
    return new Rescale(slope, 0);
  }

  private static void checkPixdim(
      NiftiFields fields, NiftiDimensions dimensions, List<ReadWarning> tolerated)
      throws NiftiReadException {
    int[] extents = {dimensions.size().i(), dimensions.size().j(), dimensions.size().k()};
    for (int n = 1; n <= 3; n++) {
      double step = fields.number(HeaderField.PIXDIM, n);
      if (!Double.isFinite(step)) {
        throw new NiftiReadException(
            "The NIfTI header gives a voxel size of " + step + "; expected a positive number.");
      }
      if (step <= 0 && extents[n - 1] > 1) {
        tolerated.add(
            new ReadWarning(
                "pixdim",
                "The NIfTI header gives a voxel size of "
                    + step
                    + " along dimension "
                    + n
                    + "; "
                    + fields.pixdim(n)
                    + " was assumed."));
      }
    }
  }

  private static double unitOf(NiftiFields fields, List<ReadWarning> tolerated) {
    return switch (fields.units() & 7) {
      case 0, 2 -> 1;
      case 1 -> converted("metres", 1000, tolerated);
      case 3 -> converted("micrometres", 0.001, tolerated);
      default -> {
        tolerated.add(
            new ReadWarning(
                "unit",
                "The NIfTI file counts in a unit of length that is not defined; mm were"
                    + " assumed."));
        yield 1;
      }
    };
  }

  private static double converted(String unit, double mm, List<ReadWarning> tolerated) {
    tolerated.add(
        new ReadWarning("unit", "The NIfTI file counts in " + unit + "; converted to mm."));
    return mm;
  }

  /** Grid and place of each volume, mm LPS. */
  public VolumeGeometry geometry() {
    return geometry;
  }

  /** How many volumes of this grid the file holds, at least 1. */
  public int volumes() {
    return dimensions.volumes();
  }

  /**
   * What tells a volume from the others of the file, such as "time point 3 of 11".
   *
   * @param volume from zero
   * @return empty where there is one volume only
   */
  public String variant(int volume) {
    return dimensions.variant(volume, fields.units());
  }

  /**
   * Voxel index to RAS in the file's own unit: what other readers of NIfTI call the affine.
   *
   * @return 16 numbers, row by row; a copy
   */
  public double[] affineRas() {
    return orientation.affineRas().clone();
  }

  /**
   * Whether the file says how the image lies in the patient; if not, left and right are a guess.
   */
  public boolean hasOrientation() {
    return orientation.method() != NiftiOrientation.Method.PIXDIM;
  }

  /** What the header says that had to be tolerated. */
  public List<ReadWarning> warnings() {
    return warnings;
  }

  /** The display range that the header proposes, in scaled values; empty or one. */
  List<Window> windows() {
    double low = fields.number(HeaderField.CAL_MIN);
    double high = fields.number(HeaderField.CAL_MAX);
    return low < high && Double.isFinite(high - low) ? List.of(new Window(low, high)) : List.of();
  }

  NiftiFields fields() {
    return fields;
  }

  NiftiDataType type() {
    return type;
  }

  /** Bytes from the start of the (unpacked) file of the samples to the first sample. */
  int dataOffset() {
    return dataOffset;
  }

  /** Bytes of the samples of one volume in the file. */
  long volumeBytes() {
    return geometry.size().voxels() * type.bytes();
  }

  Rescale rescale() {
    return rescale;
  }
}
