package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.BulkData;
import io.github.voxelclick.dicom.data.Fragments;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import java.io.IOException;

/** Decides what becomes of pixel data, and bounds what a stream of unknown size may cost. */
final class BulkReader {
  private final ByteInput in;
  private final DicomInputStream.IncludeBulkData include;
  private final String uri;
  private long budget;

  /**
   * @param uri URI of the file, or an empty string for a stream
   * @param budget bytes that all values together may have
   */
  BulkReader(ByteInput in, DicomInputStream.IncludeBulkData include, String uri, long budget) {
    this.in = in;
    this.include = include;
    this.uri = uri;
    this.budget = budget;
  }

  boolean leavesInFile(int tag) {
    return include != DicomInputStream.IncludeBulkData.YES
        && (tag == Tag.PixelData || tag == Tag.FloatPixelData || tag == Tag.DoubleFloatPixelData);
  }

  /** Skips the value, leaving a reference to it if references are wanted. */
  void leave(Attributes target, int tag, VR vr, long length, boolean bigEndian) throws IOException {
    if (include == DicomInputStream.IncludeBulkData.URI) {
      target.setValue(tag, vr, new BulkData(uri, in.position(), length, bigEndian));
    }
    in.skip(length);
  }

  /** Skips a fragment, leaving a reference to it if references are wanted. */
  void leave(Fragments fragments, long length) throws IOException {
    if (include == DicomInputStream.IncludeBulkData.URI) {
      fragments.add(new BulkData(uri, in.position(), length, fragments.bigEndian()));
    }
    in.skip(length);
  }

  /** Counts bytes that are about to be read into memory. */
  void checkBudget(long length) throws IOException {
    budget -= length;
    if (budget < 0) {
      throw new BudgetExceededException();
    }
  }

  /** The values of an inflated data set are larger than memory allows. */
  static final class BudgetExceededException extends IOException {
    private static final long serialVersionUID = 1;
  }
}
