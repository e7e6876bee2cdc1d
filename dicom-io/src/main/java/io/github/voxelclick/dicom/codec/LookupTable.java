package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.DicomReadException;
import java.util.Arrays;

/**
 * A lookup table of a data set: of a palette (PS3.3 §C.7.6.3.1.5), a Modality LUT (§C.11.1.1) or a
 * VOI LUT (§C.11.2.1). Values below the first that is mapped give the first entry, values above the
 * last give the last. Immutable.
 */
public final class LookupTable {
  private static final int MOST_ENTRIES = 1 << 16;

  private final int first;
  private final int bits;
  private final int[] entries;

  private LookupTable(int first, int bits, int[] entries) {
    this.first = first;
    this.bits = bits;
    this.entries = entries;
  }

  /**
   * Reads a table.
   *
   * @param owner data set or item that has the elements
   * @param descriptorTag number of entries, first value mapped, bits of an entry
   * @param dataTag the entries
   * @param signedInput whether the values to be mapped may be negative, so that the descriptor's
   *     unsigned number stands for a negative one
   * @throws DicomReadException when the table is missing, incomplete or contradicts itself
   */
  public static LookupTable of(
      Attributes owner, int descriptorTag, int dataTag, boolean signedInput)
      throws DicomReadException {
    int[] descriptor = descriptor(owner, descriptorTag);
    int count = descriptor[0];
    int[] words = words(owner, dataTag);
    boolean bytes = words.length < count;
    int[] entries = bytes ? bytesOf(words) : words;
    if (entries.length < count) {
      throw new DicomReadException(
          "A lookup table has " + entries.length + " entries, expected " + count + ".",
          dataTag,
          DicomReadException.UNKNOWN_OFFSET);
    }
    boolean signed = signedInput || owner.getVR(descriptorTag) == VR.SS;
    return of(descriptor, bytes ? 8 : descriptor[2], Arrays.copyOf(entries, count), signed);
  }

  /**
   * Reads a table that is stored in segments (PS3.3 §C.7.9).
   *
   * @throws DicomReadException when the table is missing or damaged
   */
  static LookupTable ofSegments(
      Attributes owner, int descriptorTag, int dataTag, boolean signedInput)
      throws DicomReadException {
    int[] descriptor = descriptor(owner, descriptorTag);
    boolean bytes = descriptor[2] == 8;
    int[] words = words(owner, dataTag);
    int[] numbers = bytes ? bytesOf(words) : words;
    int[] entries = new SegmentedEntries(numbers, bytes, descriptor[0]).expand();
    boolean signed = signedInput || owner.getVR(descriptorTag) == VR.SS;
    return of(descriptor, descriptor[2], entries, signed);
  }

  private static LookupTable of(int[] descriptor, int bits, int[] entries, boolean signed)
      throws DicomReadException {
    int largest = Arrays.stream(entries).max().orElse(0);
    if (bits < 1 || bits > 16) {
      throw new DicomReadException(
          "A lookup table has entries of " + bits + " bits, expected 8 to 16.");
    }
    // Some writers say 8 and mean 16.
    int used = largest >> bits > 0 ? 16 : bits;
    return new LookupTable(signed ? (short) descriptor[1] : descriptor[1] & 0xFFFF, used, entries);
  }

  /** Number of entries, first value mapped, bits of an entry. */
  private static int[] descriptor(Attributes owner, int tag) throws DicomReadException {
    try {
      int[] numbers = owner.getInts(tag);
      if (numbers != null && numbers.length == 3) {
        int count = numbers[0] & 0xFFFF; // 65536 does not fit and is written as 0
        return new int[] {count == 0 ? MOST_ENTRIES : count, numbers[1], numbers[2]};
      }
    } catch (DicomValueException e) {
      throw new DicomReadException("A lookup table is damaged: " + e.getMessage(), e);
    }
    throw new DicomReadException(
        "A lookup table has no descriptor of three numbers " + Tag.toString(tag) + ".",
        tag,
        DicomReadException.UNKNOWN_OFFSET);
  }

  /** The value as unsigned words of 16 bits, whatever its representation. */
  private static int[] words(Attributes owner, int tag) throws DicomReadException {
    byte[] bytes = owner.getSafeBytes(tag);
    if (bytes == null || bytes.length == 0) {
      throw new DicomReadException(
          "A lookup table has no data " + Tag.toString(tag) + ".",
          tag,
          DicomReadException.UNKNOWN_OFFSET);
    }
    boolean swapped = owner.bigEndian() && owner.getVR(tag) != VR.OB;
    int[] words = new int[(bytes.length + 1) / 2];
    for (int i = 0; i < words.length; i++) {
      int even = bytes[2 * i] & 0xFF;
      int odd = 2 * i + 1 < bytes.length ? bytes[2 * i + 1] & 0xFF : 0;
      words[i] = swapped ? even << 8 | odd : odd << 8 | even;
    }
    return words;
  }

  /** Each word holds two bytes, the first one in its lower half. */
  private static int[] bytesOf(int[] words) {
    int[] bytes = new int[2 * words.length];
    Arrays.setAll(bytes, i -> words[i / 2] >> (i % 2 * 8) & 0xFF);
    return bytes;
  }

  /** The smallest value that has an entry of its own. */
  public int first() {
    return first;
  }

  /** Number of entries, at least 1. */
  public int size() {
    return entries.length;
  }

  /** Bits of an entry, 1 to 16: it is 0 to 2<sup>bits</sup> − 1. */
  public int bits() {
    return bits;
  }

  /** Entry number {@code index}, from 0. */
  public int entry(int index) {
    return entries[index];
  }

  /** What a value is mapped to. */
  public int map(double value) {
    double index = value - first;
    return entries[(int) Math.min(entries.length - 1, Math.max(0, index))];
  }
}
