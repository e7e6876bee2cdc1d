package io.github.voxelclick.dicom.data;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The items of a sequence element. An item belongs to one sequence at a time: adding it to a second
 * one is an {@link IllegalStateException}, since both would change with it. Not thread-safe.
 */
public final class Sequence extends AbstractList<Attributes> implements RandomAccess {
  private final Attributes parent;
  private final List<Attributes> items;

  Sequence(Attributes parent, int capacity) {
    this.parent = parent;
    this.items = new ArrayList<>(capacity);
  }

  /** The data set that holds this sequence. */
  public Attributes getParent() {
    return parent;
  }

  @Override
  public Attributes get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public void add(int index, Attributes item) {
    item.attachTo(parent);
    items.add(index, item);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the very item may stay; an equal one is another item
  public Attributes set(int index, Attributes item) {
    if (item != items.get(index)) {
      item.attachTo(parent);
      items.get(index).detach();
    }
    return items.set(index, item);
  }

  @Override
  public Attributes remove(int index) {
    Attributes item = items.remove(index);
    item.detach();
    return item;
  }

  @Override
  public String toString() {
    return items.size() + " items";
  }
}
