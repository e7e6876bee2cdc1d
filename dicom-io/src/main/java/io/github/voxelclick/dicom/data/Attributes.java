package io.github.voxelclick.dicom.data;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A DICOM data set, or an item of a sequence: elements in ascending unsigned order of their tags.
 *
 * <p>Getters never throw for a missing or empty element: they return null or the default, as in
 * dcm4che. A numeric getter throws {@link DicomValueException} for a value that is there but is not
 * a number. Texts come without padding and, except in LT, ST, UT and UR, split at {@code \}.
 * Numbers can be fetched from DS, IS and binary VRs alike.
 *
 * <p>A value is kept as it was read or set: {@code byte[]} in the data set's byte order, {@code
 * String[]}, {@link Sequence}, {@link Fragments} or {@link BulkData}. Arrays are not copied: who
 * passes one in or takes one out must not change it. Reading is thread-safe as long as nobody
 * writes.
 */
public final class Attributes {
  private static final int DEFAULT_CAPACITY = 16;
  private static final byte[] EMPTY = {};

  /** Of Specific Character Set. */
  private static final int MAX_CHARSET_BYTES = 512;

  private final boolean bigEndian;
  private final ElementTable elements;
  private @Nullable Attributes parent;
  private @Nullable SpecificCharacterSet ownCharset;

  /** An empty little-endian data set. */
  public Attributes() {
    this(false, DEFAULT_CAPACITY);
  }

  /** An empty little-endian data set with room for {@code capacity} elements. */
  public Attributes(int capacity) {
    this(false, capacity);
  }

  /** An empty data set whose binary values are in the given byte order. */
  public Attributes(boolean bigEndian, int capacity) {
    this.bigEndian = bigEndian;
    elements = new ElementTable(capacity);
  }

  /** A deep copy, little-endian and without parent; BulkData stay references. */
  public Attributes(Attributes other) {
    this(false, other.size());
    addAll(other);
  }

  /** As {@link #Attributes(Attributes)}, of the elements with the given tags only. */
  public Attributes(Attributes other, int... selection) {
    this(false, selection.length);
    addSelected(other, selection);
  }

  /** Byte order of binary values. */
  public boolean bigEndian() {
    return bigEndian;
  }

  /** The data set this item belongs to, or null. */
  public @Nullable Attributes getParent() {
    return parent;
  }

  /** The outermost data set, this one if it is no item. */
  public Attributes getRoot() {
    Attributes root = this;
    while (root.parent != null) {
      root = root.parent;
    }
    return root;
  }

  @SuppressWarnings("ReferenceEquality") // an equal data set is another one
  void attachTo(Attributes newParent) {
    if (parent != null) {
      throw new IllegalStateException("the item already belongs to a sequence");
    }
    for (Attributes at = newParent; at != null; at = at.parent) {
      if (at == this) {
        throw new IllegalStateException("an item cannot contain itself");
      }
    }
    parent = newParent;
  }

  void detach() {
    parent = null;
  }

  /** Number of elements. */
  public int size() {
    return elements.size();
  }

  /** Whether there is no element. */
  public boolean isEmpty() {
    return elements.size() == 0;
  }

  /** The tags in ascending unsigned order. */
  public int[] tags() {
    return elements.tags();
  }

  /** Whether the element is there, with or without a value. */
  public boolean contains(int tag) {
    return elements.indexOf(tag) >= 0;
  }

  /** Whether the element is there and not empty; padding alone is empty. */
  public boolean containsValue(int tag) {
    Object value = getValue(tag);
    if (value instanceof byte[] && getVR(tag).isText()) {
      return getStrings(tag).length > 0;
    }
    if (value instanceof byte[] bytes) {
      return bytes.length > 0;
    }
    if (value instanceof Sequence sequence) {
      return !sequence.isEmpty();
    }
    return value != null;
  }

  /** The element's VR, or null if it is not there. */
  public @Nullable VR getVR(int tag) {
    int index = elements.indexOf(tag);
    return index < 0 ? null : elements.vr(index);
  }

  /** The value as kept (see the class comment), or null if the element is not there. */
  public @Nullable Object getValue(int tag) {
    int index = elements.indexOf(tag);
    return index < 0 ? null : elements.value(index);
  }

