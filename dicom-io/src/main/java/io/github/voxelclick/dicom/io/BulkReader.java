package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.BulkData;
import io.github.voxelclick.dicom.data.Fragments;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.DicomReadException;
import java.io.IOException;

/**
 * Reads values, or leaves them in their file, and bounds what a stream of unknown size may cost.
 */
final class BulkReader {
  private final ByteInput in;
  private final DicomInputStream.IncludeBulkData include;
  private final String uri;
  private final ReadWarnings warnings;
  private long budget;

  /**
   * @param uri URI of the file, or an empty string for a stream
   * @param budget bytes that all values together may have
   */
  BulkReader(
      ByteInput in,
      DicomInputStream.IncludeBulkData include,
      String uri,
      long budget,
      ReadWarnings warnings) {
    this.in = in;
    this.include = include;
    this.uri = uri;
    this.budget = budget;
    this.warnings = warnings;
  }

  static boolean isPixelData(int tag) {
    return tag == Tag.PixelData || tag == Tag.FloatPixelData || tag == Tag.DoubleFloatPixelData;
  }

  /** Where pixel data stand whose header was just read; native ones may be cut short. */
  PixelDataLocation locate(ElementHeader header, long end) {
    long left = end - in.position();
    long length = header.length();
    if (length > left) {
      warnTruncated(header, left);
      length = left;
    }
    return new PixelDataLocation(
        header.tag(), header.vr(), in.position(), length, header.encoding().bigEndian());
  }

  /**
   * Reads a value of known length into the data set; pixel data may stay in the file, and alone may
   * be cut short by its end.
   *
   * @param vr representation, which may differ from the header's
   */
  void readValue(Attributes target, ElementHeader header, VR vr, long end) throws IOException {
    boolean outermost = target.getParent() == null;
    long left = end - in.position();
    long length = header.length();
    if (length > left) {
      if (!outermost || !isPixelData(header.tag())) {
        throw new ParseFault.Overshoot(header, length - left);
      }
      warnTruncated(header, left);
      length = left;
    }
    if (!outermost || !isPixelData(header.tag())) {
      target.setBytes(header.tag(), vr, read(header, length));
      return;
    }
    switch (include) {
      case YES -> target.setBytes(header.tag(), vr, read(header, length));
      case URI -> {
        target.setValue(
            header.tag(), vr, new BulkData(uri, in.position(), length, target.bigEndian()));
        in.skip(length);
      }
      case NO -> in.skip(length);
    }
  }

  private void warnTruncated(ElementHeader header, long left) {
    warnings.add(
        "truncated-pixel-data",
        header.tag(),
        header.offset(),
        "The file ends after " + left + " of " + header.length() + " bytes.");
  }

  /** Reads a value into memory, counted against the budget before it is. */
  byte[] read(ElementHeader header, long length) throws IOException {
    if (length > Integer.MAX_VALUE - 8) {
      throw ParseFault.Refusal.of(header, "its " + length + " bytes are more than one array holds");
    }
    budget -= length;
    if (budget < 0) {
      throw new ParseFault.Refusal(
          new DicomReadException(
              "Cannot read the data set: its values need more than half of the memory. Start with"
                  + " a larger heap (-Xmx).",
              header.tag(),
              header.offset()));
    }
    return in.read((int) length);
  }

  /** Reads the items of encapsulated pixel data, or leaves them in the file. */
  void readFragments(Attributes target, ElementHeader header, long end, HeaderReader headers)
      throws IOException {
    boolean leave =
        target.getParent() == null
            && isPixelData(header.tag())
            && include != DicomInputStream.IncludeBulkData.YES;
    Fragments fragments = target.newFragments(header.tag(), header.vr(), 2);
    boolean delimited = false;
    while (!delimited && in.position() < end && !in.atEnd()) {
      ElementHeader item = headers.readItem(header.encoding());
      delimited = item.tag() == Tag.SequenceDelimitationItem;
      if (!delimited) {
        checkFragment(header, item, end);
        if (!leave) {
          fragments.add(read(item, item.length()));
          continue;
        }
        if (include == DicomInputStream.IncludeBulkData.URI) {
          fragments.add(new BulkData(uri, in.position(), item.length(), fragments.bigEndian()));
        }
        in.skip(item.length());
      }
    }
    if (!delimited) {
      warnings.add(
          "delimiter", header.tag(), header.offset(), "The last fragment is not delimited.");
    }
    if (include == DicomInputStream.IncludeBulkData.NO && leave) {
      target.remove(header.tag());
    }
  }

  private void checkFragment(ElementHeader header, ElementHeader item, long end)
      throws IOException {
    if (item.tag() != Tag.Item || item.isUndefinedLength()) {
      throw ParseFault.Refusal.of(header, "a fragment was expected at offset " + item.offset());
    }
    long left = end - in.position();
    if (item.length() > left) {
      throw new ParseFault.Overshoot(item, item.length() - left);
    }
  }
}
