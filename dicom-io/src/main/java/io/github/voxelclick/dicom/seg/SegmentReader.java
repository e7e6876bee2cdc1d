package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.codec.PaletteColours;
import io.github.voxelclick.dicom.codec.RawFrame;
import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UIDUtils;
import io.github.voxelclick.dicom.derived.Codes;
import io.github.voxelclick.dicom.derived.Texts;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segment.Algorithm;
import io.github.voxelclick.volume.Segment.Rgb;
import io.github.voxelclick.volume.SegmentDetails;
import io.github.voxelclick.volume.SegmentDetails.Region;
import io.github.voxelclick.volume.SegmentDetails.Tracking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads Segment Sequence (PS3.3 C.8.20.4), filling in what is missing with a warning. */
final class SegmentReader {
  private static final int MAX_NUMBER = 65535;

  private final SegType type;
  private final Map<Integer, Segment> segments = new LinkedHashMap<>();
  private final Set<Integer> background = new TreeSet<>();
  private final List<ReadWarning> warnings;

  /** Colours of a label map's values, where the file has them. */
  private final Optional<PaletteColours> palette;

  /**
   * Reads all segments.
   *
   * @param warnings is told what was filled in
   * @throws DicomReadException when there is none or two share a number
   */
  SegmentReader(SegObject seg, List<ReadWarning> warnings) throws DicomReadException {
    this.type = seg.type();
    this.warnings = warnings;
    Sequence items = seg.dataset().getSequence(Tag.SegmentSequence);
    if (items == null || items.isEmpty()) {
      throw new DicomReadException(
          "Cannot read the segmentation: it describes no segment (0062,0002).");
    }
    palette = palette(seg.dataset());
    findPadding(seg.dataset());
    for (Attributes item : items) {
      int number = item.getInt(Tag.SegmentNumber, -1);
      int least = type == SegType.LABELMAP ? 0 : 1;
      if (number < least || number > MAX_NUMBER) {
        throw new DicomReadException(
            "Cannot read the segmentation: a segment has the number "
                + number
                + ", expected "
                + least
                + " to 65535.");
      }
      if (type == SegType.LABELMAP && isBackground(item, number)) {
        background.add(number);
      } else if (segments.put(number, segment(item, number)) != null) {
        throw new DicomReadException(
            "Cannot read the segmentation: two segments have the number " + number + ".");
      }
    }
    if (!segments.containsKey(0)) {
      background.add(0);
    }
  }

  private void findPadding(Attributes seg) {
    int padding = seg.getInt(Tag.PixelPaddingValue, -1);
    if (type == SegType.LABELMAP && padding >= 0) {
      background.add(padding);
    }
  }

  /** A label map's value that stands for no segment, by padding value or by code. */
  private boolean isBackground(Attributes item, int number) {
    if (background.contains(number)) {
      return true;
    }
    boolean coded =
        Codes.get(item, Tag.SegmentedPropertyTypeCodeSequence)
            .filter(c -> c.value().equals(Codes.BACKGROUND.value()))
            .filter(c -> c.scheme().equals(Codes.BACKGROUND.scheme()))
            .isPresent();
    if (coded) {
      warn(number, "background-segment", "is the background and is not shown");
    }
    return coded;
  }

  /**
   * By the number that stands in the file, in the order of the file. Only the segment under 0 of a
   * label map has another {@link Segment#number}.
   */
  Map<Integer, Segment> segments() {
    return segments;
  }

  /** The values of a label map that stand for no segment. */
  Set<Integer> background() {
    return background;
  }

  /** Adds a segment for a value of a label map that has no description. */
  void addUndescribed(int number) {
    warn(number, "undescribed-segment", "is not described");
    segments.put(
        number,
        new Segment(
            number,
            "Undescribed " + number,
            CodedConcept.TISSUE,
            CodedConcept.TISSUE,
            Rgb.ofNumber(number),
            Algorithm.SEMIAUTOMATIC,
            "unknown",
            ""));
  }

