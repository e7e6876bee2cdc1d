package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.ElementDictionary;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.volume.ReadWarning;
import java.util.ArrayList;
import java.util.List;

/** Collects warnings, bounded: a damaged file can have a fault per element. */
final class ReadWarnings {
  private static final int MAX_WARNINGS = 100;

  private final List<ReadWarning> list = new ArrayList<>();

  /** Adds a warning about the file as a whole; the message is one sentence. */
  void add(String code, String message) {
    if (list.size() < MAX_WARNINGS) {
      list.add(new ReadWarning(code, message));
    } else if (list.size() == MAX_WARNINGS) {
      list.add(new ReadWarning("more", "There are more warnings than are listed."));
    }
  }

  /** Adds a warning about an element; names it and its place, never its value. */
  void add(String code, int tag, long offset, String message) {
    add(code, String.format("%s at offset %d: %s", name(tag), offset, message));
  }

  List<ReadWarning> toList() {
    return List.copyOf(list);
  }

  /** Tag and keyword of an element for messages. */
  static String name(int tag) {
    String keyword = ElementDictionary.keywordOf(tag, null);
    return keyword.isEmpty() ? Tag.toString(tag) : Tag.toString(tag) + " " + keyword;
  }
}
