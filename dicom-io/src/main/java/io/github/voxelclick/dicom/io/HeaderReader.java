package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.ElementDictionary;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import java.io.IOException;
import java.util.Optional;

/** Reads the headers of elements and items (PS3.5 §7.1, §7.5) and counts them. */
final class HeaderReader {
  /** Bytes of an item's header, and the least an element's can have. */
  static final int MIN_LENGTH = 8;

  /** Elements, items and fragments of one file, whatever the heap. */
  private static final int MAX_ELEMENTS = 5_000_000;

  /** Heap bytes that an empty element or item may cost. */
  private static final int HEAP_PER_ELEMENT = 256;

  private static final int UNDEFINED = 0xFFFFFFFF;

  private final int maxElements =
      (int) Math.min(MAX_ELEMENTS, Runtime.getRuntime().maxMemory() / HEAP_PER_ELEMENT);

  private final ByteInput in;
  private final ReadWarnings warnings;
  private final Attributes root;
  private int elements;

  /**
   * @param root outermost data set, whose Pixel Representation decides between US and SS
   */
  HeaderReader(ByteInput in, ReadWarnings warnings, Attributes root) {
    this.in = in;
    this.warnings = warnings;
    this.root = root;
  }

  /**
   * Reads the header of an element or delimiter.
   *
   * @param end where the enclosing item or the file ends
   */
  ElementHeader readElement(Encoding encoding, long end) throws IOException {
    long offset = in.position();
    if (end - offset < MIN_LENGTH) {
      ElementHeader cut = new ElementHeader(0, VR.UN, MIN_LENGTH, offset, encoding);
      throw ParseFault.Mismatch.overshoot(cut, MIN_LENGTH - (end - offset));
    }
    int tag = readTag(encoding);
    if (tag >>> 16 == Tag.Item >>> 16 || !encoding.explicit()) {
      long length = length(in.readInt(encoding.bigEndian()));
      return new ElementHeader(tag, vrOf(tag), length, offset, encoding);
    }
    int letters = in.readUnsignedShort(true);
    Optional<VR> vr = VR.valueOf(letters);
    if (vr.isEmpty() && !(isCapital(letters >> 8) && isCapital(letters & 0xFF))) {
      return implicit(tag, letters, offset, encoding);
    }
    if (vr.isEmpty()) {
      vr = Optional.of(vrOf(tag));
      warnings.add("bad-vr", tag, offset, "Unknown value representation; read as " + vr.get());
    }
    long length;
    if (vr.get().headerLength() == MIN_LENGTH) {
      length = in.readUnsignedShort(encoding.bigEndian());
    } else {
      in.skip(2);
      length = length(in.readInt(encoding.bigEndian()));
    }
    return new ElementHeader(tag, vr.get(), length, offset, encoding);
  }

  /**
   * The header of an element without VR in an explicit data set.
   *
   * @param letters what stands in the place of the VR: half of a length
   */
  private ElementHeader implicit(int tag, int letters, long offset, Encoding encoding)
      throws IOException {
    if (encoding.bigEndian()) {
      throw new ParseFault.Refusal(
          new ElementHeader(tag, VR.UN, 0, offset, encoding), "it has no value representation");
    }
    warnings.add("bad-vr", tag, offset, "No value representation; read as implicit from here.");
    int low = (letters >> 8) | ((letters & 0xFF) << 8);
    long length = length((in.readUnsignedShort(false) << 16) | low);
    return new ElementHeader(tag, vrOf(tag), length, offset, Encoding.IMPLICIT_LITTLE);
  }

  /** Reads the header of an item, fragment or delimiter. */
  ElementHeader readItem(Encoding encoding) throws IOException {
    long offset = in.position();
    int tag = readTag(encoding);
    return new ElementHeader(
        tag, VR.OB, length(in.readInt(encoding.bigEndian())), offset, encoding);
  }

  private int readTag(Encoding encoding) throws IOException {
    long offset = in.position();
    int group = in.readUnsignedShort(encoding.bigEndian());
    int tag = (group << 16) | in.readUnsignedShort(encoding.bigEndian());
    if (++elements > maxElements) {
      throw new ParseFault.Refusal(
          new ElementHeader(tag, VR.UN, 0, offset, encoding),
          String.format(
              "the data set has more than %d elements, more than memory holds; it is damaged, or"
                  + " needs a larger heap (-Xmx)",
              maxElements));
    }
    return tag;
  }

  private static long length(int bits) {
    return bits == UNDEFINED ? -1 : bits & 0xFFFFFFFFL;
  }

  private static boolean isCapital(int letter) {
    return letter >= 'A' && letter <= 'Z';
  }

  /** VR by the dictionary; US or SS by Pixel Representation of the outermost data set. */
  VR vrOf(int tag) {
    if (!ElementDictionary.isUnsignedOrSigned(tag)) {
      return ElementDictionary.vrOf(tag, null);
    }
    boolean signed =
        root.getVR(Tag.PixelRepresentation) == VR.US
            && root.getInt(Tag.PixelRepresentation, 0) == 1;
    return signed ? VR.SS : VR.US;
  }
}
