package io.github.voxelclick.plugin.convert;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which value each structure has in all label images of a data set: 1, 2, … in the order in which
 * the structures were met, or were asked for. Structures are told apart by their names, whatever
 * the case of their letters. Immutable.
 */
final class LabelValues {
  private final List<String> names;
  private final boolean closed;

  /**
   * @param names of values 1, 2, …
   * @param closed whether structures of other names are left out; else they get the next values
   */
  LabelValues(List<String> names, boolean closed) {
    this.names = List.copyOf(names);
    this.closed = closed;
  }

  /** Names by value, from 1. */
  List<String> names() {
    return names;
  }

  /** These values and, unless closed, the next ones for what a segmentation has besides. */
  LabelValues extendedBy(Segmentation segmentation) {
    if (closed) {
      return this;
    }
    List<String> more = new ArrayList<>(names);
    for (Segmentation.Entry entry : segmentation.entries()) {
      String name = entry.segment().label().strip();
      if (!entry.mask().isEmpty() && more.stream().noneMatch(n -> isSame(n, name))) {
        more.add(name);
      }
    }
    return new LabelValues(more, false);
  }

  /** Whether two names are of one structure. */
  static boolean isSame(String a, String b) {
    return a.strip().toLowerCase(Locale.ROOT).equals(b.strip().toLowerCase(Locale.ROOT));
  }

  /**
   * The masks under their values. Structures without a voxel or a value are left out; structures of
   * one name are one.
   */
  Segmentation assign(Segmentation segmentation) {
    Map<Integer, Segmentation.Entry> entries = new TreeMap<>();
    for (Segmentation.Entry entry : segmentation.entries()) {
      int value = valueOf(entry.segment().label());
      if (value > 0 && !entry.mask().isEmpty()) {
        entries.merge(
            value,
            new Segmentation.Entry(entry.segment().withNumber(value), entry.mask()),
            LabelValues::joined);
      }
    }
    return new Segmentation(segmentation.geometry(), List.copyOf(entries.values()));
  }

  /** From 1; 0 for none. */
  private int valueOf(String name) {
    for (int n = 0; n < names.size(); n++) {
      if (isSame(names.get(n), name)) {
        return n + 1;
      }
    }
    return 0;
  }

  private static Segmentation.Entry joined(Segmentation.Entry a, Segmentation.Entry b) {
    Mask mask = a.mask();
    for (int k : b.mask().occupiedSlices()) {
      SlicePlane plane = SlicePlane.k(k);
      mask = mask.withSlice(plane, mask.slice(plane).or(b.mask().slice(plane)));
    }
    return new Segmentation.Entry(a.segment(), mask);
  }
}
