package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.util.ArrayList;
import java.util.List;

/**
 * A JPEG scan header (ITU-T T.81 B.2.3).
 *
 * @param parts the components of the scan, at least 1, none twice
 * @param spectralStart first coefficient; the predictor in lossless coding
 * @param spectralEnd last coefficient
 * @param approximationHigh bits below which the scan before this one had left off; 0 in a first one
 * @param approximationLow bits that this scan leaves off; the point transform in lossless coding
 */
record JpegScan(
    List<Part> parts,
    int spectralStart,
    int spectralEnd,
    int approximationHigh,
    int approximationLow) {
  private static final int MAX_PARTS = 4;

  /** Largest value of the approximation fields in progressive scans. */
  static final int MAX_APPROXIMATION = 13;

  /**
   * What a scan says about a component.
   *
   * @param component its index in the frame
   * @param dcTable number of its Huffman table for DC coefficients or lossless differences
   * @param acTable number of its Huffman table for AC coefficients
   */
  record Part(int component, int dcTable, int acTable) {}

  JpegScan {
    parts = List.copyOf(parts);
  }

  /** Reads the header. */
  static JpegScan read(JpegCodestream codestream, JpegCodestream.Segment segment)
      throws DicomReadException {
    int at = segment.from();
    int length = segment.to() - at;
    int count = length == 0 ? 0 : codestream.u8(at);
    if (count < 1 || count > MAX_PARTS || length != 4 + 2 * count) {
      throw JpegCodestream.damaged("a scan header has a wrong length");
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = codestream.u8(at + 1 + 2 * i);
      int tables = codestream.u8(at + 2 + 2 * i);
      int component = indexOf(codestream.frame(), id);
      if (component < 0 || parts.stream().anyMatch(part -> part.component() == component)) {
        throw JpegCodestream.damaged("a scan names component " + id + " wrongly");
      }
      parts.add(new Part(component, tables >> 4, tables & 0xF));
    }
    int last = segment.to() - 3;
    int approximation = codestream.u8(last + 2);
    return new JpegScan(
        parts,
        codestream.u8(last),
        codestream.u8(last + 1),
        approximation >> 4,
        approximation & 0xF);
  }

  private static int indexOf(JpegFrame frame, int id) {
    for (int i = 0; i < frame.components().size(); i++) {
      if (frame.components().get(i).id() == id) {
        return i;
      }
    }
    return -1;
  }
}
