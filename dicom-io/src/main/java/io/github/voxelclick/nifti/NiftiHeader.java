package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A NIfTI-1 header of one three-dimensional image, checked: grid, place, sample type and scaling.
 * It keeps the header's own bytes, so that a mask of the image can be written with exactly its
 * place. Immutable.
 */
public final class NiftiHeader {
  /** Bytes before the samples where there is no extension: the header and four flags. */
  static final int FIRST_DATA_OFFSET = 352;

  /** No extension is this large; a header that says so is damaged. */
  private static final int MAX_DATA_OFFSET = 256 << 20;

  private static final int NIFTI_2_BYTES = 540;

  private final NiftiFields fields;
  private final NiftiDataType type;
  private final int dataOffset;
  private final Rescale rescale;
  private final NiftiOrientation orientation;
  private final VolumeGeometry geometry;
  private final List<ReadWarning> warnings;

  private NiftiHeader(NiftiFields fields) throws NiftiReadException {
    List<ReadWarning> tolerated = new ArrayList<>();
    this.fields = fields;
    GridSize size = sizeOf(fields);
    type = NiftiDataType.ofCode(fields.datatype());
    dataOffset = dataOffsetOf(fields, tolerated);
    rescale = rescaleOf(fields);
    checkPixdim(fields, tolerated);
    orientation = NiftiOrientation.of(fields, tolerated);
    double unitMm = unitOf(fields, tolerated);
    try {
      geometry =
          VolumeGeometry.regular(
              size, NiftiOrientation.toLps(orientation.affineRas(), unitMm), Optional.empty());
    } catch (GeometryException e) {
      throw new NiftiReadException(
          "The NIfTI header does not say where the image lies: " + e.getMessage(), e);
    }
    if (fields.bitpix() != 8 * type.bytes()) {
      tolerated.add(
          new ReadWarning(
              "bitpix",
              "The NIfTI header says "
                  + fields.bitpix()
                  + " bits per sample, its sample type has "
                  + 8 * type.bytes()
                  + "; the type was believed."));
    }
    warnings = List.copyOf(tolerated);
  }

  /**
   * Checks a header.
   *
   * @param header at least 348 bytes from the start of the (unpacked) file
   * @throws NiftiReadException when this is no NIfTI-1 header of one 3-D image, or cannot be
   *     trusted
   */
  static NiftiHeader parse(byte[] header) throws NiftiReadException {
    NiftiFields fields = new NiftiFields(header);
    checkFormat(fields);
    return new NiftiHeader(fields);
  }

  private static void checkFormat(NiftiFields fields) throws NiftiReadException {
    int size = fields.headerSize();
    if (size == NIFTI_2_BYTES || Integer.reverseBytes(size) == NIFTI_2_BYTES) {
      throw new NiftiReadException(
          "This is a NIfTI-2 file, which is not read yet; expected NIfTI-1. Convert it to"
              + " NIfTI-1.");
    }
    if (size != NiftiFields.BYTES) {
      throw new NiftiReadException(
          "This is no NIfTI-1 file: its first number is " + size + ", expected 348.");
    }
    if (fields.magic(0) != 'n' || fields.magic(2) != '1' || fields.magic(3) != 0) {
      throw new NiftiReadException(
          "The file has a header as Analyze 7.5 but not the mark of NIfTI-1 (n+1); its left and"
              + " right are not known. Convert it to .nii.");
    }
    if (fields.magic(1) == 'i') {
      throw new NiftiReadException(
          "This is one half of a NIfTI pair (.hdr and .img), which is not read; expected a single"
              + " .nii or .nii.gz file. Convert it to .nii.");
    }
    if (fields.magic(1) != '+') {
      throw new NiftiReadException("The mark of the NIfTI file is damaged; expected n+1.");
    }
  }

  private static GridSize sizeOf(NiftiFields fields) throws NiftiReadException {
    int dimensions = fields.dim(0);
    if (dimensions < 1 || dimensions > 7) {
      throw new NiftiReadException(
          "The NIfTI header declares " + dimensions + " dimensions, expected 1 to 7.");
    }
    long volumes = 1;
    for (int axis = 0; axis < dimensions; axis++) {
      if (fields.size(axis) < 1) {
        throw new NiftiReadException(
            "The NIfTI header declares "
                + fields.size(axis)
                + " voxels along dimension "
                + (axis + 1)
                + ", expected at least 1.");
      }
      volumes *= axis < 3 ? 1 : fields.size(axis);
    }
    if (volumes > 1) {
      throw new NiftiReadException(
          "The NIfTI file holds "
              + volumes
              + " volumes in "
              + dimensions
              + " dimensions, expected one 3-D volume. Extract the one you want first.");
    }
    return new GridSize(fields.size(0), fields.size(1), fields.size(2));
  }

  private static int dataOffsetOf(NiftiFields fields, List<ReadWarning> tolerated)
      throws NiftiReadException {
    float offset = fields.voxOffset();
    if (offset == 0) {
      tolerated.add(
          new ReadWarning(
              "vox-offset", "The NIfTI header does not say where samples begin; 352 was assumed."));
      return FIRST_DATA_OFFSET;
    }
    if (!(offset >= FIRST_DATA_OFFSET && offset <= MAX_DATA_OFFSET) || offset != (int) offset) {
      throw new NiftiReadException(
          "The NIfTI header places the samples at byte "
              + offset
              + ", expected a whole number from 352. The header is damaged.");
    }
    return (int) offset;
  }

  /** A slope of zero, or one that is not finite, means that samples are values. */
  private static Rescale rescaleOf(NiftiFields fields) throws NiftiReadException {
    if (fields.slope() == 0 || !Float.isFinite(fields.slope())) {
      return Rescale.IDENTITY;
    }
    if (!Float.isFinite(fields.intercept())) {
      throw new NiftiReadException(
          "The NIfTI header scales by "
              + fields.slope()
              + " and adds "
              + fields.intercept()
              + "; expected a finite number.");
    }
    return new Rescale(fields.slope(), fields.intercept());
  }

  private static void checkPixdim(NiftiFields fields, List<ReadWarning> tolerated)
      throws NiftiReadException {
    for (int n = 1; n <= 3; n++) {
      float step = fields.rawPixdim(n);
      if (!Float.isFinite(step)) {
        throw new NiftiReadException(
            "The NIfTI header gives a voxel size of " + step + "; expected a positive number.");
      }
      if (step <= 0 && fields.size(n - 1) > 1) {
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
    double mm =
        switch (fields.spatialUnit()) {
          case 1 -> 1000;
          case 3 -> 0.001;
          default -> 1;
        };
    if (mm != 1) {
      tolerated.add(
          new ReadWarning(
              "unit", "The NIfTI file counts in units of " + mm + " mm; converted to mm."));
    }
    return mm;
  }

  /** Grid and place, mm LPS. */
  public VolumeGeometry geometry() {
    return geometry;
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
    float low = fields.calMin();
    float high = fields.calMax();
    return low < high && Float.isFinite(high - low) ? List.of(new Window(low, high)) : List.of();
  }

  NiftiFields fields() {
    return fields;
  }

  NiftiDataType type() {
    return type;
  }

  /** Bytes from the start of the (unpacked) file to the first sample. */
  int dataOffset() {
    return dataOffset;
  }

  /** Bytes of all samples in the file. */
  long dataBytes() {
    return geometry.size().voxels() * type.bytes();
  }

  Rescale rescale() {
    return rescale;
  }
}
