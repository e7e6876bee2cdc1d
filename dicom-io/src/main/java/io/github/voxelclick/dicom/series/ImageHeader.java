package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What assembling a volume needs to know of one frame of one file, and no more: a folder may hold
 * thousands.
 *
 * @param file where the image lies
 * @param frame which of its frames, from 0
 * @param frameCount how many frames the file has, at least 1
 * @param ids which image, series and study it is
 * @param place where it lies in the patient; empty when {@code fault} says why not
 * @param pixels how its samples are stored
 * @param values what its samples mean
 * @param discriminators how it differs from another image of the same place
 * @param fault why it cannot be part of a volume; empty for a usable image
 * @param warnings what was tolerated
 */
record ImageHeader(
    Path file,
    int frame,
    int frameCount,
    Ids ids,
    Optional<ImagePlane> place,
    SampleLayout pixels,
    SampleMeaning values,
    Discriminators discriminators,
    String fault,
    List<ReadWarning> warnings) {
  /**
   * Identity.
   *
   * @param sopClassUid (0008,0016), or of the file meta information where only that has one
   * @param sopInstanceUid (0008,0018), likewise
   * @param studyUid (0020,000D), may be empty
   * @param seriesUid (0020,000E), may be empty
   * @param frameOfReferenceUid (0020,0052), may be empty
   * @param modality (0008,0060), may be empty
   * @param seriesNumber (0020,0011), -1 when not given
   * @param instanceNumber (0020,0013), -1 when not given
   * @param seriesDescription (0008,103E), may be empty
   * @param localizer whether Image Type says LOCALIZER
   */
  record Ids(
      String sopClassUid,
      String sopInstanceUid,
      String studyUid,
      String seriesUid,
      String frameOfReferenceUid,
      String modality,
      int seriesNumber,
      int instanceNumber,
      String seriesDescription,
      boolean localizer) {}

  /**
   * Reads what is needed of a header. It never fails: what is wrong becomes the fault.
   *
   * @param file an image, with Rows and Columns
   */
  static ImageHeader of(DicomFile file) {
    Attributes d = file.dataset();
    List<ReadWarning> warnings = new ArrayList<>(file.warnings());
    SampleLayout pixels = SampleLayout.of(file);
    SampleMeaning values = SampleMeaning.NONE;
    Optional<ImagePlane> place = Optional.empty();
    String fault = ImageFaults.find(file, pixels);
    if (fault.isEmpty()) {
      try {
        values = SampleMeaning.of(d);
        place = Optional.of(ImagePlane.of(d));
      } catch (DicomReadException e) {
        fault = e.getMessage();
      }
    }
    return new ImageHeader(
        file.path(), 0, 1, ids(file), place, pixels, values, Discriminators.of(d), fault, warnings);
  }

  private static Ids ids(DicomFile file) {
    Attributes d = file.dataset();
    Attributes meta = file.fileMeta();
    return new Ids(
        d.getString(Tag.SOPClassUID, meta.getString(Tag.MediaStorageSOPClassUID, "")),
        d.getString(Tag.SOPInstanceUID, meta.getString(Tag.MediaStorageSOPInstanceUID, "")),
        d.getString(Tag.StudyInstanceUID, ""),
        d.getString(Tag.SeriesInstanceUID, ""),
        d.getString(Tag.FrameOfReferenceUID, ""),
        d.getString(Tag.Modality, ""),
        intOr(d, Tag.SeriesNumber),
        intOr(d, Tag.InstanceNumber),
        d.getString(Tag.SeriesDescription, ""),
        imageType(d).contains("LOCALIZER"));
  }

  /** The values of Image Type (0008,0008). */
  static List<String> imageType(Attributes dataset) {
    String[] type = dataset.getStrings(Tag.ImageType);
    return type == null ? List.of() : List.of(type);
  }

  /** A number that only sorts or names: unreadable counts as not given. */
  private static int intOr(Attributes dataset, int tag) {
    try {
      return dataset.getInt(tag, -1);
    } catch (DicomValueException e) {
      return -1;
    }
  }

  /** The plane of a usable image. */
  ImagePlane plane() {
    return place.orElseThrow();
  }

  /** Whether another file of the same SOP Instance UID can be the same image. */
  boolean isCopyOf(ImageHeader other) {
    return ids.instanceNumber() == other.ids.instanceNumber()
        && place.map(ImagePlane::position).equals(other.place.map(ImagePlane::position));
  }

  /** What a segmentation refers to. */
  SourceImage toSourceImage() {
    ImagePlane p = plane();
    return new SourceImage(
        file,
        ids.sopClassUid(),
        ids.sopInstanceUid(),
        frameCount > 1 ? Optional.of(frame + 1) : Optional.empty(),
        p.positionText(),
        p.orientationText(),
        p.spacingText(),
        values.sliceThickness());
  }
}
