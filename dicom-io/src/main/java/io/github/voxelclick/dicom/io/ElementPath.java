package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.ElementDictionary;
import io.github.voxelclick.dicom.data.Tag;

/** The sequences and items around the element that is being read, for messages. */
final class ElementPath {
  /** Of a deeper path, so many levels are named at its start and at its end. */
  private static final int SHOWN_LEVELS = 4;

  private final int[] tags = new int[DataSetParser.MAX_DEPTH];
  private final int[] items = new int[DataSetParser.MAX_DEPTH];
  private int depth;

  int depth() {
    return depth;
  }

  /** Enters a sequence, before its first item. */
  void enter(int tag) {
    tags[depth] = tag;
    items[depth++] = 0;
  }

  void nextItem() {
    items[depth - 1]++;
  }

  /** Leaves all sequences deeper than {@code outer}. */
  void leaveTo(int outer) {
    depth = outer;
  }

  /** An element here: the sequences and items (from 1) around it, its tag, its keyword. */
  String name(int tag) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      if (i < SHOWN_LEVELS || i >= depth - SHOWN_LEVELS) {
        name.append(Tag.toString(tags[i])).append(" item ").append(items[i]).append(" > ");
      } else if (i == SHOWN_LEVELS) {
        name.append("… > ");
      }
    }
    name.append(Tag.toString(tag));
    String keyword = ElementDictionary.keywordOf(tag, null);
    return keyword.isEmpty() ? name.toString() : name.append(' ').append(keyword).toString();
  }
}
