package io.github.voxelclick.plugin.task;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The kinds of file that masks are saved as. */
public enum MaskFileFormat {
  /** DICOM Segmentation, BINARY (PS3.3 A.51). */
  SEG("DICOM SEG", List.of(".dcm")),
  /** RT Structure Set: closed contours on the slices (PS3.3 A.19). */
  RTSTRUCT("RT Structure Set", List.of(".dcm")),
  /** NIfTI label image; its labels cannot overlap. */
  NIFTI("NIfTI", List.of(".nii.gz", ".nii"));

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> endings;

  MaskFileFormat(String title, List<String> endings) {
    this.title = title;
    this.endings = endings;
  }

  /** What the format is called. */
  public String title() {
    return title;
  }

  /** The ending that a new file gets, with its dot. */
  public String ending() {
    return endings.get(0);
  }

  /** Whether the file is a DICOM object, which must refer to DICOM images. */
  public boolean isDicom() {
    return this != NIFTI;
  }

  /** Whether a file's name has one of the format's endings. */
  public boolean fits(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return endings.stream().anyMatch(e -> name.endsWith(e) && name.length() > e.length());
  }

  /**
   * What a name stands for where nobody said it: {@code .dcm} is a DICOM SEG.
   *
   * @throws JobException when the name has the ending of no format
   */
  public static MaskFileFormat ofName(Path file) throws JobException {
    for (MaskFileFormat format : values()) {
      if (format.fits(file)) {
        return format;
      }
    }
    throw new JobException(
        "Cannot tell from \""
            + file.getFileName()
            + "\" what to write: expected a name that ends in .dcm (DICOM SEG, or RT Structure Set"
            + " where that is chosen) or .nii.gz (NIfTI).");
  }

  /**
   * Looks whether a name goes with the format, so that other programs recognise the file.
   *
   * @throws JobException when it does not
   */
  public void requireFits(Path file) throws JobException {
    if (!fits(file)) {
      throw new JobException(
          "Cannot save "
              + title
              + " as \""
              + file.getFileName()
              + "\": expected a name that ends in "
              + String.join(" or ", endings)
              + ". Change the name or the format.");
    }
  }
}
