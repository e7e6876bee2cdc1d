package io.github.voxelclick.dicom.derived;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.volume.DicomReadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a DICOM object is, and which series it was made from. Immutable.
 *
 * @param kind what it is
 * @param seriesInstanceUids the series that it refers to; none for images, or when it does not say
 */
public record DerivedHeader(Kind kind, Set<String> seriesInstanceUids) {
  /** What an object is to whoever converts masks. */
  public enum Kind {
    /** A Segmentation, Label Map Segmentations included. */
    SEGMENTATION,
    /** An RT Structure Set. */
    STRUCTURE_SET,
    /** Anything else, images above all. */
    OTHER
  }

  /** Copies the set. */
  public DerivedHeader {
    seriesInstanceUids = Set.copyOf(seriesInstanceUids);
  }

  /**
   * Reads the header of a file, without pixel data.
   *
   * @throws DicomReadException when it is not DICOM, or damaged
   */
  public static DerivedHeader read(Path path) throws DicomReadException {
    try {
      DicomFile file = DicomFile.read(path);
      Attributes dataset = file.dataset();
      String sopClass =
          dataset.getString(
              Tag.SOPClassUID, file.fileMeta().getString(Tag.MediaStorageSOPClassUID, ""));
      return switch (sopClass) {
        case UID.SegmentationStorage, UID.LabelMapSegmentationStorage ->
            new DerivedHeader(
                Kind.SEGMENTATION, uidsOf(items(dataset, Tag.ReferencedSeriesSequence)));
        case UID.RTStructureSetStorage ->
            new DerivedHeader(Kind.STRUCTURE_SET, seriesOfStructures(dataset));
        default -> new DerivedHeader(Kind.OTHER, Set.of());
      };
    } catch (DicomReadException e) {
      throw new DicomReadException(path.getFileName() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DicomReadException(
          "Cannot read " + path.getFileName() + ": " + e.getMessage() + ".", e);
    }
  }

  /**
   * The series that the contours of an RT Structure Set were drawn on, as its Referenced Frame of
   * Reference Sequence has them.
   */
  public static Set<String> seriesOfStructures(Attributes structureSet) {
    Set<String> uids = new LinkedHashSet<>();
    for (Attributes frame : items(structureSet, Tag.ReferencedFrameOfReferenceSequence)) {
      for (Attributes study : items(frame, Tag.RTReferencedStudySequence)) {
        uids.addAll(uidsOf(items(study, Tag.RTReferencedSeriesSequence)));
      }
    }
    return uids;
  }

  private static Set<String> uidsOf(List<Attributes> series) {
    Set<String> uids = new LinkedHashSet<>();
    for (Attributes item : series) {
      String uid = item.getString(Tag.SeriesInstanceUID, "");
      if (!uid.isEmpty()) {
        uids.add(uid);
      }
    }
    return uids;
  }

  private static List<Attributes> items(Attributes dataset, int tag) {
    Sequence sequence = dataset.getSequence(tag);
    return sequence == null ? List.of() : sequence;
  }
}
