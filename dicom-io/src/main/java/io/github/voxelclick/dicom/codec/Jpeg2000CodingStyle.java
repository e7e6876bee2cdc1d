package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;

/**
 * The coding style segments COD and COC of JPEG 2000 (ISO/IEC 15444-1 §A.6.1, §A.6.2), checked
 * before JJ2000 takes time and memory by them.
 */
final class Jpeg2000CodingStyle {
  private static final int DEFAULT_STYLE = 0xFF52;
  private static final int COMPONENT_STYLE = 0xFF53;

  /** From the marker to Scod, whose lowest bit says that precinct sizes follow. */
  private static final int STYLE = 4;

  private static final int LAYERS = 6;
  private static final int DEFAULT_PARAMETERS = 9;

  // From the first parameter, the number of decomposition levels.
  private static final int BLOCK_WIDTH = 1;
  private static final int BLOCK_HEIGHT = 2;
  private static final int PRECINCTS = 5;

  private static final int MAX_LEVELS = 32;

  /** Exponents of code-block sizes are stored less 2; together they are at most 12. */
  private static final int MAX_BLOCK_EXPONENTS = 12 - 2 - 2;

  private static final int MAX_PRECINCT_EXPONENT = 15;

  private Jpeg2000CodingStyle() {}

  /**
   * Checks a marker segment if it is one of these.
   *
   * @param at offset of the marker
   * @param end behind the segment
   * @throws DicomReadException if a parameter is out of its range, or there would be more packets
   *     than the codestream has bytes, of which each takes at least one
   */
  static void check(byte[] bytes, int at, int end, Jpeg2000Size size) throws DicomReadException {
    int marker = BigEndian.u16(bytes, at);
    if (marker != DEFAULT_STYLE && marker != COMPONENT_STYLE) {
      return;
    }
    int style =
        marker == DEFAULT_STYLE ? at + STYLE : at + STYLE + (size.components() < 257 ? 1 : 2);
    int first = marker == DEFAULT_STYLE ? at + DEFAULT_PARAMETERS : style + 1;
    if (first + PRECINCTS > end) {
      throw damaged();
    }
    int levels = bytes[first] & 0xFF;
    int width = bytes[first + BLOCK_WIDTH] & 0xFF;
    int height = bytes[first + BLOCK_HEIGHT] & 0xFF;
    boolean ownPrecincts = (bytes[style] & 1) != 0;
    if (levels > MAX_LEVELS
        || width + height > MAX_BLOCK_EXPONENTS
        || (ownPrecincts && first + PRECINCTS + levels + 1 > end)) {
      throw damaged();
    }
    long layers = marker == DEFAULT_STYLE ? BigEndian.u16(bytes, at + LAYERS) : 1;
    long packets = 0;
    for (int r = 0; r <= levels; r++) {
      int exponents = ownPrecincts ? bytes[first + PRECINCTS + r] & 0xFF : 0xFF;
      packets += layers * precincts(size, levels - r, exponents);
    }
    if (packets > bytes.length) {
      throw damaged();
    }
  }

  /**
   * Precincts of a resolution of the whole image; tiles make no fewer.
   *
   * @param reduction how often the image was halved
   * @param exponents of the size of a precinct: the width in the low four bits
   */
  private static long precincts(Jpeg2000Size size, int reduction, int exponents) {
    return pieces(size.columns(), reduction + (exponents & MAX_PRECINCT_EXPONENT))
        * pieces(size.rows(), reduction + (exponents >> 4));
  }

  private static long pieces(int length, int exponent) {
    return ((length - 1L) >> exponent) + 1;
  }

  private static DicomReadException damaged() {
    return new DicomReadException(
        "Cannot decode a JPEG 2000 frame: its coding style is damaged or not that of a frame of its"
            + " length.");
  }
}
