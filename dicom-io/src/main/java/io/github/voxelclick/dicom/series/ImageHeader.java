package io.github.voxelclick.dicom.series;

import io.github.voxelclick.volume.ReadWarning;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What assembling a volume needs to know of one frame of one file, and no more: a folder may hold
 * thousands.
 *
 * @param file where the image lies
 * @param frame which of its frames, from 0
 * @param ids which image, series and study it is; one object for all frames of a file
 * @param stackId (0020,9056), which stack of a multi-frame image it belongs to; empty if none
 * @param location where it lies in the patient, or why that is not known
 * @param pixels how its samples are stored
 * @param values what its samples mean
 * @param pet what SUV of a PET image depends on; empty for other images and colours
 * @param discriminators how it differs from another image of the same place
 * @param fault why its pixels cannot be used; empty for a usable image
 * @param warnings what was tolerated
 */
record ImageHeader(
    Path file,
    int frame,
    ImageIds ids,
    String stackId,
    Location location,
    SampleLayout pixels,
    SampleMeaning values,
    Optional<PetFacts> pet,
    Discriminators discriminators,
    String fault,
    List<ReadWarning> warnings) {

  /**
   * Where an image lies.
   *
   * @param plane empty when the place is not known
   * @param inPatient whether the plane is one of the patient, and not of a frame of reference of
   *     the volume alone (PS3.3 C.7.6.16.2.11)
   * @param unknown why the place is not known; empty when it is
   * @param pixelSize size of its pixels, as far as it stands beside the place
   */
  record Location(
      Optional<ImagePlane> plane, boolean inPatient, String unknown, PixelSize pixelSize) {}

  /** The plane of an image whose place is known. */
  ImagePlane plane() {
    return location.plane().orElseThrow();
  }

  boolean hasPlane() {
    return location.plane().isPresent();
  }

  /** The same image with a fault, unless that is empty or it has one already. */
  ImageHeader withFault(String found) {
    return found.isEmpty() || !fault.isEmpty()
        ? this
        : new ImageHeader(
            file,
            frame,
            ids,
            stackId,
            location,
            pixels,
            values,
            pet,
            discriminators,
            found,
            warnings);
  }

  /** The file's name, for messages. */
  String name() {
    String file = String.valueOf(this.file.getFileName());
    return ids.frameCount() > 1 ? file + " (frame " + (frame + 1) + ")" : file;
  }

  /** Whether another file of the same SOP Instance UID can hold the same frame. */
  boolean isCopyOf(ImageHeader other) {
    return ids.instanceNumber() == other.ids.instanceNumber()
        && location
            .plane()
            .map(ImagePlane::position)
            .equals(other.location.plane().map(ImagePlane::position));
  }

  /**
   * What a segmentation refers to.
   *
   * @param placed whether to say where the image lies, if that is known
   */
  SourceImage toSourceImage(boolean placed) {
    Optional<ImagePlane> inPatient = location.plane().filter(p -> placed && location.inPatient());
    return new SourceImage(
        file,
        ids.sopClassUid(),
        ids.sopInstanceUid(),
        ids.multiFrame() ? Optional.of(frame + 1) : Optional.empty(),
        inPatient.map(ImagePlane::positionText).orElse(List.of()),
        inPatient.map(ImagePlane::orientationText).orElse(List.of()),
        inPatient.map(ImagePlane::spacingText).orElse(List.of()),
        values.sliceThickness());
  }
}
