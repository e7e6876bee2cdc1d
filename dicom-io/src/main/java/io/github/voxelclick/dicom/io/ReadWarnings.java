package io.github.voxelclick.dicom.io;

import io.github.voxelclick.volume.ReadWarning;
import java.util.ArrayList;
import java.util.List;

/** Collects warnings, bounded: a damaged file can have a fault per element. */
final class ReadWarnings {
  /** So many are listed; one more says that there are others. */
  static final int MAX_WARNINGS = 100;

  private final List<ReadWarning> list = new ArrayList<>();
  private final ElementPath path = new ElementPath();

  /** Where reading is; warnings about elements name it. */
  ElementPath path() {
    return path;
  }

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
    if (list.size() <= MAX_WARNINGS) {
      add(code, String.format("%s at offset %d: %s", path.name(tag), offset, message));
    }
  }

  List<ReadWarning> toList() {
    return List.copyOf(list);
  }
}
