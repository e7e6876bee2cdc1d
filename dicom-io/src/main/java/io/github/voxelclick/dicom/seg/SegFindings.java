package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.derived.Codes;
import io.github.voxelclick.dicom.seg.SegFinding.Rule;
import java.util.ArrayList;
import java.util.List;

/** Collects findings, bounded: a damaged file can have one per frame. Not thread-safe. */
final class SegFindings {
  private static final int MAX = 100;

  private final List<SegFinding> list = new ArrayList<>();

  void add(Rule rule, String message) {
    if (list.size() < MAX) {
      list.add(new SegFinding(rule, message));
    }
  }

  /** Adds a finding unless the first value of an element is the expected one, "" for none. */
  void expect(Rule rule, String name, String expected, Attributes in, int tag) {
    String found = in.getString(tag, "");
    if (!found.equals(expected)) {
      add(rule, name + " is \"" + found + "\", expected \"" + expected + "\"");
    }
  }

  /** Adds a finding unless a code sequence begins with a complete term. */
  void expectCode(Attributes in, int sequenceTag, String where) {
    if (Codes.get(in, sequenceTag).isEmpty()) {
      add(Rule.CODE, where + ": " + Tag.toString(sequenceTag) + " is missing or incomplete");
    }
  }

  List<SegFinding> toList() {
    return List.copyOf(list);
  }
}
