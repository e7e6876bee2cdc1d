package io.github.voxelclick.provenance;

import io.github.voxelclick.session.SessionEntries;
import java.util.Arrays;

/**
 * The entries of a session as they lie packed in a record; {@link SessionEntries} reads them, and
 * nothing here looks into them. Immutable; equal when the packed bytes are.
 */
public final class RecordedEntries {
  private final byte[] packed;

  private RecordedEntries(byte[] packed) {
    this.packed = packed;
  }

  /** Entries as {@link SessionEntries#bytes} gives them. */
  public static RecordedEntries ofPacked(byte[] packed) {
    return new RecordedEntries(packed.clone());
  }

  /** The packed bytes, a copy. */
  public byte[] packed() {
    return packed.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordedEntries entries && Arrays.equals(packed, entries.packed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(packed);
  }

  @Override
  public String toString() {
    return "entries in " + packed.length + " bytes";
  }
}
