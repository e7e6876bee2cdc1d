package io.github.voxelclick.plugin.save;

import io.github.voxelclick.plugin.task.MaskFileFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where segments can be saved to. Remembered by name: do not rename. */
public enum SaveTarget {
  /** A DICOM Segmentation. */
  SEG(MaskFileFormat.SEG),
  /** An RT Structure Set. */
  RTSTRUCT(MaskFileFormat.RTSTRUCT),
  /** A NIfTI label image. */
  NIFTI(MaskFileFormat.NIFTI),
  /** A new image of ImageJ, whose values are the segments' numbers. */
  LABEL_IMAGE(null),
  /** ImageJ's list of selections. */
  ROI_MANAGER(null),
  /** Not the masks but their measurements, in ImageJ's Results table. */
  RESULTS(null);

  private final Optional<MaskFileFormat> file;

  SaveTarget(@Nullable MaskFileFormat file) {
    this.file = Optional.ofNullable(file);
  }

  /** The format of the file; empty where none is written. */
  public Optional<MaskFileFormat> file() {
    return file;
  }

  /** Whether it refers to DICOM images. */
  public boolean isDicom() {
    return file.filter(MaskFileFormat::isDicom).isPresent();
  }

  /** The end of the keys of its texts. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
