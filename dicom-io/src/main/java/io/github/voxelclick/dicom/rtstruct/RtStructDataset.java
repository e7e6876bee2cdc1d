package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.derived.Codes;
import io.github.voxelclick.dicom.derived.DerivedObject;
import io.github.voxelclick.dicom.derived.Texts;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.List;
import java.util.Set;

/** Builds the data set of an RT Structure Set (PS3.3 A.19.3). Not thread-safe. */
final class RtStructDataset {
  /** "Anatomical Structure" of CID 7150, and what that was before 2023. */
  private static final Set<String> ANATOMY = Set.of("91723000", "123037004");

  /** Detached Study Management, retired, and still what (3006,0012) is to say. */
  private static final String STUDY_CLASS = "1.2.840.10008.3.1.2.3.1";

  /** Coordinates that one data set may hold; it is built in memory. */
  private static final long MAX_BYTES = 1L << 29;

  private final SourceSeries source;
  private final VolumeGeometry geometry;
  private final DerivedObject object;
  private final RtStructWriteOptions options;
  private int contours;
  private long bytes;
  private int longest;

  RtStructDataset(
      SourceSeries source,
      VolumeGeometry geometry,
      DerivedObject object,
      RtStructWriteOptions options) {
    this.source = source;
    this.geometry = geometry;
    this.object = object;
    this.options = options;
  }

  /**
   * Builds the data set.
   *
   * @param entries not empty, none without a voxel
   * @param progress one step per entry
   * @throws SegWriteException when there are too many contours for one data set
   */
  Attributes build(List<Segmentation.Entry> entries, Progress progress) throws SegWriteException {
    Attributes rt =
        object.create(
            UID.RTStructureSetStorage,
            "RTSTRUCT",
            options.seriesDescription(),
            options.seriesNumber());
    rt.remove(Tag.BodyPartExamined); // RT Series has neither
    rt.remove(Tag.Laterality);
    rt.setNull(Tag.OperatorsName, VR.PN);
    rt.setString(Tag.StructureSetLabel, VR.SH, options.label());
    rt.setString(Tag.StructureSetDate, VR.DA, object.date());
    rt.setString(Tag.StructureSetTime, VR.TM, object.time());
    rt.setString(Tag.ApprovalStatus, VR.CS, "UNAPPROVED");
    addReferences(rt);
    Sequence described = rt.newSequence(Tag.StructureSetROISequence, entries.size());
    Sequence drawn = rt.newSequence(Tag.ROIContourSequence, entries.size());
    Sequence observed = rt.newSequence(Tag.RTROIObservationsSequence, entries.size());
    ContourText text = new ContourText(geometry);
    int done = 0;
    for (Segmentation.Entry entry : entries) {
      described.add(description(entry.segment()));
      Attributes item = new Attributes(3);
      item.setInt(Tag.ReferencedROINumber, VR.IS, entry.segment().number());
      Segment.Rgb colour = entry.segment().colour();
      item.setInt(Tag.ROIDisplayColor, VR.IS, colour.red(), colour.green(), colour.blue());
      drawn.add(item);
      addContours(item, entry.mask(), text, progress);
      observed.add(observation(entry.segment()));
      progress.update(++done, entries.size());
    }
    return rt;
  }

  /** How many contours were built. */
  int contours() {
    return contours;
  }

  /** Bytes of all coordinates built. */
  long bytes() {
    return bytes;
  }

  /** Bytes of the longest contour built. */
  int longest() {
    return longest;
  }

  private void addReferences(Attributes rt) {
    Attributes frame = new Attributes(2);
    frame.setString(Tag.FrameOfReferenceUID, VR.UI, frameOfReference());
    Attributes study = new Attributes(3);
    study.setString(Tag.ReferencedSOPClassUID, VR.UI, STUDY_CLASS);
    study.setString(Tag.ReferencedSOPInstanceUID, VR.UI, source.studyInstanceUid());
    Attributes series = new Attributes(2);
    series.setString(Tag.SeriesInstanceUID, VR.UI, source.seriesInstanceUid());
    Sequence images = series.newSequence(Tag.ContourImageSequence, source.images().size());
    for (SourceImage image : source.images()) {
      images.add(DerivedObject.frameReference(image));
    }
    study.newSequence(Tag.RTReferencedSeriesSequence, 1).add(series);
    frame.newSequence(Tag.RTReferencedStudySequence, 1).add(study);
    rt.newSequence(Tag.ReferencedFrameOfReferenceSequence, 1).add(frame);
  }

  private String frameOfReference() {
    return source.frameOfReferenceUid().orElseThrow();
  }

  private Attributes description(Segment segment) {
    Attributes item = new Attributes(6);
    item.setInt(Tag.ROINumber, VR.IS, segment.number());
    item.setString(Tag.ReferencedFrameOfReferenceUID, VR.UI, frameOfReference());
    item.setString(Tag.ROIName, VR.LO, Texts.longString(segment.label()));
    item.setString(Tag.ROIGenerationAlgorithm, VR.CS, segment.algorithm().name());
    if (!segment.algorithmName().isBlank()) {
      item.setString(
          Tag.ROIGenerationDescription, VR.LO, Texts.longString(segment.algorithmName()));
    }
    if (!segment.details().description().isBlank()) {
      item.setString(Tag.ROIDescription, VR.ST, Texts.shortText(segment.details().description()));
    }
    return item;
  }

  private void addContours(Attributes item, Mask mask, ContourText text, Progress progress)
      throws SegWriteException {
    Sequence sequence = item.newSequence(Tag.ContourSequence, mask.occupiedSlices().size());
    for (int k : mask.occupiedSlices()) {
      progress.checkCancelled();
      for (int[] corners : MaskOutlines.of(mask.slice(SlicePlane.k(k)))) {
        byte[] data = text.of(k, corners);
        Attributes contour = new Attributes(5);
        contour
            .newSequence(Tag.ContourImageSequence, 1)
            .add(DerivedObject.frameReference(source.images().get(k)));
        contour.setString(Tag.ContourGeometricType, VR.CS, "CLOSED_PLANAR");
        contour.setInt(Tag.NumberOfContourPoints, VR.IS, corners.length / 2);
        contour.setInt(Tag.ContourNumber, VR.IS, sequence.size() + 1);
        contour.setBytes(Tag.ContourData, VR.DS, data);
        sequence.add(contour);
        contours++;
        bytes += data.length;
        longest = Math.max(longest, data.length);
      }
      if (bytes > MAX_BYTES) {
        throw new SegWriteException(
            "Cannot save contours: they would take more than "
                + MAX_BYTES
                + " bytes. Masks so rugged are better saved as DICOM SEG.");
      }
    }
  }

  private static Attributes observation(Segment segment) {
    Attributes item = new Attributes(6);
    item.setInt(Tag.ObservationNumber, VR.IS, segment.number());
    item.setInt(Tag.ReferencedROINumber, VR.IS, segment.number());
    Codes.set(item, Tag.SegmentedPropertyCategoryCodeSequence, segment.category());
    Attributes type = Codes.set(item, Tag.RTROIIdentificationCodeSequence, segment.type());
    Codes.setAll(
        type, Tag.SegmentedPropertyTypeModifierCodeSequence, segment.details().typeModifiers());
    boolean organ = ANATOMY.contains(segment.category().value());
    if (organ) {
      item.setString(Tag.RTROIInterpretedType, VR.CS, "ORGAN");
    } else {
      item.setNull(Tag.RTROIInterpretedType, VR.CS);
    }
    item.setNull(Tag.ROIInterpreter, VR.PN);
    return item;
  }
}
