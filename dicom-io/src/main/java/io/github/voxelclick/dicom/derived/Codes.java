package io.github.voxelclick.dicom.derived;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.CodedConcept;
import java.util.List;
import java.util.Optional;

/** Coded terms (PS3.3 8.8; the terms are from PS3.16 annex D) and their items. */
public final class Codes {
  /** CID 7203. */
  public static final CodedConcept DERIVED_BY_SEGMENTATION =
      new CodedConcept("113076", "DCM", "Segmentation");

  /** CID 7202. */
  public static final CodedConcept SOURCE_IMAGE =
      new CodedConcept("121322", "DCM", "Source image for image processing operation");

  /** CID 7162. */
  public static final CodedConcept ARTIFICIAL_INTELLIGENCE =
      new CodedConcept("123110", "DCM", "Artificial Intelligence");

  /** CID 7162. */
  public static final CodedConcept MORPHOLOGICAL_OPERATIONS =
      new CodedConcept("123104", "DCM", "Morphological Operations");

  /** CID 7150; the category of {@link #BACKGROUND}. */
  public static final CodedConcept SPATIAL_CONCEPT =
      new CodedConcept("309825002", "SCT", "Spatial and Relational Concept");

  /** What is no segment in a label map. */
  public static final CodedConcept BACKGROUND = new CodedConcept("125040", "DCM", "Background");

  /** CID 7005. */
  public static final CodedConcept PROCESSING_EQUIPMENT =
      new CodedConcept("109102", "DCM", "Processing Equipment");

  /** Longer values have an attribute of their own (PS3.3 8.1). */
  private static final int MAX_SHORT_VALUE = 16;

  private Codes() {}

  /** Sets a code sequence to one term and returns its item. */
  public static Attributes set(Attributes target, int sequenceTag, CodedConcept concept) {
    Attributes item = item(concept);
    target.newSequence(sequenceTag, 1).add(item);
    return item;
  }

  /** Sets a code sequence to any number of terms; none leaves it out. */
  public static void setAll(Attributes target, int sequenceTag, List<CodedConcept> concepts) {
    if (!concepts.isEmpty()) {
      Sequence items = target.newSequence(sequenceTag, concepts.size());
      concepts.forEach(concept -> items.add(item(concept)));
    }
  }

  private static Attributes item(CodedConcept concept) {
    Attributes item = new Attributes(3);
    if (concept.value().length() > MAX_SHORT_VALUE) {
      item.setString(Tag.LongCodeValue, VR.UC, concept.value());
    } else {
      item.setString(Tag.CodeValue, VR.SH, concept.value());
    }
    item.setString(Tag.CodingSchemeDesignator, VR.SH, concept.scheme());
    item.setString(Tag.CodeMeaning, VR.LO, concept.meaning());
    return item;
  }

  /** The first term of a code sequence, if it is there and complete. */
  public static Optional<CodedConcept> get(Attributes source, int sequenceTag) {
    Attributes item = source.getNestedDataset(sequenceTag);
    return item == null ? Optional.empty() : of(item);
  }

  /** The complete terms of a code sequence, none when it is missing. */
  public static List<CodedConcept> getAll(Attributes source, int sequenceTag) {
    Sequence items = source.getSequence(sequenceTag);
    return items == null ? List.of() : items.stream().flatMap(i -> of(i).stream()).toList();
  }

  private static Optional<CodedConcept> of(Attributes item) {
    try {
      return Optional.of(
          new CodedConcept(
              item.getString(Tag.CodeValue, item.getString(Tag.LongCodeValue, "")),
              item.getString(Tag.CodingSchemeDesignator, ""),
              item.getString(Tag.CodeMeaning, "")));
    } catch (IllegalArgumentException incomplete) {
      return Optional.empty();
    }
  }
}
