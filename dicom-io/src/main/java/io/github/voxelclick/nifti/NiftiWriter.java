package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes single-file NIfTI-1 images: to a temporary file, which is read back and compared, then
 * moved to its name. Voxels keep their order; nothing is flipped or resampled. Stateless and
 * thread-safe.
 */
public final class NiftiWriter {
  /** {@code NIFTI_INTENT_LABEL}: values are names, not amounts. */
  private static final int INTENT_LABEL = 1002;

  private static final int MAX_SIDE = 32767;
  private static final String DESCRIPTION = "VoxelClick";

  private NiftiWriter() {}

  /**
   * Writes a mask, or several as labels, for an image that is itself NIfTI: the place is that of
   * the image to the last bit (qform, sform, their codes, pixdim, units and dimensions).
   *
   * @param target ends in .nii or .nii.gz; replaced only by a complete file
   * @param segmentation on the grid of the image; segment numbers become labels
   * @param image header of the image
   * @throws SegWriteException when segments overlap, the grid is another one, or the disk fails
   */
  public static void writeLabels(Path target, Segmentation segmentation, NiftiHeader image)
      throws SegWriteException {
    if (!segmentation.geometry().matches(image.geometry(), tolerance(image.geometry()))) {
      throw new SegWriteException(
          "Cannot write the mask: it lies on a grid of "
              + segmentation.geometry().size()
              + " that is not that of the NIfTI image ("
              + image.geometry().size()
              + "). Save it for the image that it was made on.");
    }
    NiftiFields.Builder header = new NiftiFields.Builder(image.fields());
    ByteOrder order = image.fields().order();
    write(target, header, segmentation, order);
  }

  /**
   * Writes a mask, or several as labels, for an image of another format. The header's qform and
   * sform (code 1) both hold the grid's matrix.
   *
   * @param target ends in .nii or .nii.gz; replaced only by a complete file
   * @param segmentation segment numbers become labels
   * @return what NIfTI holds only in part: code {@code sheared} for a tilted stack
   * @throws SegWriteException when segments overlap, slices are unevenly spaced (NIfTI has one
   *     spacing only), or the disk fails
   */
  public static List<ReadWarning> writeLabels(Path target, Segmentation segmentation)
      throws SegWriteException {
    NiftiFields.Builder header = new NiftiFields.Builder();
    List<ReadWarning> warnings = place(header, segmentation.geometry());
    write(target, header, segmentation, ByteOrder.LITTLE_ENDIAN);
    return warnings;
  }

  /**
   * Writes a volume with its stored samples and rescale.
   *
   * @param target ends in .nii or .nii.gz; replaced only by a complete file
   * @return as {@link #writeLabels(Path, Segmentation)}
   * @throws SegWriteException when the volume is in colour, its slices are unevenly spaced or the
   *     disk fails
   */
  public static List<ReadWarning> writeVolume(Path target, Volume volume) throws SegWriteException {
    if (volume.data() instanceof VoxelData.Rgb8) {
      throw new SegWriteException(
          "Cannot write NIfTI: the volume is in colour, which is not written.");
    }
    NiftiFields.Builder header = new NiftiFields.Builder();
    List<ReadWarning> warnings = place(header, volume.geometry());
    header
        .samples(
            VolumeSamples.typeFor(volume.data()),
            volume.rescale().slope(),
            volume.rescale().intercept())
        .description(DESCRIPTION);
    NiftiFields fields = header.build();
    checkPlace(fields, volume.geometry());
    VerifiedFile.write(target, fields, new VolumeSamples(volume.data()), volume.size().k());
    return warnings;
  }

  private static void write(
      Path target, NiftiFields.Builder header, Segmentation segmentation, ByteOrder order)
      throws SegWriteException {
    header
        .samples(LabelSamples.typeFor(segmentation), 1, 0)
        .intent(INTENT_LABEL)
        .description(DESCRIPTION);
    NiftiFields fields = header.build();
    checkPlace(fields, segmentation.geometry());
    int slices = segmentation.geometry().size().k();
    VerifiedFile.write(target, fields, new LabelSamples(segmentation, order), slices);
  }

  private static List<ReadWarning> place(NiftiFields.Builder header, VolumeGeometry geometry)
      throws SegWriteException {
    GridSize size = geometry.size();
    if (!geometry.isRegular()) {
      throw new SegWriteException(
          "Cannot write NIfTI: the slices are unevenly spaced, and NIfTI has one spacing for all."
              + " Save a DICOM SEG.");
    }
    if (Math.max(size.i(), Math.max(size.j(), size.k())) > MAX_SIDE) {
      throw new SegWriteException(
          "Cannot write NIfTI-1: the volume has "
              + size
              + " voxels and a side may have "
              + MAX_SIDE
              + ". Save a DICOM SEG.");
    }
    NiftiPlacement placement = NiftiPlacement.of(geometry);
    placement.into(header.size(size.i(), size.j(), size.k()));
    return placement.sheared()
        ? List.of(
            new ReadWarning(
                "sheared",
                "The stack is tilted, which only the sform of NIfTI can hold; programs built on"
                    + " ITK refuse such a file."))
        : List.of();
  }

  /** What other readers will make of the header must be the grid that was meant. */
  private static void checkPlace(NiftiFields fields, VolumeGeometry expected)
      throws SegWriteException {
    try {
      VolumeGeometry written = NiftiHeader.parse(fields.toBytes()).geometry();
      if (!written.matches(expected, tolerance(expected))) {
        throw new SegWriteException(
            "Cannot write NIfTI: its 32-bit numbers cannot hold the place of this grid. Save a"
                + " DICOM SEG.");
      }
    } catch (NiftiReadException e) {
      throw new SegWriteException("Cannot write NIfTI: " + e.getMessage(), e);
    }
  }

  /** A fiftieth of the smallest voxel side, mm. */
  private static double tolerance(VolumeGeometry geometry) {
    double[] s = geometry.spacingMm();
    return Math.min(s[0], Math.min(s[1], s[2])) / 50;
  }
}
