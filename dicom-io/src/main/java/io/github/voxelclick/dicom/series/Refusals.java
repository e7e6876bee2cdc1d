package io.github.voxelclick.dicom.series;

import java.util.List;

/** The sentences that say why images make no volume: file, finding, expectation, remedy. */
final class Refusals {
  private Refusals() {}

  /** Images that are not usable by themselves. */
  static String faulty(List<ImageHeader> faulty, int ofAll) {
    ImageHeader first = faulty.get(0);
    String reason = first.file().getFileName() + ": " + first.fault();
    return ofAll == 1
        ? reason
        : reason
            + " ("
            + faulty.size()
            + " of the "
            + ofAll
            + " images of this series cannot be used, so no volume is made of it.)";
  }

  /** Different images under one SOP Instance UID. */
  static String sameUid(ImageHeader one, ImageHeader other) {
    return other.file().getFileName()
        + ": it has the same SOP Instance UID as "
        + one.file().getFileName()
        + " and is another image; expected one UID per image. The series was damaged, perhaps when"
        + " it was anonymised.";
  }

  /** Images whose orientation or pixel spacing no other image of the series has. */
  static String oddOrientations(List<ImageHeader> single, int ofAll, int clusters) {
    String name = String.valueOf(single.get(0).file().getFileName());
    if (single.size() == ofAll) {
      return name
          + ": the "
          + ofAll
          + " images of this series have "
          + clusters
          + " orientations or pixel spacings (mixed orientations), so they make no volume. Choose"
          + " images of one orientation.";
    }
    return name
        + ": "
        + single.size()
        + (single.size() == 1 ? " image has" : " images have")
        + " an orientation or pixel spacing that no other of the "
        + ofAll
        + " images of this series has (mixed orientations), as a localizer. Open it alone to use"
        + " it.";
  }

  /** Several images at one place. */
  static String samePlace(List<List<ImageHeader>> places) {
    int most = places.stream().mapToInt(List::size).max().orElse(0);
    boolean even = places.stream().allMatch(place -> place.size() == most);
    List<ImageHeader> all = places.stream().flatMap(List::stream).toList();
    String found =
        even
            ? places.size()
                + (places.size() == 1 ? " position × " : " positions × ")
                + most
                + " images each"
            : "up to " + most + " images at one of " + places.size() + " positions";
    String by =
        Discriminators.describe(
            all.stream().map(ImageHeader::discriminators).toList(), even ? most : 0);
    return all.get(0).file().getFileName()
        + ": the series has "
        + found
        + (by.isEmpty() ? "" : " (" + by + ")")
        + "; expected one image per position. Select the images of one volume into a folder.";
  }
}
