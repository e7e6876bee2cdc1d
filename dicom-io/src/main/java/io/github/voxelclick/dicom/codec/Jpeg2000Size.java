package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The SIZ segment of a JPEG 2000 codestream (ISO/IEC 15444-1 §A.5.1): what the image is like.
 *
 * @param start offset of the codestream in the frame, behind the boxes of a JP2 file where there is
 *     one
 * @param columns width, pixels
 * @param rows height, pixels
 * @param components number of components, all of the same kind
 * @param precision bits of a sample, 1..38
 * @param signed whether samples are two's complement
 */
record Jpeg2000Size(
    int start, int columns, int rows, int components, int precision, boolean signed) {
  private static final int START_OF_CODESTREAM_AND_SIZE = 0xFF4FFF51;

  // From the start of the codestream to fields of SIZ.
  private static final int GRID = 8;
  private static final int COMPONENTS = 40;

  /** Offset of the first component's precision; three bytes describe each. */
  static final int FIRST_COMPONENT = 42;

  static final int COMPONENT_LENGTH = 3;
  static final int SIGN_BIT = 0x80;

  private static final int MAX_SIDE = 0xFFFF;

  /** Tile indices have 16 bits. */
  private static final long MAX_TILES = 65_535;

  /**
   * Finds the codestream and reads its size.
   *
   * @param frame the encoded frame, or its first bytes
   * @throws DicomReadException if there is none, or it is truncated or of a kind that is not read
   */
  static Jpeg2000Size of(byte[] frame) throws DicomReadException {
    int start =
        start(frame)
            .orElseThrow(
                () ->
                    new DicomReadException(
                        "Cannot decode a JPEG 2000 frame: it holds no codestream."));
    int components =
        start + FIRST_COMPONENT > frame.length ? 0 : BigEndian.u16(frame, start + COMPONENTS);
    int end = start + FIRST_COMPONENT + COMPONENT_LENGTH * components;
    if (components == 0 || end > frame.length) {
      throw new DicomReadException("Cannot decode a JPEG 2000 frame: its header is truncated.");
    }
    int grid = start + GRID;
    long width = BigEndian.u32(frame, grid) - BigEndian.u32(frame, grid + 8);
    long height = BigEndian.u32(frame, grid + 4) - BigEndian.u32(frame, grid + 12);
    checkTiles(frame, grid, width, height);
    int first = start + FIRST_COMPONENT;
    for (int at = first; at < end; at += COMPONENT_LENGTH) {
      if (frame[at] != frame[first] || frame[at + 1] != 1 || frame[at + 2] != 1) {
        throw new DicomReadException(
            "Cannot decode a JPEG 2000 frame: subsampled components, or components of different"
                + " precision, are not supported. Convert the files to Explicit VR Little Endian.");
      }
    }
    if (frame[first] == (byte) SIGN_BIT) {
      throw new DicomReadException(
          "Cannot decode a JPEG 2000 frame: signed samples of one bit are not supported. Convert"
              + " the files to Explicit VR Little Endian.");
    }
    return new Jpeg2000Size(
        start,
        (int) width,
        (int) height,
        components,
        (frame[first] & ~SIGN_BIT & 0xFF) + 1,
        (frame[first] & SIGN_BIT) != 0);
  }

  /** Offset of SOC followed by SIZ: at 0, or behind the boxes of a JP2 file. */
  private static OptionalInt start(byte[] frame) {
    for (int i = 0; i + 4 <= frame.length; i++) {
      if (BigEndian.u32(frame, i) == Integer.toUnsignedLong(START_OF_CODESTREAM_AND_SIZE)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** Refuses sizes that would have a codec allocate beyond reason: the first tile is not empty. */
  private static void checkTiles(byte[] frame, int grid, long width, long height)
      throws DicomReadException {
    long tileWidth = BigEndian.u32(frame, grid + 16);
    long tileHeight = BigEndian.u32(frame, grid + 20);
    long left = BigEndian.u32(frame, grid + 8) - BigEndian.u32(frame, grid + 24);
    long above = BigEndian.u32(frame, grid + 12) - BigEndian.u32(frame, grid + 28);
    boolean sane =
        width > 0
            && height > 0
            && width <= MAX_SIDE
            && height <= MAX_SIDE
            && left >= 0
            && left < tileWidth
            && above >= 0
            && above < tileHeight
            && ((left + width - 1) / tileWidth + 1) * ((above + height - 1) / tileHeight + 1)
                <= MAX_TILES;
    if (!sane) {
      throw new DicomReadException("Cannot decode a JPEG 2000 frame: its size header is damaged.");
    }
  }

  /**
   * What of a frame contradicts the image's header.
   *
   * @param head the first bytes of the frame
   */
  static List<ReadWarning> check(byte[] head, PixelDescription description) {
    Optional<Jpeg2000Size> size;
    try {
      size = Optional.of(of(head));
    } catch (DicomReadException e) {
      return List.of(); // decoding will tell
    }
    List<ReadWarning> warnings = new ArrayList<>();
    if (size.get().start() > 0) {
      warnings.add(
          new ReadWarning("jp2-file", "A frame is a JP2 file; the codestream in it is read."));
    }
    if (size.get().signed() != description.signed()) {
      warnings.add(
          new ReadWarning(
              "codestream-sign",
              size.get().signed()
                  ? "The compressed samples are signed, the header says unsigned, which is used."
                  : "The compressed samples are unsigned, the header says signed, which is used."));
    }
    warnings.addAll(CodestreamSamples.precisionWarnings(size.get().precision(), description));
    return warnings;
  }
}
