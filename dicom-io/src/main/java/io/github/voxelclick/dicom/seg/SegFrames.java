package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.VoxelMemory;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Frames of any type of segmentation, taken apart into segments. Not thread-safe. */
final class SegFrames {
  private final SegObject seg;
  private final SegPixels pixels;
  private final SegmentReader segments;

  /** Number of the only segment there is, 0 when there are several. */
  private final int onlyOne;

  SegFrames(SegObject seg, SegPixels pixels, SegmentReader segments) {
    this.seg = seg;
    this.pixels = pixels;
    this.segments = segments;
    this.onlyOne =
        segments.segments().size() == 1 ? segments.segments().keySet().iterator().next() : 0;
  }

  /**
   * The segments in a frame, by the number in the file. Values of a label map without a description
   * are added to the segments.
   *
   * @param frame from 0
   * @throws DicomReadException when it shows a segment that is not described, or does not decode
   * @throws GeometryException when memory does not hold it
   */
  Map<Integer, FramePixels> read(int frame)
      throws DicomReadException, GeometryException, IOException {
    // What is kept of a frame, and what decoding it takes meanwhile: at most two bytes per pixel.
    VoxelMemory.require(2L * seg.rows() * seg.columns());
    return switch (seg.type()) {
      case BINARY -> Map.of(numberOf(frame), new FramePixels.Bits(pixels.bits(frame)));
      case FRACTIONAL ->
          Map.of(
              numberOf(frame),
              new FramePixels.Steps(pixels.steps(frame), seg.columns(), seg.maximum()));
      case LABELMAP -> split(pixels.labels(frame));
    };
  }

  /** The segment that a frame shows, 0 in a label map. */
  int numberOf(int frame) throws DicomReadException {
    if (seg.type() == SegType.LABELMAP) {
      return 0;
    }
    int number = seg.segmentOf(frame, onlyOne);
    if (!segments.segments().containsKey(number)) {
      throw new DicomReadException(
          "Cannot read the segmentation: frame "
              + (frame + 1)
              + " shows segment "
              + number
              + ", which is not described.");
    }
    return number;
  }

  private Map<Integer, FramePixels> split(char[] labels) throws GeometryException {
    Map<Integer, long[]> words = new TreeMap<>();
    int last = -1;
    long[] bits = new long[0];
    for (int n = 0; n < labels.length; n++) {
      int label = labels[n];
      if (label != last) {
        last = label;
        bits = bitsOf(label, words, labels.length);
      }
      if (bits.length > 0) {
        bits[n >> 6] |= 1L << n;
      }
    }
    Map<Integer, FramePixels> parts = new TreeMap<>();
    for (Map.Entry<Integer, long[]> part : words.entrySet()) {
      if (!segments.segments().containsKey(part.getKey())) {
        segments.addUndescribed(part.getKey());
      }
      SliceMask mask = SliceMask.ofWords(seg.columns(), seg.rows(), part.getValue());
      parts.put(part.getKey(), new FramePixels.Bits(mask));
    }
    return parts;
  }

  /** Where the pixels of a label go; nowhere for the background. */
  private long[] bitsOf(int label, Map<Integer, long[]> words, int pixels)
      throws GeometryException {
    if (segments.background().contains(label)) {
      return new long[0];
    }
    long[] bits = words.get(label);
    if (bits == null) {
      VoxelMemory.require(pixels / 4L); // once here, once in the mask
      bits = new long[(pixels + 63) / 64];
      words.put(label, bits);
    }
    return bits;
  }
}
