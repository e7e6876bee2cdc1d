package io.github.voxelclick.dicom.data;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The items of encapsulated pixel data (PS3.5 §A.4), each a {@code byte[]} or a {@link BulkData}.
 * Index 0 is the Basic Offset Table, an empty array where there is none. Not thread-safe.
 */
public final class Fragments extends AbstractList<Object> implements RandomAccess {
  private final VR vr;
  private final boolean bigEndian;
  private final List<Object> items;

  Fragments(VR vr, boolean bigEndian, int capacity) {
    this.vr = vr;
    this.bigEndian = bigEndian;
    this.items = new ArrayList<>(capacity);
  }

  /** Representation of the element, OB or OW. */
  public VR vr() {
    return vr;
  }

  /** Byte order of the data set. */
  public boolean bigEndian() {
    return bigEndian;
  }

  @Override
  public Object get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public void add(int index, Object item) {
    if (!(item instanceof byte[]) && !(item instanceof BulkData)) {
      throw new IllegalArgumentException("a fragment is a byte[] or a BulkData");
    }
    items.add(index, item);
  }

  @Override
  public Object remove(int index) {
    return items.remove(index);
  }

  /** Equal with equal items; byte arrays are compared by their content. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fragments that
        && Arrays.deepEquals(items.toArray(), that.items.toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(items.toArray());
  }

  @Override
  public String toString() {
    return items.size() + " fragments";
  }
}
