package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.derived.Codes;
import io.github.voxelclick.dicom.derived.Texts;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segment.Algorithm;
import io.github.voxelclick.volume.Segment.Rgb;
import io.github.voxelclick.volume.SegmentDetails;
import io.github.voxelclick.volume.Term;
import io.github.voxelclick.volume.Terminology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what regions of interest are: Structure Set ROI, ROI Contour and RT ROI Observations
 * sequences (PS3.3 C.8.8.5, C.8.8.6, C.8.8.8), joined by ROI Number.
 */
final class RoiReader {
  private static final int MAX_SEGMENT_NUMBER = 65535;
  private static final int MAX_COLOUR = 255;

  private final Attributes dataset;
  private final Map<Integer, Roi> rois = new LinkedHashMap<>();
  private final Map<Integer, Sequence> contours = new LinkedHashMap<>();
  private final List<ReadWarning> warnings = new ArrayList<>();

  /**
   * Reads all regions.
   *
   * @throws DicomReadException when there is none, two share a number, or a segmentation cannot
   *     number so many
   */
  RoiReader(Attributes dataset) throws DicomReadException {
    this.dataset = dataset;
    Map<Integer, Attributes> described = described();
    Map<Integer, Attributes> drawn = byReference(Tag.ROIContourSequence, described);
    Map<Integer, Attributes> observed = byReference(Tag.RTROIObservationsSequence, described);
    boolean keepNumbers =
        described.keySet().stream().allMatch(n -> n >= 1 && n <= MAX_SEGMENT_NUMBER);
    if (!keepNumbers) {
      warnings.add(
          new ReadWarning(
              "roi-numbers", "The regions are numbered anew from 1: segments have no number 0."));
    }
    int place = 0;
    for (Map.Entry<Integer, Attributes> entry : described.entrySet()) {
      place++;
      int number = entry.getKey();
      Attributes contour = drawn.getOrDefault(number, new Attributes());
      Attributes observation = observed.getOrDefault(number, new Attributes());
      Segment segment =
          segment(keepNumbers ? number : place, entry.getValue(), contour, observation);
      rois.put(
          number,
          new Roi(
              number,
              segment,
              observation.getString(Tag.RTROIInterpretedType, ""),
              entry
                  .getValue()
                  .getString(
                      Tag.ReferencedFrameOfReferenceUID,
                      dataset.getString(Tag.FrameOfReferenceUID, ""))));
      Sequence items = contour.getSequence(Tag.ContourSequence);
      if (items != null && !items.isEmpty()) {
        contours.put(number, items);
      }
    }
  }

  /** By ROI Number, in the order of the file. */
  Map<Integer, Roi> rois() {
    return rois;
  }

  /** Contour Sequence by ROI Number, where there is one. */
  Map<Integer, Sequence> contours() {
    return contours;
  }

  List<ReadWarning> warnings() {
    return warnings;
  }

  private Map<Integer, Attributes> described() throws DicomReadException {
    Sequence items = dataset.getSequence(Tag.StructureSetROISequence);
    if (items == null || items.isEmpty()) {
      throw new DicomReadException(
          "Cannot read the structure set: it describes no region of interest (3006,0020).");
    }
    if (items.size() > MAX_SEGMENT_NUMBER) {
      throw new DicomReadException(
          "Cannot read the structure set: it has "
              + items.size()
              + " regions, expected at most "
              + MAX_SEGMENT_NUMBER
              + ".");
    }
    Map<Integer, Attributes> described = new LinkedHashMap<>();
    for (Attributes item : items) {
      if (!item.containsValue(Tag.ROINumber)) {
        throw new DicomReadException(
            "Cannot read the structure set: a region has no number (3006,0022).");
      }
      int number = item.getInt(Tag.ROINumber, 0);
      if (described.put(number, item) != null) {
        throw new DicomReadException(
            "Cannot read the structure set: two regions have the number " + number + ".");
      }
    }
    return described;
  }

  /** Items that refer to a region, the first one for each. */
  private Map<Integer, Attributes> byReference(int tag, Map<Integer, Attributes> described) {
    Map<Integer, Attributes> found = new LinkedHashMap<>();
    Sequence items = dataset.getSequence(tag);
    if (items == null) {
      return found;
    }
    int lost = 0;
    for (Attributes item : items) {
      int number = item.getInt(Tag.ReferencedROINumber, Integer.MIN_VALUE);
      if (!described.containsKey(number) || found.putIfAbsent(number, item) != null) {
        lost++;
      }
    }
    if (lost > 0) {
      warnings.add(
          new ReadWarning(
              "roi-reference",
              lost
                  + " items of "
                  + Tag.toString(tag)
                  + " belong to no region, or to one that has its item already; left out."));
    }
    return found;
  }

  private Segment segment(int number, Attributes roi, Attributes contour, Attributes observation) {
    String name = Texts.longString(roi.getString(Tag.ROIName, ""));
    Algorithm algorithm = algorithm(roi.getString(Tag.ROIGenerationAlgorithm, ""));
    String madeBy = Texts.longString(roi.getString(Tag.ROIGenerationDescription, ""));
    Term term = term(observation, name);
    return new Segment(
        number,
        name.isEmpty() ? "Region " + number : name,
        term.category(),
        term.type(),
        colour(contour, number),
        algorithm,
        madeBy.isEmpty() && algorithm != Algorithm.MANUAL ? "unknown" : madeBy,
        "",
        details(observation, term)
            .withDescription(Texts.shortText(roi.getString(Tag.ROIDescription, ""))));
  }

  /** What the codes say, else what the name means, else tissue. */
  private static Term term(Attributes observation, String name) {
    Optional<CodedConcept> type = Codes.get(observation, Tag.RTROIIdentificationCodeSequence);
    Terminology known = Terminology.standard();
    if (type.isEmpty()) {
      return known.ofName(name).orElse(known.unnamed());
    }
    Term term =
        known
            .ofCode(type.get().scheme(), type.get().value())
            .orElseGet(() -> known.unlisted(type.get()));
    CodedConcept category =
        Codes.get(observation, Tag.SegmentedPropertyCategoryCodeSequence).orElse(term.category());
    return new Term(category, type.get(), Optional.empty(), Optional.empty(), term.colour());
  }

  private static SegmentDetails details(Attributes observation, Term term) {
    Attributes type = observation.getNestedDataset(Tag.RTROIIdentificationCodeSequence);
    return type == null
        ? term.details()
        : new SegmentDetails(
            Codes.getAll(type, Tag.SegmentedPropertyTypeModifierCodeSequence),
            Optional.empty(),
            "",
            Optional.empty());
  }

  /** Often empty in practice, which is legal (type 2). */
  private static Algorithm algorithm(String text) {
    for (Algorithm algorithm : Algorithm.values()) {
      if (algorithm.name().equals(text)) {
        return algorithm;
      }
    }
    return Algorithm.SEMIAUTOMATIC;
  }

  private static Rgb colour(Attributes contour, int number) {
    String[] parts = contour.getStrings(Tag.ROIDisplayColor);
    if (parts == null || parts.length != 3) {
      return Rgb.ofNumber(number);
    }
    int[] rgb = new int[3];
    for (int n = 0; n < 3; n++) {
      if (!parts[n].matches("[0-9]{1,3}") || Integer.parseInt(parts[n]) > MAX_COLOUR) {
        return Rgb.ofNumber(number);
      }
      rgb[n] = Integer.parseInt(parts[n]);
    }
    return new Rgb(rgb[0], rgb[1], rgb[2]);
  }
}
