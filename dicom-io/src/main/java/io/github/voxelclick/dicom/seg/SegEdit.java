package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.derived.Codes;
import io.github.voxelclick.dicom.derived.SourceFacts;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.SegmentFractions;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of a segmentation file when some of its segments were edited.
 *
 * @param original the file
 * @param plan frames and segments of the new file
 * @param keptNumbers numbers in the new file of segments that are described as they were
 * @param warnings what could not stay as it was
 */
record SegEdit(
    SegOriginal original, FramePlan plan, Set<Integer> keptNumbers, List<ReadWarning> warnings) {

  /**
   * Compares what was read with what is to be written.
   *
   * @throws SegWriteException when the reading does not hold all that the file said, nothing is
   *     segmented any more, or a label map's segments overlap now
   */
  static SegEdit of(SegReading reading, Segmentation edited) throws SegWriteException {
    SegOriginal original = reading.original();
    if (!original.isFaithful()) {
      throw new SegWriteException(
          "Cannot save this as an edit of the segmentation that was opened: it was resampled or"
              + " cut to fit the volume, so that untouched segments would change. Save it as a new"
              + " segmentation.");
    }
    Map<Integer, Segmentation.Entry> before = new HashMap<>();
    for (Segmentation.Entry entry : reading.segmentation().entries()) {
      before.put(entry.segment().number(), entry);
    }
    List<PlannedSegment> segments = new ArrayList<>();
    Map<Integer, Set<Integer>> slices = new HashMap<>();
    for (Segmentation.Entry entry : edited.entries()) {
      int number = entry.segment().number();
      Segmentation.Entry was = before.get(number);
      boolean sameMask = was != null && was.mask().equals(entry.mask());
      PlannedSegment segment = planned(entry, was, sameMask, reading);
      if (segment.mask().isEmpty() && !sameMask) {
        continue;
      }
      segments.add(segment);
      Set<Integer> own = new TreeSet<>(segment.mask().occupiedSlices());
      if (sameMask) {
        own.addAll(original.slicesOf(number));
      }
      slices.put(number, own);
    }
    if (slices.values().stream().allMatch(Set::isEmpty)) {
      throw new SegWriteException(
          "Cannot save the segmentation: nothing is segmented any more. Click a structure first.");
    }
    return numbered(original, edited, segments, slices);
  }

  private static PlannedSegment planned(
      Segmentation.Entry entry, Segmentation.Entry was, boolean sameMask, SegReading reading) {
    SegOriginal original = reading.original();
    PlannedSegment segment = PlannedSegment.of(entry);
    if (was != null && was.segment().equals(entry.segment())) {
      segment = original.itemOf(segment.number()).map(segment::withItem).orElse(segment);
    }
    if (original.type() != SegType.FRACTIONAL) {
      return segment;
    }
    SegmentFractions known = reading.fractions().get(segment.number());
    if (known == null || was == null) {
      return segment.withFractions(SegmentFractions.of(entry.mask(), original.maximum()));
    }
    return segment.withFractions(sameMask ? known : changed(known, was.mask(), entry.mask()));
  }

  /** Voxels that came are whole, voxels that went are nothing, the others stay. */
  private static SegmentFractions changed(SegmentFractions known, Mask before, Mask after) {
    SegmentFractions next = known;
    Set<Integer> slices = new TreeSet<>(before.occupiedSlices());
    slices.addAll(after.occupiedSlices());
    for (int k : slices) {
      SliceMask was = before.slice(SlicePlane.k(k));
      SliceMask is = after.slice(SlicePlane.k(k));
      if (!was.equals(is)) {
        byte[] steps = known.slice(k);
        is.andNot(was).forEachSet(n -> steps[n] = (byte) known.maximum());
        was.andNot(is).forEachSet(n -> steps[n] = 0);
        next = next.withSlice(k, steps);
      }
    }
    return next;
  }

  private static SegEdit numbered(
      SegOriginal original,
      Segmentation edited,
      List<PlannedSegment> segments,
      Map<Integer, Set<Integer>> slices)
      throws SegWriteException {
    segments.sort(Comparator.comparingInt(PlannedSegment::number));
    List<ReadWarning> warnings = new ArrayList<>();
    Map<Integer, Set<Integer>> slicesOf = new HashMap<>();
    List<PlannedSegment> all = new ArrayList<>();
    boolean moved = false;
    for (PlannedSegment segment : segments) {
      int number = original.type() == SegType.LABELMAP ? segment.number() : all.size() + 1;
      moved |= number != segment.number();
      slicesOf.put(number, slices.get(segment.number()));
      all.add(segment.withNumber(number));
    }
    if (moved) {
      warnings.add(
          new ReadWarning(
              "segments-renumbered",
              "Segments were numbered anew: a file of this type may not leave out a number."));
    }
    if (original.type() == SegType.LABELMAP) {
      slicesOf.put(0, original.slicesOf(0));
    }
    FramePlan plan = FramePlan.of(original.form(highest(all)), all, edited.geometry(), slicesOf);
    SegPlanner.checkLabels(plan, edited);
    Set<Integer> kept = new HashSet<>();
    all.stream().filter(s -> s.item().isPresent()).forEach(s -> kept.add(s.number()));
    return new SegEdit(original, plan, kept, warnings);
  }

  private static int highest(List<PlannedSegment> segments) {
    return segments.stream().mapToInt(PlannedSegment::number).max().orElse(1);
  }

  /**
   * Says in a new data set where it comes from: the file that was edited (General Reference, PS3.3
   * C.12.4) and who made that one.
   */
  void addOrigin(Attributes seg) {
    Attributes from = original.dataset();
    String sopClass = from.getString(Tag.SOPClassUID, "");
    String instance = from.getString(Tag.SOPInstanceUID, "");
    if (!sopClass.isEmpty() && !instance.isEmpty()) {
      Attributes reference = new Attributes(3);
      reference.setString(Tag.ReferencedSOPClassUID, VR.UI, sopClass);
      reference.setString(Tag.ReferencedSOPInstanceUID, VR.UI, instance);
      Codes.set(reference, Tag.PurposeOfReferenceCodeSequence, Codes.SOURCE_IMAGE);
      seg.newSequence(Tag.ReferencedInstanceSequence, 1).add(reference);
    }
    if (original.type() == SegType.FRACTIONAL) {
      seg.setString(
          Tag.SegmentationFractionalType,
          VR.CS,
          from.getString(Tag.SegmentationFractionalType, "PROBABILITY"));
    }
    addEquipment(seg, from);
  }

  /** Who contributed to the file that was edited, who made it, then who edits it. */
  private static void addEquipment(Attributes seg, Attributes from) {
    Sequence items = seg.getSequence(Tag.ContributingEquipmentSequence);
    Attributes editor = new Attributes(items.get(items.size() - 1));
    if (from.getSequence(Tag.ContributingEquipmentSequence) != null) {
      SourceFacts.copy(from, seg, Tag.ContributingEquipmentSequence);
    } else {
      items.remove(items.size() - 1);
    }
    Attributes maker = new Attributes(8);
    Codes.set(maker, Tag.PurposeOfReferenceCodeSequence, Codes.PROCESSING_EQUIPMENT);
    maker.setNull(Tag.Manufacturer, VR.LO);
    SourceFacts.copy(
        from,
        maker,
        Tag.Manufacturer,
        Tag.ManufacturerModelName,
        Tag.DeviceSerialNumber,
        Tag.SoftwareVersions);
    String creator = from.getString(Tag.ContentCreatorName, "");
    if (!creator.isEmpty()) {
      maker.setString(Tag.OperatorsName, VR.PN, creator);
    }
    maker.setString(
        Tag.ContributionDescription, VR.ST, "Segmentation that was edited; by its content creator");
    Sequence contributors = seg.ensureSequence(Tag.ContributingEquipmentSequence, 2);
    contributors.add(maker);
    contributors.add(editor);
  }
}
