package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.seg.SegFinding.Rule;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SliceMask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The part of {@link DicomSegChecker} that looks at pixels; frame items are complete by then. */
final class PixelChecks {
  private final DicomFile file;
  private final SegType type;
  private final Set<Integer> kept;
  private final SegFindings findings;

  PixelChecks(DicomFile file, SegType type, Set<Integer> kept, SegFindings findings) {
    this.file = file;
    this.type = type;
    this.kept = kept;
    this.findings = findings;
  }

  void check(boolean emptyFramesAllowed) throws IOException {
    List<ReadWarning> warnings = new ArrayList<>();
    try {
      SegObject seg = SegObject.of(file, warnings);
      if (seg.type() != type || !hasRightLength(seg)) {
        return;
      }
      try (SegPixels pixels = SegPixels.open(seg, warnings)) {
        if (type == SegType.BINARY && !pixels.paddingIsZero()) {
          findings.add(Rule.PIXEL_LENGTH, "bits after the last pixel are set");
        }
        if (type == SegType.LABELMAP) {
          checkLabels(seg, pixels, emptyFramesAllowed);
        } else {
          checkFrames(seg, pixels, emptyFramesAllowed);
        }
      }
    } catch (DicomReadException e) {
      findings.add(Rule.PIXEL_LENGTH, e.getMessage());
    }
    for (ReadWarning warning : warnings) {
      findings.add(Rule.PIXEL_LENGTH, warning.message());
    }
  }

  private boolean hasRightLength(SegObject seg) {
    int bits = seg.dataset().getInt(Tag.BitsAllocated, 0);
    long needed = new PixelForm(type, bits, 1, 0).length(seg.frames(), seg.rows(), seg.columns());
    long found = SegPixels.length(seg);
    if (found != needed + needed % 2) {
      findings.add(
          Rule.PIXEL_LENGTH, found + " bytes of pixel data, expected " + (needed + needed % 2));
      return false;
    }
    return true;
  }

  private void checkFrames(SegObject seg, SegPixels pixels, boolean emptyFramesAllowed)
      throws DicomReadException, IOException {
    Map<String, SliceMask> taken = new HashMap<>();
    Set<Integer> shown = new TreeSet<>();
    boolean overlap = false;
    for (int f = 0; f < seg.frames(); f++) {
      int number = seg.segmentOf(f, -1);
      SliceMask mask =
          type == SegType.BINARY
              ? pixels.bits(f)
              : SliceMask.ofBytes(seg.columns(), seg.rows(), pixels.steps(f), 1);
      shown.add(number);
      checkEmpty(mask.isEmpty() && !emptyFramesAllowed && !kept.contains(number), f);
      String place = place(seg, f);
      SliceMask before = taken.get(place);
      overlap |= before != null && !before.and(mask).isEmpty();
      taken.put(place, before == null ? mask : before.or(mask));
    }
    checkAllShown(seg, shown);
    findings.expect(
        Rule.SEGMENTS_OVERLAP,
        "Segments Overlap",
        overlap ? "YES" : "NO",
        seg.dataset(),
        Tag.SegmentsOverlap);
  }

  private void checkEmpty(boolean fault, int frame) {
    if (fault) {
      findings.add(Rule.EMPTY_FRAME, "frame " + (frame + 1) + " has no voxel");
    }
  }

  /** What frames of the same slice have in common: the image that they derive from. */
  private static String place(SegObject seg, int frame) {
    Attributes derivation = seg.group(frame, Tag.DerivationImageSequence).orElse(new Attributes());
    Attributes reference = derivation.getNestedDataset(Tag.SourceImageSequence);
    return reference == null
        ? ""
        : reference.getString(Tag.ReferencedSOPInstanceUID, "")
            + '/'
            + reference.getInt(Tag.ReferencedFrameNumber, 0);
  }

  private void checkAllShown(SegObject seg, Set<Integer> shown) {
    for (int number : numbers(seg)) {
      if (!shown.contains(number) && !kept.contains(number)) {
        findings.add(Rule.SEGMENT_WITHOUT_FRAME, "segment " + number + " has no frame");
      }
    }
  }

  private static Set<Integer> numbers(SegObject seg) {
    Sequence segments = seg.dataset().getSequence(Tag.SegmentSequence);
    Set<Integer> numbers = new TreeSet<>();
    for (int n = 0; segments != null && n < segments.size(); n++) {
      numbers.add(segments.get(n).getInt(Tag.SegmentNumber, 0));
    }
    return numbers;
  }

  private void checkLabels(SegObject seg, SegPixels pixels, boolean emptyFramesAllowed)
      throws DicomReadException, IOException {
    int padding = seg.dataset().getInt(Tag.PixelPaddingValue, -1);
    BitSet shown = new BitSet();
    for (int f = 0; f < seg.frames(); f++) {
      boolean empty = true;
      for (char label : pixels.labels(f)) {
        shown.set(label);
        empty &= label == padding;
      }
      checkEmpty(empty && !emptyFramesAllowed && kept.isEmpty(), f);
    }
    Set<Integer> described = numbers(seg);
    shown.stream()
        .filter(label -> !described.contains(label))
        .forEach(label -> findings.add(Rule.LABEL, "the value " + label + " is not described"));
    if (shown.get(0) && padding < 0) {
      findings.add(Rule.LABEL, "there are pixels of value 0 but no Pixel Padding Value");
    }
    if (!emptyFramesAllowed) {
      Set<Integer> all = new TreeSet<>();
      shown.stream().forEach(all::add);
      checkAllShown(seg, all);
    }
    findings.expect(
        Rule.SEGMENTS_OVERLAP, "Segments Overlap", "NO", seg.dataset(), Tag.SegmentsOverlap);
  }
}
