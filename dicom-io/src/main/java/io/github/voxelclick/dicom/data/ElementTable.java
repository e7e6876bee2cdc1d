package io.github.voxelclick.dicom.data;

import java.util.Arrays;

/** Elements in ascending unsigned order of their tags, in parallel arrays. */
final class ElementTable {
  private static final int MIN_CAPACITY = 8;

  private int[] tags;
  private VR[] vrs;
  private Object[] values;
  private int size;

  ElementTable(int capacity) {
    tags = new int[capacity];
    vrs = new VR[capacity];
    values = new Object[capacity];
  }

  int size() {
    return size;
  }

  int[] tags() {
    return Arrays.copyOf(tags, size);
  }

  int tag(int index) {
    return tags[index];
  }

  VR vr(int index) {
    return vrs[index];
  }

  Object value(int index) {
    return values[index];
  }

  /** Index of a tag; if it is not there, −(index where it would stand) − 1. */
  int indexOf(int tag) {
    // Files are read in order, so that the last place is the most frequent one.
    if (size == 0 || Integer.compareUnsigned(tags[size - 1], tag) < 0) {
      return -size - 1;
    }
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compareUnsigned(tags[middle], tag);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  void put(int tag, VR vr, Object value) {
    int index = indexOf(tag);
    if (index < 0) {
      index = -index - 1;
      if (size == tags.length) {
        int capacity = Math.max(MIN_CAPACITY, size * 2);
        tags = Arrays.copyOf(tags, capacity);
        vrs = Arrays.copyOf(vrs, capacity);
        values = Arrays.copyOf(values, capacity);
      }
      move(index, index + 1);
      size++;
    }
    tags[index] = tag;
    vrs[index] = vr;
    values[index] = value;
  }

  void remove(int index) {
    move(index + 1, index);
    size--;
    vrs[size] = null;
    values[size] = null;
  }

  private void move(int from, int to) {
    int count = size - from;
    System.arraycopy(tags, from, tags, to, count);
    System.arraycopy(vrs, from, vrs, to, count);
    System.arraycopy(values, from, values, to, count);
  }
}
