package io.github.voxelclick.dicom.series;

import io.github.voxelclick.volume.ReadWarning;
import java.util.List;

/**
 * The sentences that say why images cannot be used, or make no volume: file, finding, expectation,
 * remedy.
 */
final class Refusals {
  private Refusals() {}

  /** Images that are not usable by themselves. */
  static String faulty(List<ImageHeader> faulty, int ofAll) {
    ImageHeader first = faulty.get(0);
    String reason = first.name() + ": " + first.fault();
    return ofAll == 1
        ? reason
        : reason
            + " ("
            + faulty.size()
            + " of the "
            + ofAll
            + " images of this series cannot be used.)";
  }

  /** What the rest of a series has to say of images that cannot be used. */
  static ReadWarning leftOut(List<ImageHeader> faulty) {
    ImageHeader first = faulty.get(0);
    String others = faulty.size() > 1 ? " (and " + (faulty.size() - 1) + " more)" : "";
    boolean placed = faulty.stream().allMatch(ImageHeader::hasPlane);
    return new ReadWarning(
        "damaged-images",
        first.name()
            + others
            + " cannot be used and was left out: "
            + first.fault()
            + (placed
                ? " Its slice is missing."
                : " Its place is not known: a slice may be missing anywhere."));
  }

  /** Different images under one SOP Instance UID. */
  static String sameUid(ImageHeader one, ImageHeader other) {
    return other.name()
        + ": it has the same SOP Instance UID as "
        + one.name()
        + " and is another image; expected one UID per image. The series was damaged, perhaps when"
        + " it was anonymised.";
  }

  /** Images of which no two are parallel and of one pixel spacing. */
  static String mixedOrientations(int images) {
    return images == 1
        ? "The image has an orientation or pixel spacing that no other of its series has (mixed"
            + " orientations)."
        : "The "
            + images
            + " images have different orientations or pixel spacings (mixed orientations).";
  }

  /** A few parallel images beside a larger stack of the same series. */
  static String besideLarger(int images, int larger) {
    return images
        + (images == 1 ? " image" : " images")
        + " beside a stack of "
        + larger
        + " of another orientation or pixel spacing (mixed orientations), as a localizer.";
  }

  /** Several images at one place that nothing tells apart. */
  static String samePlace(List<List<ImageHeader>> places) {
    int most = places.stream().mapToInt(List::size).max().orElse(0);
    return "There are up to "
        + most
        + " images at one of "
        + places.size()
        + (places.size() == 1 ? " position" : " positions")
        + ", and no attribute divides them into volumes with one image at each.";
  }

  /** Images of one place at several times. */
  static String oneView(int images) {
    return "The " + images + " images show one place, one after the other.";
  }

  /** The frames of a film. */
  static String film(String unknownPlace) {
    return "The frames are a film: they follow each other in time. " + unknownPlace;
  }

  /** Images that only plan others. */
  static String localizer() {
    return "Localizer images, to plan others with.";
  }
}
