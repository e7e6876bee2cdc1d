package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;

/** Expands a segmented lookup table (PS3.3 §C.7.9.2). Used once. */
final class SegmentedEntries {
  private static final int DISCRETE = 0;
  private static final int LINEAR = 1;
  private static final int INDIRECT = 2;

  private final int[] data;
  private final boolean bytes;
  private final int[] entries;
  private int filled;

  /**
   * @param data numbers of 8 or 16 bits
   * @param bytes whether they have 8
   * @param count of entries that must come out
   */
  SegmentedEntries(int[] data, boolean bytes, int count) {
    this.data = data;
    this.bytes = bytes;
    entries = new int[count];
  }

  int[] expand() throws DicomReadException {
    expand(0, Integer.MAX_VALUE, true);
    if (filled < entries.length) {
      throw new DicomReadException(
          "A segmented lookup table has " + filled + " entries, expected " + entries.length + ".");
    }
    return entries;
  }

  /** Padding may follow the last segment, so the table ends when it is full. */
  private void expand(int from, int segments, boolean mayRefer) throws DicomReadException {
    int at = from;
    for (int n = 0; n < segments && filled < entries.length && at + 1 < data.length; n++) {
      int kind = data[at];
      int length = data[at + 1];
      at += 2;
      switch (kind) {
        case DISCRETE -> {
          for (int i = 0; i < length; i++) {
            add(number(at + i));
          }
          at += length;
        }
        case LINEAR -> {
          addLine(number(at), length);
          at++;
        }
        case INDIRECT -> {
          // A segment that is referred to may not refer itself, which would never end.
          if (!mayRefer) {
            throw damaged();
          }
          expand(offset(at), length, false);
          at += bytes ? 4 : 2;
        }
        default -> throw damaged();
      }
    }
  }

  /** From the entry before to {@code last}. */
  private void addLine(int last, int length) throws DicomReadException {
    if (filled == 0) {
      throw damaged();
    }
    int before = entries[filled - 1];
    for (int i = 1; i <= length; i++) {
      add((int) Math.rint(before + (double) (last - before) * i / length));
    }
  }

  /** Index of the segment referred to; the file gives its byte, least significant part first. */
  private int offset(int at) throws DicomReadException {
    long offset = 0;
    int parts = bytes ? 4 : 2;
    for (int i = parts - 1; i >= 0; i--) {
      offset = offset << (bytes ? 8 : 16) | number(at + i);
    }
    long index = bytes ? offset : offset / 2;
    if (index >= data.length) {
      throw damaged();
    }
    return (int) index;
  }

  private int number(int at) throws DicomReadException {
    if (at >= data.length) {
      throw damaged();
    }
    return data[at];
  }

  private void add(int entry) {
    if (filled < entries.length) {
      entries[filled++] = entry;
    }
  }

  private static DicomReadException damaged() {
    return new DicomReadException("A segmented lookup table is damaged.");
  }
}