  /**
   * The actual tag of a private element: the block of {@code creator} looked up. A tag that cannot
   * exist (group length 0000) if this data set has no such block.
   */
  private int resolve(@Nullable String creator, int tag) {
    if (creator == null) {
      return tag;
    }
    int group = tag & 0xFFFF0000;
    for (int block = 0x10; block <= 0xFF; block++) {
      if (creator.equals(getString(group | block))) {
        return group | block << 8 | (tag & 0xFF);
      }
    }
    return group;
  }

  /** The creator of a private element's block, or null. */
  public @Nullable String getPrivateCreator(int tag) {
    return Tag.isPrivate(tag) && !Tag.isPrivateCreator(tag)
        ? getString((tag & 0xFFFF0000) | (tag >>> 8 & 0xFF))
        : null;
  }

  /** The first text of an element, or null if it is absent, empty or not expressible as text. */
  public @Nullable String getString(int tag) {
    return getString(tag, 0, null);
  }

  /** The first text of an element, or the default. */
  public @Nullable String getString(int tag, @Nullable String defaultValue) {
    return getString(tag, 0, defaultValue);
  }

  /** Text number {@code index}, from 0, or null. */
  public @Nullable String getString(int tag, int index) {
    return getString(tag, index, null);
  }

  /** Text number {@code index}, from 0, or the default where there is none or it is empty. */
  public @Nullable String getString(int tag, int index, @Nullable String defaultValue) {
    String[] texts = getStrings(tag);
    return texts == null || index >= texts.length || texts[index].isEmpty()
        ? defaultValue
        : texts[index];
  }

  /** As {@link #getString(int)} in the block of a private creator. */
  public @Nullable String getString(String privateCreator, int tag) {
    return getString(resolve(privateCreator, tag));
  }

  /** All texts of an element; an empty array if it has no value; null if it is absent. */
  public String @Nullable [] getStrings(int tag) {
    int at = elements.indexOf(tag);
    return at < 0 ? null : Values.texts(elements.vr(at), elements.value(at), this);
  }

  /** The first number of an element as an integer, or the default. */
  public int getInt(int tag, int defaultValue) {
    return getInt(tag, 0, defaultValue);
  }

  /** Integer number {@code index}, from 0, or the default where there is none or it is empty. */
  public int getInt(int tag, int index, int defaultValue) {
    int at = elements.indexOf(tag);
    if (at >= 0 && Values.isBinaryNumbers(elements.vr(at), elements.value(at))) {
      int[] ints = getInts(tag);
      return index < ints.length ? ints[index] : defaultValue;
    }
    String text = getString(tag, index, null);
    return text == null ? defaultValue : Values.toInt(tag, elements.vr(at), text);
  }

  /**
   * All numbers of an element as integers; null if it is absent. A UL from 2<sup>31</sup> on comes
   * as the negative int of the same bits.
   */
  public int @Nullable [] getInts(int tag) {
    int at = elements.indexOf(tag);
    return at < 0 ? null : Values.ints(tag, elements.vr(at), elements.value(at), this);
  }

  /** The first number of an element, or the default. */
  public double getDouble(int tag, double defaultValue) {
    return getDouble(tag, 0, defaultValue);
  }

  /** Number {@code index}, from 0, or the default. */
  public double getDouble(int tag, int index, double defaultValue) {
    double[] doubles = getDoubles(tag);
    return doubles == null || index >= doubles.length || Double.isNaN(doubles[index])
        ? defaultValue
        : doubles[index];
  }

  /** All numbers of an element, NaN where one of several texts is empty; null if it is absent. */
  public double @Nullable [] getDoubles(int tag) {
    int at = elements.indexOf(tag);
    return at < 0 ? null : Values.doubles(tag, elements.vr(at), elements.value(at), this);
  }

  /** As {@link #getDoubles(int)} in the block of a private creator. */
  public double @Nullable [] getDoubles(String privateCreator, int tag) {
    return getDoubles(resolve(privateCreator, tag));
  }

