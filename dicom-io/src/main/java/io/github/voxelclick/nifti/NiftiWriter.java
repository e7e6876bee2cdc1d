package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes single-file images: to a temporary file, which is read back and compared, then moved to
 * its name. They are NIfTI-1, or NIfTI-2 where a side is longer than NIfTI-1 can count or the image
 * that they belong to is NIfTI-2. Voxels keep their order; nothing is flipped or resampled.
 * Stateless and thread-safe.
 */
public final class NiftiWriter {
  /** {@code NIFTI_INTENT_LABEL}: values are names, not amounts. */
  private static final int INTENT_LABEL = 1002;

  private static final String DESCRIPTION = "VoxelClick";

  private NiftiWriter() {}

  /**
   * Writes a mask, or several as labels, for an image that is itself NIfTI: the place is that of
   * the image to the last bit (qform, sform, their codes, pixdim, units and dimensions). The mask
   * of one volume of several has three dimensions.
   *
   * @param target ends in .nii or .nii.gz; replaced only by a complete file
   * @param segmentation on the grid of the image; segment numbers become labels
   * @param image header of the image
   * @throws SegWriteException when segments overlap, the grid is another one, or the disk fails
   */
  public static void writeLabels(Path target, Segmentation segmentation, NiftiHeader image)
      throws SegWriteException {
    writeLabels(target, segmentation, headerLike(image, segmentation.geometry(), "mask"));
  }

  /**
   * Writes a mask, or several as labels, for an image of another format. The header's qform and
   * sform (code 1) both hold the grid's matrix.
   *
   * @param target ends in .nii or .nii.gz; replaced only by a complete file
   * @param segmentation segment numbers become labels
   * @return what NIfTI holds only in part: code {@code sheared} for a tilted stack, {@code
   *     no-orientation} for slices that are no volume in space
   * @throws SegWriteException when segments overlap, slices are unevenly spaced (NIfTI has one
   *     spacing only), or the disk fails
   */
  public static List<ReadWarning> writeLabels(Path target, Segmentation segmentation)
      throws SegWriteException {
    NiftiFieldsBuilder header = emptyHeader(segmentation.geometry());
    List<ReadWarning> warnings = place(header, segmentation.geometry());
    writeLabels(target, segmentation, header);
    return warnings;
  }

  /**
   * Writes a volume that comes from NIfTI, with its stored samples and rescale, in the place of its
   * own header to the last bit, as {@link #writeLabels(Path, Segmentation, NiftiHeader)} does.
   *
   * @param target ends in .nii or .nii.gz; replaced only by a complete file
   * @param volume on the grid of the image
   * @param image header of the file that the volume was read from
   * @throws SegWriteException when the grid is another one or the disk fails
   */
  public static void writeVolume(Path target, Volume volume, NiftiHeader image)
      throws SegWriteException {
    writeVolume(target, volume, headerLike(image, volume.geometry(), "image"));
  }

  /**
   * Writes a volume with its stored samples and rescale. NIfTI-1 rounds the rescale to 32-bit
   * floats (by 6e-8 of its numbers at most).
   *
   * @param target ends in .nii or .nii.gz; replaced only by a complete file
   * @return as {@link #writeLabels(Path, Segmentation)}
   * @throws SegWriteException when slices are unevenly spaced or the disk fails
   */
  public static List<ReadWarning> writeVolume(Path target, Volume volume) throws SegWriteException {
    NiftiFieldsBuilder header = emptyHeader(volume.geometry());
    List<ReadWarning> warnings = place(header, volume.geometry());
    writeVolume(target, volume, header);
    return warnings;
  }

  private static void writeLabels(Path target, Segmentation segmentation, NiftiFieldsBuilder header)
      throws SegWriteException {
    LabelSamples samples = new LabelSamples(segmentation, header.order());
    NiftiFields fields =
        header
            .samples(LabelSamples.typeFor(segmentation), 1, 0)
            .intent(INTENT_LABEL)
            .description(DESCRIPTION)
            .build();
    write(target, fields, samples, segmentation.geometry());
  }

  private static void writeVolume(Path target, Volume volume, NiftiFieldsBuilder header)
      throws SegWriteException {
    VolumeSamples samples = new VolumeSamples(volume.data(), header.order());
    NiftiFields fields =
        header
            .samples(
                VolumeSamples.typeFor(volume.data()),
                volume.rescale().slope(),
                volume.rescale().intercept())
            .description(DESCRIPTION)
            .build();
    write(target, fields, samples, volume.geometry());
  }

  private static void write(
      Path target, NiftiFields fields, SampleSource samples, VolumeGeometry geometry)
      throws SegWriteException {
    checkPlace(fields, geometry);
    VerifiedFile.write(target, fields, samples, geometry.size().k());
  }

  /** The header of another image, for something on one volume of its grid. */
  private static NiftiFieldsBuilder headerLike(
      NiftiHeader image, VolumeGeometry geometry, String what) throws SegWriteException {
    GridSize size = image.geometry().size();
    if (!geometry.matches(image.geometry(), tolerance(image.geometry()))) {
      throw new SegWriteException(
          "Cannot write the "
              + what
              + ": it lies on a grid of "
              + geometry.size()
              + " that is not that of the NIfTI image ("
              + size
              + "). Save it for the image that it was made on.");
    }
    NiftiFieldsBuilder header = NiftiFieldsBuilder.like(image.fields());
    return image.volumes() == 1 ? header : header.size(size.i(), size.j(), size.k());
  }

  private static NiftiFieldsBuilder emptyHeader(VolumeGeometry geometry) {
    GridSize size = geometry.size();
    int longest = Math.max(size.i(), Math.max(size.j(), size.k()));
    NiftiVersion version =
        longest > NiftiVersion.ONE.maxSide() ? NiftiVersion.TWO : NiftiVersion.ONE;
    return NiftiFieldsBuilder.empty(version).size(size.i(), size.j(), size.k());
  }

  private static List<ReadWarning> place(NiftiFieldsBuilder header, VolumeGeometry geometry)
      throws SegWriteException {
    if (geometry.relation() != SliceRelation.SPATIAL) {
      header.millimetres().pixdim(1, geometry.spacingMm());
      return List.of(
          new ReadWarning(
              "no-orientation",
              "The slices are no volume in space: the NIfTI file does not say where they lie."));
    }
    if (!geometry.isRegular()) {
      throw new SegWriteException(
          "Cannot write NIfTI: the slices are unevenly spaced, and NIfTI has one spacing for all."
              + " Save a DICOM SEG.");
    }
    NiftiPlacement placement = NiftiPlacement.of(geometry);
    placement.into(header);
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
      NiftiHeader written = new NiftiHeader(fields);
      if (expected.relation() == SliceRelation.SPATIAL
          && !written.geometry().matches(expected, tolerance(expected))) {
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
