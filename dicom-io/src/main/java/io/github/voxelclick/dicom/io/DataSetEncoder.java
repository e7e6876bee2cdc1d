package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.BulkData;
import io.github.voxelclick.dicom.data.ElementDictionary;
import io.github.voxelclick.dicom.data.Fragments;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Encodes elements in a little-endian transfer syntax: sequences and items with defined lengths
 * (but for unknown sequences without VR), values padded to even length, texts in UTF-8, no group
 * lengths. The same data set gives the same bytes.
 */
final class DataSetEncoder {
  private static final int UNDEFINED = 0xFFFFFFFF;
  private static final int MAX_SHORT_LENGTH = 0xFFFF;
  private static final String UTF_8 = "ISO_IR 192";

  private final OutputStream out;
  private final boolean explicit;

  /** What is encoded but not yet written: one element of the outermost data set. */
  private final Buffer buffer = new Buffer();

  /** Bytes whose earlier places can be filled in later, for lengths. */
  private static final class Buffer extends ByteArrayOutputStream {
    void putShort(int value) {
      write(value);
      write(value >>> 8);
    }

    void putInt(int value) {
      putShort(value);
      putShort(value >>> 16);
    }

    /** Leaves room for a length and returns where. */
    int reserveLength() {
      putInt(0);
      return count;
    }

    /** Fills in the length of what was written since {@code start}. */
    void fillLength(int start) {
      int length = count - start;
      for (int i = 0; i < 4; i++) {
        buf[start - 4 + i] = (byte) (length >>> (8 * i));
      }
    }
  }

  DataSetEncoder(OutputStream out, boolean explicit) {
    this.out = out;
    this.explicit = explicit;
  }

  /** Writes a whole data set. */
  void writeDataset(Attributes dataset) throws IOException {
    boolean charsetWritten = false;
    for (int tag : dataset.tags()) {
      if (!charsetWritten
          && Integer.compareUnsigned(tag, Tag.SpecificCharacterSet) >= 0
          && tag >>> 16 >= 8) {
        putHeader(Tag.SpecificCharacterSet, VR.CS, UTF_8.length());
        buffer.writeBytes(UTF_8.getBytes(StandardCharsets.US_ASCII));
        charsetWritten = true;
      }
      Object value = dataset.getValue(tag);
      if (value instanceof BulkData bulk) {
        writeBulk(dataset.getVR(tag), tag, bulk);
      } else if (value instanceof Fragments fragments) {
        writeFragments(tag, fragments);
      } else {
        put(dataset, tag);
      }
      flush();
    }
  }

  /** Writes file meta information; its group length is computed. */
  void writeFileMeta(Attributes meta) throws IOException {
    for (int tag : meta.tags()) {
      put(meta, tag);
    }
    byte[] elements = buffer.toByteArray();
    buffer.reset();
    putHeader(Tag.FileMetaInformationGroupLength, VR.UL, 4);
    buffer.putInt(elements.length);
    buffer.writeBytes(elements);
    flush();
  }

  /** Writes a header without its value. */
  void writeHeader(int tag, VR vr, int length) throws IOException {
    putHeader(tag, vr, length);
    flush();
  }

  private void flush() throws IOException {
    buffer.writeTo(out);
    buffer.reset();
  }

  private void put(Attributes dataset, int tag) throws IOException {
    if (Tag.isGroupLength(tag) || tag == Tag.SpecificCharacterSet) {
      return;
    }
    VR vr = dataset.getVR(tag);
    if (dataset.getValue(tag) instanceof Sequence sequence) {
      putSequence(tag, sequence);
    } else if (dataset.getValue(tag) instanceof Fragments) {
      throw new IOException("fragments in an item cannot be written: " + Tag.toString(tag));
    } else {
      putValue(tag, vr, valueBytes(dataset, tag, vr));
    }
  }