  /**
   * The value's bytes, numbers in this data set's byte order, texts that were set in UTF-8; null if
   * the element is absent, a sequence or fragments.
   *
   * @throws IOException if the value was left in its file and cannot be read
   */
  public byte @Nullable [] getBytes(int tag) throws IOException {
    Object value = getValue(tag);
    if (value instanceof BulkData bulk) {
      return bulk.toBytes(getVR(tag), bigEndian);
    }
    if (value instanceof String[] texts) {
      return Values.toBytes(texts);
    }
    return value instanceof byte[] bytes ? bytes : null;
  }

  /** As {@link #getBytes}, with null instead of an exception. */
  public byte @Nullable [] getSafeBytes(int tag) {
    try {
      return getBytes(tag);
    } catch (IOException e) {
      return null;
    }
  }

  /** As {@link #getSafeBytes(int)} in the block of a private creator. */
  public byte @Nullable [] getSafeBytes(String privateCreator, int tag) {
    return getSafeBytes(resolve(privateCreator, tag));
  }

  /** The sequence, or null if the element is absent or no sequence. */
  public @Nullable Sequence getSequence(int tag) {
    return getValue(tag) instanceof Sequence sequence ? sequence : null;
  }

  /** The first item of a sequence, or null. */
  public @Nullable Attributes getNestedDataset(int tag) {
    return getNestedDataset(tag, 0);
  }

  /** Item number {@code item} of a sequence, from 0, or null. */
  public @Nullable Attributes getNestedDataset(int tag, int item) {
    Sequence sequence = getSequence(tag);
    return sequence == null || item >= sequence.size() ? null : sequence.get(item);
  }

  /** Sets the element to an empty sequence and returns it. */
  public Sequence newSequence(int tag, int capacity) {
    Sequence sequence = new Sequence(this, capacity);
    put(tag, VR.SQ, sequence);
    return sequence;
  }

  /** The sequence of the element, made empty if it is absent. */
  public Sequence ensureSequence(int tag, int capacity) {
    Sequence sequence = getSequence(tag);
    return sequence == null ? newSequence(tag, capacity) : sequence;
  }

  /** Sets the element to an empty list of fragments and returns it. */
  public Fragments newFragments(int tag, VR vr, int capacity) {
    Fragments fragments = new Fragments(vr, bigEndian, capacity);
    put(tag, vr, fragments);
    return fragments;
  }

  /** Sets texts; none or one null makes the element empty. */
  public void setString(int tag, VR vr, @Nullable String @Nullable ... texts) {
    if (!vr.isText()) {
      throw new IllegalArgumentException(vr + " holds no text");
    }
    boolean empty =
        texts == null
            || texts.length == 0
            || (texts.length == 1 && (texts[0] == null || texts[0].isEmpty()));
    put(tag, vr, empty ? EMPTY : texts.clone());
  }

  /**
   * Sets integers; DS and IS get their decimals. Out of the VR's range is an error of the caller.
   */
  public void setInt(int tag, VR vr, int... ints) {
    if (vr.isText()) {
      setString(tag, vr, Arrays.stream(ints).mapToObj(Integer::toString).toArray(String[]::new));
    } else {
      put(tag, vr, Values.fromInts(vr, bigEndian, ints));
    }
  }

  /** Sets real numbers; a DS gets {@link DecimalString#format the nearest decimals}. */
  public void setDouble(int tag, VR vr, double... doubles) {
    if (vr.isText()) {
      setString(
          tag, vr, Arrays.stream(doubles).mapToObj(DecimalString::format).toArray(String[]::new));
    } else {
      put(tag, vr, Values.fromDoubles(vr, bigEndian, doubles));
    }
  }

  /** Sets bytes, numbers in this data set's byte order. */
  public void setBytes(int tag, VR vr, byte[] bytes) {
    put(tag, vr, bytes);
  }

  /** Sets the element without a value; of VR SQ, an empty sequence. */
  public void setNull(int tag, VR vr) {
    put(tag, vr, vr == VR.SQ ? new Sequence(this, 0) : EMPTY);
  }

  /** Sets a value of one of the kept kinds, or null for none; sequences come from newSequence. */
  public void setValue(int tag, VR vr, @Nullable Object value) {
    if (value == null) {
      setNull(tag, vr);
    } else if (value instanceof byte[] bytes) {
      setBytes(tag, vr, bytes);
    } else if (value instanceof String text) {
      setString(tag, vr, text);
    } else if (value instanceof String[] texts) {
      setString(tag, vr, texts);
    } else if (value instanceof BulkData) {
      put(tag, vr, value);
    } else {
      throw new IllegalArgumentException("no value of a data set: " + value.getClass());
    }
  }

