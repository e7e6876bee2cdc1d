package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.ElementDictionary;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import java.util.Optional;

/** How the elements of a data set are encoded, and how to tell it from the first one. */
enum Encoding {
  IMPLICIT_LITTLE(false, false, "Implicit VR Little Endian"),
  EXPLICIT_LITTLE(true, false, "Explicit VR Little Endian"),
  EXPLICIT_BIG(true, true, "Explicit VR Big Endian"),
  /** Never standard; known only to be refused by name. */
  IMPLICIT_BIG(false, true, "Implicit VR Big Endian");

  /** Bytes of a header that probing looks at. */
  static final int PROBE_LENGTH = 8;

  /** Group 0000 is of messages, not of files; a file of zeros would start with it. */
  private static final int FIRST_GROUP = 0x0002;

  private static final int LAST_FIRST_GROUP = 0x0008;

  private final boolean explicit;
  private final boolean bigEndian;
  private final String title;

  Encoding(boolean explicit, boolean bigEndian, String title) {
    this.explicit = explicit;
    this.bigEndian = bigEndian;
    this.title = title;
  }

  boolean explicit() {
    return explicit;
  }

  boolean bigEndian() {
    return bigEndian;
  }

  /** Name for messages. */
  String title() {
    return title;
  }

  /** The UID of the native transfer syntax of this encoding. */
  String transferSyntax() {
    return switch (this) {
      case IMPLICIT_LITTLE -> UID.ImplicitVRLittleEndian;
      case EXPLICIT_BIG -> UID.ExplicitVRBigEndian;
      default -> UID.ExplicitVRLittleEndian;
    };
  }

  /** The encoding that a transfer syntax prescribes: every encapsulated one is explicit little. */
  static Encoding of(String transferSyntax) {
    return switch (transferSyntax) {
      case UID.ImplicitVRLittleEndian -> IMPLICIT_LITTLE;
      case UID.ExplicitVRBigEndian -> EXPLICIT_BIG;
      default -> EXPLICIT_LITTLE;
    };
  }

  /**
   * The encoding in which these bytes begin a data set: a registered tag of a group up to 0008,
   * then either that tag's VR or a length that fits.
   *
   * @param head the first {@link #PROBE_LENGTH} bytes
   * @param available bytes that follow the head
   */
  static Optional<Encoding> probe(byte[] head, long available) {
    for (Encoding encoding : new Encoding[] {EXPLICIT_LITTLE, EXPLICIT_BIG}) {
      if (encoding.startsDataSet(head, available)) {
        return Optional.of(encoding);
      }
    }
    for (Encoding encoding : new Encoding[] {IMPLICIT_LITTLE, IMPLICIT_BIG}) {
      if (encoding.startsDataSet(head, available)) {
        return Optional.of(encoding);
      }
    }
    return Optional.empty();
  }

  /**
   * The encoding of a data set that follows file meta information without a transfer syntax: as
   * {@link #probe}, but the first element need not be registered.
   */
  static Optional<Encoding> probeAfterMeta(byte[] head, long available) {
    Optional<Encoding> probed = probe(head, available);
    if (probed.isPresent() || head.length < PROBE_LENGTH) {
      return probed;
    }
    if (VR.valueOf((head[4] & 0xFF) << 8 | (head[5] & 0xFF)).isPresent()) {
      return Optional.of(EXPLICIT_LITTLE);
    }
    long length = IMPLICIT_LITTLE.lengthAt4(head);
    return length <= available || length == 0xFFFFFFFFL
        ? Optional.of(IMPLICIT_LITTLE)
        : Optional.empty();
  }

  private long lengthAt4(byte[] head) {
    return u16(head, bigEndian ? 6 : 4) | (long) u16(head, bigEndian ? 4 : 6) << 16;
  }

  private boolean startsDataSet(byte[] head, long available) {
    if (head.length < PROBE_LENGTH) {
      return false;
    }
    int tag = tagAt(head);
    if (tag >>> 16 < FIRST_GROUP
        || tag >>> 16 > LAST_FIRST_GROUP
        || !(ElementDictionary.contains(tag) || Tag.isGroupLength(tag))) {
      return false;
    }
    if (explicit) {
      Optional<VR> vr = VR.valueOf((head[4] & 0xFF) << 8 | (head[5] & 0xFF));
      return vr.isPresent() && (vr.get() == ElementDictionary.vrOf(tag, null) || vr.get() == VR.UN);
    }
    return lengthAt4(head) <= available;
  }

  private int tagAt(byte[] head) {
    return u16(head, 0) << 16 | u16(head, 2);
  }

  private int u16(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    int second = bytes[at + 1] & 0xFF;
    return bigEndian ? first << 8 | second : second << 8 | first;
  }
}
