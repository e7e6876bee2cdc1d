package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The outer structure of a JPEG 2000 codestream (ISO/IEC 15444-1 annex A): image size and
 * tile-parts. Read before the codec sees the bytes, because JJ2000 allocates by the header, ignores
 * tile-parts whose number is not told, and takes a truncated codestream for a blurred image.
 */
final class Jpeg2000Codestream {
  private static final int START_OF_CODESTREAM = 0xFF4F;
  private static final int SIZE = 0xFF51;
  private static final int START_OF_TILE_PART = 0xFF90;
  private static final int END_OF_CODESTREAM = 0xFFD9;

  /** Bytes of an SOT marker segment, marker included. */
  private static final int SOT_LENGTH = 12;

  /** From an SOT marker to its fields. */
  private static final int SOT_TILE = 4;

  private static final int SOT_PART_LENGTH = 6;
  private static final int SOT_PART_COUNT = 11;

  /** From the SIZ marker to its fields. */
  private static final int SIZ_GRID = 6;

  private static final int SIZ_COMPONENTS = 38;

  /** Tile indices have 16 bits. */
  private static final long MAX_TILES = 65_535;

  private final byte[] bytes;
  private final int columns;
  private final int rows;
  private final int components;
  private final List<Integer> tileParts;

  private Jpeg2000Codestream(
      byte[] bytes, int columns, int rows, int components, List<Integer> tileParts) {
    this.bytes = bytes;
    this.columns = columns;
    this.rows = rows;
    this.components = components;
    this.tileParts = tileParts;
  }

  /**
   * Finds the codestream in a frame, inside a JP2 file where there is one, and its tile-parts.
   *
   * @throws DicomReadException if there is none, or it ends before its last tile-part does
   */
  static Jpeg2000Codestream of(byte[] frame) throws DicomReadException {
    int start = startOfCodestream(frame);
    byte[] bytes = Arrays.copyOfRange(frame, start, frame.length);
    if (bytes.length < 2 + SIZ_COMPONENTS + 2) {
      throw new DicomReadException("Cannot decode a JPEG 2000 frame: its header is truncated.");
    }
    int siz = 2;
    long width = i32(bytes, siz + SIZ_GRID) - i32(bytes, siz + SIZ_GRID + 8);
    long height = i32(bytes, siz + SIZ_GRID + 4) - i32(bytes, siz + SIZ_GRID + 12);
    long tileWidth = i32(bytes, siz + SIZ_GRID + 16);
    long tileHeight = i32(bytes, siz + SIZ_GRID + 20);
    boolean sane =
        width > 0
            && height > 0
            && width <= 0xFFFF
            && height <= 0xFFFF
            && tileWidth > 0
            && tileHeight > 0
            && (width / tileWidth + 1) * (height / tileHeight + 1) <= MAX_TILES;
    if (!sane) {
      throw new DicomReadException("Cannot decode a JPEG 2000 frame: its size header is damaged.");
    }
    return new Jpeg2000Codestream(
        bytes, (int) width, (int) height, u16(bytes, siz + SIZ_COMPONENTS), tileParts(bytes));
  }

  /** Offset of SOC followed by SIZ: at 0, or behind the boxes of a JP2 file. */
  private static int startOfCodestream(byte[] frame) throws DicomReadException {
    for (int i = 0; i + 4 <= frame.length; i++) {
      if (u16(frame, i) == START_OF_CODESTREAM && u16(frame, i + 2) == SIZE) {
        return i;
      }
    }
    throw new DicomReadException("Cannot decode a JPEG 2000 frame: it holds no codestream.");
  }

  /** Offsets of the SOT markers, found by stepping from the first over each tile-part. */
  private static List<Integer> tileParts(byte[] bytes) throws DicomReadException {
    int at = firstTilePart(bytes);
    List<Integer> offsets = new ArrayList<>();
    while (at + SOT_LENGTH <= bytes.length && u16(bytes, at) == START_OF_TILE_PART) {
      offsets.add(at);
      long length = i32(bytes, at + SOT_PART_LENGTH);
      if (length == 0) {
        // The last tile-part reaches to the end marker, which alone shows that it is whole.
        checkEndMarker(bytes);
        return offsets;
      }
      if (length < SOT_LENGTH || at + length > bytes.length) {
        throw truncated();
      }
      at += (int) length;
    }
    boolean whole = at + 2 <= bytes.length && u16(bytes, at) == END_OF_CODESTREAM;
    if (offsets.isEmpty() || !(whole || onlyPadding(bytes, at))) {
      throw truncated();
    }
    return offsets;
  }

  private static int firstTilePart(byte[] bytes) throws DicomReadException {
    int at = 2;
    while (at + 4 <= bytes.length) {
      int marker = u16(bytes, at);
      if (marker == START_OF_TILE_PART) {
        return at;
      }
      if (marker < 0xFF00) {
        break;
      }
      at += 2 + u16(bytes, at + 2);
    }
    throw truncated();
  }

  private static void checkEndMarker(byte[] bytes) throws DicomReadException {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    if (end < 2 || u16(bytes, end - 2) != END_OF_CODESTREAM) {
      throw truncated();
    }
  }

  /** Some encoders leave out the end marker; a byte of padding is then all that may follow. */
  private static boolean onlyPadding(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes.length - from <= 1;
  }

  private static DicomReadException truncated() {
    return new DicomReadException(
        "Cannot decode a JPEG 2000 frame: its tile-parts reach beyond its end; it is truncated or"
            + " damaged.");
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  int components() {
    return components;
  }

  /**
   * The codestream with the true number of tile-parts of its tile in each SOT segment (TNsot).
   * Where that byte is 0 ("unknown") or wrong, JJ2000 decodes only some of the tile-parts and
   * returns a smooth but wrong image.
   */
  byte[] withTilePartCounts() {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int at : tileParts) {
      counts.merge(u16(bytes, at + SOT_TILE), 1, Integer::sum);
    }
    byte[] repaired = bytes.clone();
    for (int at : tileParts) {
      repaired[at + SOT_PART_COUNT] = (byte) (int) counts.get(u16(bytes, at + SOT_TILE));
    }
    return repaired;
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  private static long i32(byte[] bytes, int at) {
    return (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
  }
}