  private void put(int tag, VR vr, Object value) {
    elements.put(tag, vr, value);
    if (tag == Tag.SpecificCharacterSet) {
      ownCharset = charsetOf(vr, value);
    }
  }

  private @Nullable SpecificCharacterSet charsetOf(VR vr, Object value) {
    // No file needs so many bytes, and a damaged one could have that many in each of its items.
    boolean tooLong = value instanceof byte[] bytes && bytes.length > MAX_CHARSET_BYTES;
    Object used = tooLong ? Arrays.copyOf((byte[]) value, MAX_CHARSET_BYTES) : value;
    String[] codes = Values.texts(vr.usesSpecificCharacterSet() ? VR.CS : vr, used, this);
    return codes == null || codes.length == 0 ? null : SpecificCharacterSet.valueOf(codes);
  }

  /** Removes the element and returns its value, or null if it was not there. */
  public @Nullable Object remove(int tag) {
    int index = elements.indexOf(tag);
    if (index < 0) {
      return null;
    }
    Object removed = elements.value(index);
    elements.remove(index);
    if (tag == Tag.SpecificCharacterSet) {
      ownCharset = null;
    }
    return removed;
  }

  /** The set that this data set's texts are encoded in: its own, else that of its parent. */
  public SpecificCharacterSet getSpecificCharacterSet() {
    for (Attributes at = this; at != null; at = at.parent) {
      if (at.ownCharset != null) {
        return at.ownCharset;
      }
    }
    return SpecificCharacterSet.DEFAULT;
  }

  /** Sets Specific Character Set (0008,0005); it says how the bytes already here are decoded. */
  public void setSpecificCharacterSet(String... codes) {
    setString(Tag.SpecificCharacterSet, VR.CS, codes);
  }

  /**
   * Copies all elements of another data set over those here; sequences deeply. Texts of another
   * character set are decoded, other bytes swapped where the byte orders differ. The other's
   * Specific Character Set itself is copied only into an empty data set: elsewhere it would change
   * how texts that are already there are read.
   *
   * @return whether anything was copied
   */
  public boolean addAll(Attributes other) {
    return addSelected(other, other.tags());
  }

  /** As {@link #addAll}, of the elements with the given tags only. */
  public boolean addSelected(Attributes other, int... selection) {
    boolean any = false;
    boolean wasEmpty = isEmpty();
    for (int tag : selection) {
      if (other.contains(tag) && (wasEmpty || tag != Tag.SpecificCharacterSet)) {
        ElementCopy.copy(other, tag, this);
        any = true;
      }
    }
    return any;
  }

  /**
   * The file meta information of this data set (PS3.10 §7.1), group length left to the writer.
   *
   * @param transferSyntaxUid transfer syntax the data set will be written in
   */
  public Attributes createFileMetaInformation(String transferSyntaxUid) {
    Attributes meta = new Attributes(6);
    meta.setBytes(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1});
    meta.setString(Tag.MediaStorageSOPClassUID, VR.UI, getString(Tag.SOPClassUID));
    meta.setString(Tag.MediaStorageSOPInstanceUID, VR.UI, getString(Tag.SOPInstanceUID));
    meta.setString(Tag.TransferSyntaxUID, VR.UI, transferSyntaxUid);
    meta.setString(Tag.ImplementationClassUID, VR.UI, Implementation.getClassUID());
    meta.setString(Tag.ImplementationVersionName, VR.SH, Implementation.getVersionName());
    return meta;
  }

  /** Equal with equal tags, VRs and values; byte order and text encoding do not matter. */
  @Override
  public boolean equals(@Nullable Object object) {
    if (!(object instanceof Attributes other) || !Arrays.equals(tags(), other.tags())) {
      return false;
    }
    for (int i = 0; i < size(); i++) {
      VR vr = elements.vr(i);
      if (vr != other.elements.vr(i)
          || !Values.same(vr, elements.value(i), this, other.elements.value(i), other)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(tags());
  }

  /** Names no value: a data set holds patient data. */
  @Override
  public String toString() {
    return elements.size() + " elements";
  }
}
