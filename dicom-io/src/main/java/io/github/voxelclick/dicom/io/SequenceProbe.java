package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import java.io.IOException;

/**
 * Finds out how the items inside a value of VR UN are encoded: implicit little-endian by the
 * standard (PS3.5 §6.2.2), explicit in some files. The first element of the first item that has one
 * tells: where a VR would stand, there is one, or not.
 */
final class SequenceProbe {
  private static final int HEADER = HeaderReader.MIN_LENGTH;

  /** Empty items before the first other one that are looked past. */
  private static final int MAX_EMPTY_ITEMS = 60;

  private final ByteInput in;

  SequenceProbe(ByteInput in) {
    this.in = in;
  }

  /** The encoding of the items that start at the position of the input, which is not moved. */
  Encoding encoding() throws IOException {
    int at = 0;
    for (int items = 0; items < MAX_EMPTY_ITEMS; items++) {
      int vrAt = at + HEADER + 4;
      if (in.fill(vrAt + 2) < vrAt + 2) {
        break;
      }
      boolean bigEndian = in.peek(at) == 0xFF;
      if (tagAt(at, bigEndian) != Tag.Item) {
        break;
      }
      if (bigEndian) {
        return Encoding.EXPLICIT_BIG;
      }
      boolean delimited = tagAt(at + HEADER, false) == Tag.ItemDelimitationItem;
      boolean empty = in.peek(at + 4) + in.peek(at + 5) + in.peek(at + 6) + in.peek(at + 7) == 0;
      if (!delimited && !empty) {
        boolean explicit = VR.valueOf((in.peek(vrAt) << 8) | in.peek(vrAt + 1)).isPresent();
        return explicit ? Encoding.EXPLICIT_LITTLE : Encoding.IMPLICIT_LITTLE;
      }
      at += empty ? HEADER : 2 * HEADER;
    }
    return Encoding.IMPLICIT_LITTLE;
  }

  private int tagAt(int at, boolean bigEndian) {
    int group = bigEndian ? bigEndianAt(at) : littleEndianAt(at);
    return (group << 16) | (bigEndian ? bigEndianAt(at + 2) : littleEndianAt(at + 2));
  }

  private int bigEndianAt(int at) {
    return (in.peek(at) << 8) | in.peek(at + 1);
  }

  private int littleEndianAt(int at) {
    return (in.peek(at + 1) << 8) | in.peek(at);
  }
}
