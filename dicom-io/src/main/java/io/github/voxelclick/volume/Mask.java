package io.github.voxelclick.volume;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One bit per voxel of a grid, stored by slice of constant k and only where not empty. Immutable;
 * versions made by {@link #withSlice} share all other slices.
 */
public final class Mask {
  private final GridSize size;

  /** Never holds an empty slice, so equal masks have equal maps. */
  private final SortedMap<Integer, SliceMask> slices;

  private Mask(GridSize size, SortedMap<Integer, SliceMask> slices) {
    this.size = size;
    this.slices = slices;
  }

  /** The mask without any voxel. */
  public static Mask empty(GridSize size) {
    return new Mask(size, new TreeMap<>());
  }

  /**
   * The mask of these slices.
   *
   * @param slices by k, each of the grid's columns i and rows j; not copied, for they cannot
   *     change. Empty ones are left out
   * @throws IllegalArgumentException when a slice does not fit or the grid has none of that k
   */
  public static Mask of(GridSize size, Map<Integer, SliceMask> slices) {
    SortedMap<Integer, SliceMask> kept = new TreeMap<>();
    for (var e : slices.entrySet()) {
      SliceMask slice = e.getValue();
      if (e.getKey() < 0
          || e.getKey() >= size.k()
          || slice.columns() != size.i()
          || slice.rows() != size.j()) {
        throw new IllegalArgumentException(
            slice + " does not fit slice " + e.getKey() + " of " + size);
      }
      put(kept, e.getKey(), slice);
    }
    return new Mask(size, kept);
  }

  /** The grid. */
  public GridSize size() {
    return size;
  }

  /**
   * Whether a voxel is set.
   *
   * @throws IllegalArgumentException when it lies outside
   */
  public boolean get(VoxelIndex v) {
    if (!size.contains(v)) {
      throw new IllegalArgumentException(v + " lies outside " + size);
    }
    SliceMask s = slices.get(v.k());
    return s != null && s.get(v.i(), v.j());
  }

  /**
   * A slice of any axis.
   *
   * @throws IllegalArgumentException when the grid has no such slice
   */
  public SliceMask slice(SlicePlane plane) {
    if (!plane.within(size)) {
      throw new IllegalArgumentException(plane + " lies outside " + size);
    }
    int columns = plane.axis().columns(size);
    int rows = plane.axis().rows(size);
    if (plane.axis() == SliceAxis.K) {
      SliceMask s = slices.get(plane.index());
      return s == null ? SliceMask.empty(columns, rows) : s;
    }
    long[] words = new long[(columns * rows + 63) / 64];
    slices.forEach(
        (k, slice) -> {
          for (int n = k * columns, column = 0; column < columns; column++, n++) {
            if (plane.axis() == SliceAxis.I
                ? slice.get(plane.index(), column)
                : slice.get(column, plane.index())) {
              words[n >> 6] |= 1L << n;
            }
          }
        });
    return SliceMask.ofWords(columns, rows, words);
  }

  /**
   * This mask with one slice replaced.
   *
   * @param plane which slice, of any axis
   * @param slice its new pixels, of the plane's columns and rows
   */
  public Mask withSlice(SlicePlane plane, SliceMask slice) {
    if (!plane.within(size)
        || slice.columns() != plane.axis().columns(size)
        || slice.rows() != plane.axis().rows(size)) {
      throw new IllegalArgumentException(slice + " does not fit " + plane + " of " + size);
    }
    SortedMap<Integer, SliceMask> next = new TreeMap<>(slices);
    if (plane.axis() == SliceAxis.K) {
      put(next, plane.index(), slice);
      return new Mask(size, next);
    }
    for (int k = 0; k < size.k(); k++) {
      int row = k;
      SliceMask before = slice(SlicePlane.k(k));
      put(
          next,
          k,
          plane.axis() == SliceAxis.I
              ? before.withColumn(plane.index(), j -> slice.get(j, row))
              : before.withRow(plane.index(), i -> slice.get(i, row)));
    }
    return new Mask(size, next);
  }

  /**
   * This mask with several slices of constant k replaced.
   *
   * @param replaced their new pixels by k
   */
  public Mask withSlices(Map<Integer, SliceMask> replaced) {
    SortedMap<Integer, SliceMask> next = new TreeMap<>(slices);
    replaced.forEach(
        (k, slice) -> {
          if (k < 0 || k >= size.k() || slice.columns() != size.i() || slice.rows() != size.j()) {
            throw new IllegalArgumentException(slice + " does not fit slice " + k + " of " + size);
          }
          put(next, k, slice);
        });
    return new Mask(size, next);
  }

  /**
   * The k of the slices on which another mask of the same grid differs, ascending. Slices that both
   * share cost nothing.
   */
  public SortedSet<Integer> differingSlices(Mask other) {
    if (!size.equals(other.size)) {
      throw new IllegalArgumentException(size + " and " + other.size + " differ");
    }
    SortedSet<Integer> differing = new TreeSet<>();
    slices.forEach(
        (k, slice) -> {
          if (!slice.equals(other.slices.get(k))) {
            differing.add(k);
          }
        });
    for (int k : other.slices.keySet()) {
      if (!slices.containsKey(k)) {
        differing.add(k);
      }
    }
    return differing;
  }

  private static void put(SortedMap<Integer, SliceMask> slices, int k, SliceMask slice) {
    if (slice.isEmpty()) {
      slices.remove(k);
    } else {
      slices.put(k, slice);
    }
  }

  /** The k of the slices that are not empty, ascending; a copy. */
  public SortedSet<Integer> occupiedSlices() {
    return new TreeSet<>(slices.keySet());
  }

  /** How many voxels are set. */
  public long count() {
    long n = 0;
    for (SliceMask s : slices.values()) {
      n += s.count();
    }
    return n;
  }

  /** Whether no voxel is set. */
  public boolean isEmpty() {
    return slices.isEmpty();
  }

  /**
   * Voxels set in either. Slices that the other mask does not change are shared, as are those that
   * only the other has; time grows with the slices that both have.
   *
   * @throws IllegalArgumentException when the other is on another grid
   */
  public Mask or(Mask other) {
    checkSameSize(other);
    SortedMap<Integer, SliceMask> next = new TreeMap<>(slices);
    for (var e : other.slices.entrySet()) {
      next.merge(e.getKey(), e.getValue(), (mine, theirs) -> changed(mine, mine.or(theirs)));
    }
    return new Mask(size, next);
  }

  /**
   * Voxels set in both. Slices that the other mask does not change are shared.
   *
   * @throws IllegalArgumentException when the other is on another grid
   */
  public Mask and(Mask other) {
    checkSameSize(other);
    SortedMap<Integer, SliceMask> next = new TreeMap<>();
    for (var e : slices.entrySet()) {
      SliceMask theirs = other.slices.get(e.getKey());
      if (theirs != null) {
        put(next, e.getKey(), changed(e.getValue(), e.getValue().and(theirs)));
      }
    }
    return new Mask(size, next);
  }

  /**
   * Voxels of this mask that the other has not. Slices that the other mask does not change are
   * shared.
   *
   * @throws IllegalArgumentException when the other is on another grid
   */
  public Mask andNot(Mask other) {
    checkSameSize(other);
    SortedMap<Integer, SliceMask> next = new TreeMap<>();
    for (var e : slices.entrySet()) {
      SliceMask mine = e.getValue();
      SliceMask theirs = other.slices.get(e.getKey());
      put(next, e.getKey(), theirs == null ? mine : changed(mine, mine.andNot(theirs)));
    }
    return new Mask(size, next);
  }

  /** The slice as it was where nothing changed, so that versions share it. */
  private static SliceMask changed(SliceMask before, SliceMask after) {
    return after.equals(before) ? before : after;
  }

  private void checkSameSize(Mask other) {
    if (!size.equals(other.size)) {
      throw new IllegalArgumentException(size + " and " + other.size + " differ");
    }
  }

  /**
   * The Dice overlap 2|A∩B| / (|A|+|B|) with another mask on the same grid; 1 when both are empty.
   *
   * @return 0 to 1
   */
  public double dice(Mask other) {
    checkSameSize(other);
    long total = count() + other.count();
    long both = 0;
    for (var e : slices.entrySet()) {
      SliceMask s = other.slices.get(e.getKey());
      both += s == null ? 0 : e.getValue().and(s).count();
    }
    return total == 0 ? 1 : 2.0 * both / total;
  }

  /** The volume of all set voxels in millilitres, slice by slice with its real thickness. */
  public double millilitres(VolumeGeometry geometry) {
    double mm3 = 0;
    for (var e : slices.entrySet()) {
      mm3 += e.getValue().count() * geometry.voxelVolumeMm3(e.getKey());
    }
    return mm3 / 1000;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask m && size.equals(m.size) && slices.equals(m.slices);
  }

  @Override
  public int hashCode() {
    return 31 * size.hashCode() + slices.hashCode();
  }

  @Override
  public String toString() {
    return size + " with " + count() + " set";
  }
}
