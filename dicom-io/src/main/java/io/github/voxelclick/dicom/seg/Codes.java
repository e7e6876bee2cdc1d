package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.CodedConcept;
import java.util.Optional;

/** Coded terms (PS3.3 8.8; the terms are from PS3.16 annex D) and their items. */
final class Codes {
  /** CID 7203. */
  static final CodedConcept DERIVED_BY_SEGMENTATION =
      new CodedConcept("113076", "DCM", "Segmentation");

  /** CID 7202. */
  static final CodedConcept SOURCE_IMAGE =
      new CodedConcept("121322", "DCM", "Source image for image processing operation");

  /** CID 7162. */
  static final CodedConcept ARTIFICIAL_INTELLIGENCE =
      new CodedConcept("123110", "DCM", "Artificial Intelligence");

  /** CID 7005. */
  static final CodedConcept PROCESSING_EQUIPMENT =
      new CodedConcept("109102", "DCM", "Processing Equipment");

  private Codes() {}

  /** Sets a code sequence to one term. */
  static void set(Attributes target, int sequenceTag, CodedConcept concept) {
    Attributes item = new Attributes(3);
    item.setString(Tag.CodeValue, VR.SH, concept.value());
    item.setString(Tag.CodingSchemeDesignator, VR.SH, concept.scheme());
    item.setString(Tag.CodeMeaning, VR.LO, concept.meaning());
    target.newSequence(sequenceTag, 1).add(item);
  }

  /** The first term of a code sequence, if it is there and complete. */
  static Optional<CodedConcept> get(Attributes source, int sequenceTag) {
    Attributes item = source.getNestedDataset(sequenceTag);
    if (item == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new CodedConcept(
              item.getString(Tag.CodeValue, ""),
              item.getString(Tag.CodingSchemeDesignator, ""),
              item.getString(Tag.CodeMeaning, "")));
    } catch (IllegalArgumentException incomplete) {
      return Optional.empty();
    }
  }
}
