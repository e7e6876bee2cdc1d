package io.github.voxelclick.dicom.data;

/** Copies elements between data sets of different byte order and character set. */
final class ElementCopy {
  private ElementCopy() {}

  /** Copies the element, which must be there, replacing the target's. */
  static void copy(Attributes from, int tag, Attributes to) {
    VR vr = from.getVR(tag);
    Object value = from.getValue(tag);
    if (value instanceof Sequence sequence) {
      Sequence copy = to.newSequence(tag, sequence.size());
      for (Attributes item : sequence) {
        Attributes itemCopy = new Attributes(to.bigEndian(), item.size());
        itemCopy.addAll(item);
        copy.add(itemCopy);
      }
    } else if (value instanceof Fragments fragments) {
      to.newFragments(tag, vr, fragments.size()).addAll(fragments);
    } else if (value instanceof byte[] bytes) {
      copyBytes(from, tag, vr, bytes, to);
    } else {
      to.setValue(tag, vr, value);
    }
  }

  private static void copyBytes(Attributes from, int tag, VR vr, byte[] bytes, Attributes to) {
    if (vr.usesSpecificCharacterSet() && !isPlain(bytes)) {
      // Decoded by the set it was read with; copied bytes would be read with the target's.
      to.setString(tag, vr, Values.texts(vr, bytes, from));
    } else if (from.bigEndian() != to.bigEndian() && vr.unitSize() > 1) {
      to.setBytes(tag, vr, ByteOrders.swapped(bytes, vr.unitSize()));
    } else {
      to.setBytes(tag, vr, bytes);
    }
  }

  /** Whether the bytes mean the same in every character set: ASCII but for {@code \}, {@code ~}. */
  private static boolean isPlain(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0x20 || b == '\\' || b >= '~') {
        return false;
      }
    }
    return true;
  }
}
