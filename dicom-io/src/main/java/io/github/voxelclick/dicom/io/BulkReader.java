package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.BulkData;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Fragments;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import java.io.File;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads values, or leaves them in their file, and bounds what a stream of unknown size may cost.
 */
final class BulkReader {
  private final ByteInput in;
  private final DicomInputStream.IncludeBulkData include;
  private final Optional<File> file;
  private final Optional<InflatedStream> inflated;
  private final ReadWarnings warnings;
  private long budget;

  /**
   * @param file what is read, empty for a stream
   * @param inflated what the input comes from where the data set is deflated
   * @param budget bytes that all values together may have
   */
  BulkReader(
      ByteInput in,
      DicomInputStream.IncludeBulkData include,
      Optional<File> file,
      Optional<InflatedStream> inflated,
      long budget,
      ReadWarnings warnings) {
    this.in = in;
    this.include = include;
    this.file = file;
    this.inflated = inflated;
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
    boolean pixels = target.getParent() == null && isPixelData(header.tag());
    long left = end - in.position();
    long length = header.length();
    if (length > left) {
      if (!pixels) {
        throw ParseFault.Mismatch.overshoot(header, length - left);
      }
      warnTruncated(header, left);
      length = left;
    }
    if (!pixels) {
      target.setBytes(header.tag(), vr, read(header, length));
      return;
    }
    long needed = Math.min(length, expectedPixelBytes(target));
    inflated.ifPresent(stream -> stream.allow(needed));
    switch (include) {
      case YES -> target.setBytes(header.tag(), vr, read(header, length));
      case URI -> {
        target.setValue(
            header.tag(), vr, new BulkData(uri(), in.position(), length, target.bigEndian()));
        in.skip(length);
      }
      case NO -> in.skip(length);
    }
  }

  private String uri() {
    return file.orElseThrow().toURI().toString();
  }

  /** What native pixel data of the described image have; 0 where it is not described. */
  private static long expectedPixelBytes(Attributes image) {
    try {
      double bits =
          image.getDouble(Tag.Rows, 0)
              * image.getDouble(Tag.Columns, 0)
              * image.getDouble(Tag.SamplesPerPixel, 1)
              * image.getDouble(Tag.NumberOfFrames, 1)
              * image.getDouble(Tag.BitsAllocated, 0);
      return (long) Math.max(0, bits / 8);
    } catch (DicomValueException e) {
      return 0;
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
      throw new ParseFault.Refusal(
          header, "its " + length + " bytes are more than one array holds");
    }
    budget -= length;
    if (budget < 0) {
      throw new ParseFault.Refusal(
          header,
          "the values up to it need more than the share of memory that they may have; start with a"
              + " larger heap (-Xmx)");
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
          fragments.add(new BulkData(uri(), in.position(), item.length(), fragments.bigEndian()));
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
      throw new ParseFault.Refusal(header, "a fragment was expected at offset " + item.offset());
    }
    long left = end - in.position();
    if (item.length() > left) {
      throw ParseFault.Mismatch.overshoot(item, item.length() - left);
    }
  }
}