  private static byte[] valueBytes(Attributes dataset, int tag, VR vr) throws IOException {
    if (vr.usesSpecificCharacterSet() && dataset.getValue(tag) instanceof byte[] bytes) {
      String text = dataset.getSpecificCharacterSet().decode(bytes, vr);
      return text.getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = dataset.getBytes(tag);
    if (!dataset.bigEndian() || vr.unitSize() == 1) {
      return bytes;
    }
    Attributes little = new Attributes(1);
    little.addSelected(dataset, tag);
    return little.getBytes(tag);
  }

  private void putValue(int tag, VR vr, byte[] bytes) {
    int padded = bytes.length + (bytes.length & 1);
    putHeader(tag, vr, padded);
    buffer.writeBytes(bytes);
    if (padded > bytes.length) {
      buffer.write(vr.paddingByte());
    }
  }

  private void putHeader(int tag, VR vr, int length) {
    buffer.putShort(tag >>> 16);
    buffer.putShort(tag);
    if (!explicit && tag >>> 16 != 2) {
      buffer.putInt(length);
      return;
    }
    boolean shortForm = vr.headerLength() == 8;
    // A value too long for a 16-bit length is written as UN (PS3.5 §6.2.2).
    VR written = shortForm && (length < 0 || length > MAX_SHORT_LENGTH) ? VR.UN : vr;
    buffer.write(written.name().charAt(0));
    buffer.write(written.name().charAt(1));
    if (written.headerLength() == 8) {
      buffer.putShort(length);
    } else {
      buffer.putShort(0);
      buffer.putInt(length);
    }
  }

  private void putSequence(int tag, Sequence sequence) throws IOException {
    // Without a VR, only an undefined length tells that an unknown element is a sequence.
    boolean delimited = !explicit && ElementDictionary.vrOf(tag, null) != VR.SQ;
    putHeader(tag, VR.SQ, delimited ? UNDEFINED : 0);
    int start = buffer.size();
    for (Attributes item : sequence) {
      putItemTag(Tag.Item);
      int itemStart = buffer.reserveLength();
      for (int itemTag : item.tags()) {
        put(item, itemTag);
      }
      buffer.fillLength(itemStart);
    }
    if (delimited) {
      putItemTag(Tag.SequenceDelimitationItem);
      buffer.putInt(0);
    } else {
      buffer.fillLength(start);
    }
  }

  private void putItemTag(int tag) {
    buffer.putShort(tag >>> 16);
    buffer.putShort(tag);
  }

  private void writeFragments(int tag, Fragments fragments) throws IOException {
    putHeader(tag, VR.OB, UNDEFINED);
    for (Object fragment : fragments) {
      byte[] bytes =
          fragment instanceof BulkData bulk ? bulk.toBytes(VR.OB, false) : (byte[]) fragment;
      putItemTag(Tag.Item);
      buffer.putInt(bytes.length + (bytes.length & 1));
      buffer.writeBytes(bytes);
      if (bytes.length % 2 != 0) {
        buffer.write(0);
      }
      flush();
    }
    putItemTag(Tag.SequenceDelimitationItem);
    buffer.putInt(0);
  }

  private void writeBulk(VR vr, int tag, BulkData bulk) throws IOException {
    long padded = bulk.length() + (bulk.length() & 1);
    if (bulk.length() < 0 || padded >= 0xFFFFFFFFL) {
      throw new IOException("value of unknown or too great a length: " + Tag.toString(tag));
    }
    putHeader(tag, vr, (int) padded);
    flush();
    if (bulk.bigEndian() && vr.unitSize() > 1) {
      out.write(bulk.toBytes(vr, false));
    } else {
      try (InputStream in = bulk.openStream()) {
        if (in.transferTo(out) != bulk.length()) {
          throw new IOException("the file that holds " + Tag.toString(tag) + " was cut short");
        }
      }
    }
    if (padded > bulk.length()) {
      out.write(vr.paddingByte());
    }
  }
}
