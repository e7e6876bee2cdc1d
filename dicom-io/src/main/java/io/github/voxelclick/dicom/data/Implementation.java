package io.github.voxelclick.dicom.data;

/** What this implementation calls itself in the file meta information (PS3.10 §7.1). */
public final class Implementation {
  private Implementation() {}

  /** Implementation Class UID (0002,0012); never changes. */
  public static String getClassUID() {
    return "2.25.116213790478295338466129514210634098117";
  }

  /** Implementation Version Name (0002,0013), at most 16 characters. */
  public static String getVersionName() {
    return "VOXELCLICK_1";
  }
}
