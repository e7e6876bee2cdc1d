package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.io.DicomFile;
import java.util.List;

/**
 * Which image, series and study a file is, and of what kind.
 *
 * @param sopClassUid (0008,0016), or of the file meta information where only that has one
 * @param sopInstanceUid (0008,0018), likewise
 * @param studyUid (0020,000D), may be empty
 * @param seriesUid (0020,000E), may be empty
 * @param frameOfReferenceUid (0020,0052), may be empty
 * @param modality (0008,0060), may be empty
 * @param seriesNumber (0020,0011), -1 when not given
 * @param instanceNumber (0020,0013), -1 when not given
 * @param contentTime Content Date and Time (0008,0023) (0008,0033) as one sortable text, never
 *     shown; may be empty
 * @param seriesDescription (0008,103E), may be empty
 * @param localizer whether Image Type says LOCALIZER
 * @param frameCount how many frames the file declares, at least 1
 * @param multiFrame whether references to it name a frame: it has several, or functional groups
 * @param loop whether its frames follow each other in time
 * @param concatenation which part of a concatenation it is
 */
record ImageIds(
    String sopClassUid,
    String sopInstanceUid,
    String studyUid,
    String seriesUid,
    String frameOfReferenceUid,
    String modality,
    int seriesNumber,
    int instanceNumber,
    String contentTime,
    String seriesDescription,
    boolean localizer,
    int frameCount,
    boolean multiFrame,
    boolean loop,
    Concatenation concatenation) {

  /**
   * A multi-frame image that was cut into several files (PS3.3 C.7.6.16.2.2.4).
   *
   * @param uid (0020,9161), empty for a whole image
   * @param number (0020,9162), from 1
   * @param total (0020,9163), 0 when not given
   */
  record Concatenation(String uid, int number, int total) {
    /** Of an image that is whole. */
    static final Concatenation NONE = new Concatenation("", 1, 1);
  }

  /** Kinds of image whose frames are a film. */
  private static final List<String> FILMS = List.of("US", "IVUS", "XA", "RF", "ES", "GM", "XC");

  /**
   * Reads what is there; numbers that only sort or name and are not readable count as not given.
   */
  static ImageIds of(DicomFile file) {
    Attributes d = file.dataset();
    Attributes meta = file.fileMeta();
    int frames = Math.max(1, intOr(d, Tag.NumberOfFrames));
    return new ImageIds(
        d.getString(Tag.SOPClassUID, meta.getString(Tag.MediaStorageSOPClassUID, "")),
        d.getString(Tag.SOPInstanceUID, meta.getString(Tag.MediaStorageSOPInstanceUID, "")),
        d.getString(Tag.StudyInstanceUID, ""),
        d.getString(Tag.SeriesInstanceUID, ""),
        d.getString(Tag.FrameOfReferenceUID, ""),
        d.getString(Tag.Modality, ""),
        intOr(d, Tag.SeriesNumber),
        intOr(d, Tag.InstanceNumber),
        d.getString(Tag.ContentDate, "") + d.getString(Tag.ContentTime, ""),
        d.getString(Tag.SeriesDescription, ""),
        imageType(d).contains("LOCALIZER"),
        frames,
        frames > 1 || d.containsValue(Tag.SharedFunctionalGroupsSequence),
        frames > 1 && isFilm(d),
        concatenation(d));
  }

  /** The values of Image Type (0008,0008). */
  static List<String> imageType(Attributes dataset) {
    String[] type = dataset.getStrings(Tag.ImageType);
    return type == null ? List.of() : List.of(type);
  }

  private static boolean isFilm(Attributes d) {
    return d.containsValue(Tag.FrameTime)
        || d.containsValue(Tag.FrameTimeVector)
        || d.containsValue(Tag.CineRate)
        || FILMS.contains(d.getString(Tag.Modality, ""));
  }

  private static Concatenation concatenation(Attributes d) {
    String uid = d.getString(Tag.ConcatenationUID, "");
    return uid.isEmpty()
        ? Concatenation.NONE
        : new Concatenation(
            uid,
            intOr(d, Tag.InConcatenationNumber),
            Math.max(0, intOr(d, Tag.InConcatenationTotalNumber)));
  }

  private static int intOr(Attributes dataset, int tag) {
    try {
      return dataset.getInt(tag, -1);
    } catch (DicomValueException e) {
      return -1;
    }
  }
}