  private Segment segment(Attributes item, int number) {
    String label = Texts.longString(item.getString(Tag.SegmentLabel, ""));
    if (label.isEmpty()) {
      label = "Segment " + number;
      warn(number, "segment-label", "has no label");
    }
    Algorithm algorithm = algorithm(item, number);
    Attributes identification =
        item.getNestedDataset(Tag.SegmentationAlgorithmIdentificationSequence);
    String version =
        identification == null ? "" : identification.getString(Tag.AlgorithmVersion, "");
    String name = Texts.longString(item.getString(Tag.SegmentAlgorithmName, ""));
    if (name.isEmpty() && algorithm != Algorithm.MANUAL) {
      name = "unknown";
    }
    return new Segment(
        Math.max(1, number),
        label,
        code(item, Tag.SegmentedPropertyCategoryCodeSequence, number),
        code(item, Tag.SegmentedPropertyTypeCodeSequence, number),
        colour(item, number),
        algorithm,
        name,
        version,
        details(item, number));
  }

  private void warn(int number, String code, String what) {
    warnings.add(new ReadWarning(code, "Segment " + number + " " + what + "."));
  }

  private SegmentDetails details(Attributes item, int number) {
    Attributes type = item.getNestedDataset(Tag.SegmentedPropertyTypeCodeSequence);
    Attributes region = item.getNestedDataset(Tag.AnatomicRegionSequence);
    return new SegmentDetails(
        type == null
            ? List.of()
            : Codes.getAll(type, Tag.SegmentedPropertyTypeModifierCodeSequence),
        Codes.get(item, Tag.AnatomicRegionSequence)
            .map(
                code -> new Region(code, Codes.getAll(region, Tag.AnatomicRegionModifierSequence))),
        Texts.shortText(item.getString(Tag.SegmentDescription, "")),
        tracking(item, number));
  }

  private Optional<Tracking> tracking(Attributes item, int number) {
    String id = item.getString(Tag.TrackingID, "");
    String uid = item.getString(Tag.TrackingUID, "");
    if (id.isBlank() && uid.isEmpty()) {
      return Optional.empty();
    }
    if (id.isBlank() || !UIDUtils.isValid(uid)) {
      warn(number, "tracking", "has only one of tracking id and UID, or a malformed one");
      return Optional.empty();
    }
    return Optional.of(new Tracking(id, uid));
  }

  private CodedConcept code(Attributes item, int tag, int number) {
    return Codes.get(item, tag)
        .orElseGet(
            () -> {
              warn(number, "segment-code", "lacks a complete code; taken as Tissue");
              return CodedConcept.TISSUE;
            });
  }

  private Optional<PaletteColours> palette(Attributes seg) {
    if (!"PALETTE COLOR".equals(seg.getString(Tag.PhotometricInterpretation))) {
      return Optional.empty();
    }
    try {
      return Optional.of(PaletteColours.of(seg, false));
    } catch (DicomReadException e) {
      warnings.add(new ReadWarning("segment-palette", e.getMessage()));
      return Optional.empty();
    }
  }

  private Rgb colour(Attributes item, int number) {
    int[] lab = item.getInts(Tag.RecommendedDisplayCIELabValue);
    if (lab != null && lab.length == 3) {
      return CieLab.decode(lab);
    }
    if (palette.isEmpty()) {
      return Rgb.ofNumber(number);
    }
    RawFrame value = new RawFrame.Shorts(new short[] {(short) number}, false);
    byte[] rgb = palette.get().apply(value);
    return new Rgb(rgb[0] & 0xFF, rgb[1] & 0xFF, rgb[2] & 0xFF);
  }

  private Algorithm algorithm(Attributes item, int number) {
    String type = item.getString(Tag.SegmentAlgorithmType, "");
    for (Algorithm algorithm : Algorithm.values()) {
      if (algorithm.name().equals(type)) {
        return algorithm;
      }
    }
    warn(number, "segment-algorithm", "does not say how it was made; taken as semi-automatic");
    return Algorithm.SEMIAUTOMATIC;
  }
}
