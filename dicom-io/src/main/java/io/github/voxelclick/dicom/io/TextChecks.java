package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;

/** Warns of text whose character set is not what the standard says. */
final class TextChecks {
  private final ReadWarnings warnings;
  private boolean toldUndeclared;

  TextChecks(ReadWarnings warnings) {
    this.warnings = warnings;
  }

  /** Looks at an element that was just read. */
  void check(Attributes dataset, ElementHeader header, VR vr) {
    int tag = header.tag();
    if (tag == Tag.SpecificCharacterSet && header.length() > 0) {
      for (String fault : dataset.getSpecificCharacterSet().faults()) {
        warnings.add("character-set", tag, header.offset(), fault);
      }
    }
    if (!toldUndeclared
        && vr.usesSpecificCharacterSet()
        && dataset.getValue(tag) instanceof byte[] bytes
        && dataset.getSpecificCharacterSet().leavesUndefined(bytes)) {
      toldUndeclared = true; // one tells enough: every text of the file will have them
      warnings.add(
          "character-set",
          tag,
          header.offset(),
          "Has characters beyond ASCII without a character set; read as ISO 8859-1.");
    }
  }
}
