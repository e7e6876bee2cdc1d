package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.SliceMask;
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
   */
  Map<Integer, FramePixels> read(int frame) throws DicomReadException, IOException {
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

  private Map<Integer, FramePixels> split(char[] labels) {
    Map<Integer, long[]> words = new TreeMap<>();
    int last = -1;
    long[] bits = new long[0];
    for (int n = 0; n < labels.length; n++) {
      int label = labels[n];
      if (label != last) {
        last = label;
        bits =
            segments.background().contains(label)
                ? new long[0]
                : words.computeIfAbsent(label, l -> new long[(labels.length + 63) / 64]);
      }
      if (bits.length > 0) {
        bits[n >> 6] |= 1L << n;
      }
    }
    Map<Integer, FramePixels> parts = new TreeMap<>();
    words.forEach(
        (label, set) -> {
          if (!segments.segments().containsKey(label)) {
            segments.addUndescribed(label);
          }
          parts.put(label, new FramePixels.Bits(SliceMask.ofWords(seg.columns(), seg.rows(), set)));
        });
    return parts;
  }
}
