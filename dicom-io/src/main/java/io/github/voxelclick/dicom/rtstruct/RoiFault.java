package io.github.voxelclick.dicom.rtstruct;

/** Why a region of interest cannot be used; the others of its file can. */
final class RoiFault extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason a clause without subject, such as {@code has no contours}
   */
  RoiFault(String reason) {
    super(reason);
  }

  /** The clause. */
  String reason() {
    return getMessage();
  }
}
