package io.github.voxelclick.corpus;

import java.util.List;

/** Files that other programs give pixels of and we do not, with the reason for it. */
final class KnownRefusals {
  /**
   * @param file part of the path
   * @param sentence part of what we must say of it
   */
  private record Refusal(String file, String sentence) {}

  private static final List<Refusal> ALL =
      List.of(
          // Many slices tiled into one picture: shown as one it would be segmented as one.
          new Refusal("mr-mosaic-siemens", "It is a MOSAIC"),
          // Segmentations are laid over images, they are none.
          new Refusal("pydicom-testfiles/liver", "is a DICOM object of SEG"),
          // "1A" frames: there are pixels of fifteen, of which the others show the first.
          new Refusal("pydicom-testfiles/badVR", "Number of Frames (0028,0008) is not a number"),
          // A complex number is no grey value.
          new Refusal("complex", "complex, 64 bits"),
          // Made on another patient: it must not be shown on this one.
          new Refusal("other-patient-no-images", "frame of reference"));

  private KnownRefusals() {}

  /** Whether a refusal is one of these, in its own words. */
  static boolean explain(String file, String detail) {
    return ALL.stream().anyMatch(r -> file.contains(r.file()) && detail.contains(r.sentence()));
  }
}
