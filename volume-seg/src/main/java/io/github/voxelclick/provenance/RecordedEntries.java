package io.github.voxelclick.provenance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a session's journal, packed: a zlib stream (RFC 1950) of entries, each after its
 * length in bytes (32 bits, big-endian). Immutable; equal when the packed bytes are.
 */
public final class RecordedEntries {
  /** Most bytes of all entries together with their lengths; more is refused on both sides. */
  public static final int MAX_BYTES = 256 << 20;

  /** Most entries; each costs memory of its own, however short it is. */
  public static final int MAX_ENTRIES = 4_000_000;

  private final byte[] packed;

  private RecordedEntries(byte[] packed) {
    this.packed = packed;
  }

  /**
   * Packs entries.
   *
   * @param entries payloads of a journal's records, in their order; any bytes, may be empty
   * @throws ProvenanceException when they are more than {@link #MAX_BYTES} or {@link #MAX_ENTRIES}
   */
  public static RecordedEntries of(List<byte[]> entries) throws ProvenanceException {
    long all = 0;
    for (byte[] entry : entries) {
      all += Integer.BYTES + (long) entry.length;
    }
    if (all > MAX_BYTES || entries.size() > MAX_ENTRIES) {
      throw new ProvenanceException(
          "Cannot keep the session's entries: they are "
              + entries.size()
              + " with "
              + all
              + " bytes, expected at most "
              + MAX_ENTRIES
              + " with "
              + MAX_BYTES
              + ". Save without them.");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      for (byte[] entry : entries) {
        out.writeInt(entry.length);
        out.write(entry);
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory does not refuse bytes", e);
    }
    return new RecordedEntries(bytes.toByteArray());
  }

  /** Entries as {@link #packed()} gave them; looked at only when they are unpacked. */
  public static RecordedEntries ofPacked(byte[] packed) {
    return new RecordedEntries(packed.clone());
  }

  /** The packed bytes, a copy. */
  public byte[] packed() {
    return packed.clone();
  }

  /**
   * The entries in their order, each an array of its own.
   *
   * @throws ProvenanceException when the bytes are damaged, or more than {@link #MAX_BYTES} or
   *     {@link #MAX_ENTRIES} come out of them
   */
  public List<byte[]> unpack() throws ProvenanceException {
    List<byte[]> entries = new ArrayList<>();
    Inflater inflater = new Inflater();
    ByteArrayInputStream bytes = new ByteArrayInputStream(packed);
    try (DataInputStream in = new DataInputStream(new InflaterInputStream(bytes, inflater))) {
      long all = 0;
      for (int first = in.read(); first >= 0; first = in.read()) {
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        all += Integer.BYTES + (long) length;
        if (length < 0 || all > MAX_BYTES || entries.size() == MAX_ENTRIES) {
          throw damaged(
              "more than " + MAX_ENTRIES + " or than " + MAX_BYTES + " bytes come out of them",
              null);
        }
        byte[] entry = in.readNBytes(length);
        if (entry.length < length) {
          throw damaged("the last one is cut off", null);
        }
        entries.add(entry);
      }
      if (!inflater.finished() || inflater.getRemaining() > 0 || bytes.available() > 0) {
        throw damaged("bytes follow their end", null);
      }
      return entries;
    } catch (IOException e) {
      throw damaged("they cannot be unpacked", e);
    } finally {
      inflater.end();
    }
  }

  private static ProvenanceException damaged(String found, @Nullable IOException cause) {
    String message =
        "Cannot use the session's entries: "
            + found
            + ". Expected what VoxelClick wrote. The mask itself is not affected; save it again.";
    return cause == null
        ? new ProvenanceException(message)
        : new ProvenanceException(message, cause);
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
