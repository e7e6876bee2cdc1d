package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
  private static final int START_OF_TILE_PART = 0xFF90;
  private static final int START_OF_DATA = 0xFF93;
  private static final int PACKED_HEADERS_MAIN = 0xFF60;
  private static final int PACKED_HEADERS_TILE = 0xFF61;
  private static final int END_OF_CODESTREAM = 0xFFD9;

  /** Bytes of an SOT marker segment, marker included. */
  private static final int SOT_LENGTH = 12;

  /** From an SOT marker to its fields. */
  private static final int SOT_TILE = 4;

  private static final int SOT_PART_LENGTH = 6;
  private static final int SOT_PART_COUNT = 11;

  // Values in the boxes of a JP2 file.
  private static final byte JP2_COMPRESSION = 7;
  private static final int JP2_RGB = 16;
  private static final int JP2_GREY = 17;

  private final byte[] bytes;
  private final Jpeg2000Size size;
  private final List<Integer> tileParts;

  private Jpeg2000Codestream(byte[] bytes, Jpeg2000Size size, List<Integer> tileParts) {
    this.bytes = bytes;
    this.size = size;
    this.tileParts = tileParts;
  }

  /**
   * Finds the codestream in a frame, inside a JP2 file where there is one, and its tile-parts.
   *
   * @throws DicomReadException if there is none, it ends before its last tile-part does, or it is
   *     of another size than the image
   */
  static Jpeg2000Codestream of(byte[] frame, PixelDescription description, String codec)
      throws DicomReadException {
    Jpeg2000Size size = Jpeg2000Size.of(frame);
    RasterSamples.checkSize(size.columns(), size.rows(), size.components(), description, codec);
    byte[] bytes = Arrays.copyOfRange(frame, size.start(), frame.length);
    return new Jpeg2000Codestream(bytes, size, tileParts(bytes));
  }

  /** Offsets of the SOT markers, found by stepping from the first over each tile-part. */
  private static List<Integer> tileParts(byte[] bytes) throws DicomReadException {
    int at = firstTilePart(bytes);
    List<Integer> offsets = new ArrayList<>();
    while (at + SOT_LENGTH <= bytes.length && BigEndian.u16(bytes, at) == START_OF_TILE_PART) {
      offsets.add(at);
      long length = BigEndian.u32(bytes, at + SOT_PART_LENGTH);
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
    boolean whole = at + 2 <= bytes.length && BigEndian.u16(bytes, at) == END_OF_CODESTREAM;
    if (offsets.isEmpty() || !(whole || onlyPadding(bytes, at))) {
      throw truncated();
    }
    return offsets;
  }

  private static int firstTilePart(byte[] bytes) throws DicomReadException {
    int at = 2;
    while (at + 4 <= bytes.length) {
      int marker = BigEndian.u16(bytes, at);
      if (marker == START_OF_TILE_PART) {
        return at;
      }
      if (marker < 0xFF00) {
        break;
      }
      at += 2 + BigEndian.u16(bytes, at + 2);
    }
    throw truncated();
  }

  private static void checkEndMarker(byte[] bytes) throws DicomReadException {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    if (end < 2 || BigEndian.u16(bytes, end - 2) != END_OF_CODESTREAM) {
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

  Jpeg2000Size size() {
    return size;
  }

  /**
   * Refuses what JJ2000 would take too long for: coding styles out of range, and what it reads for
   * ever, packed packet headers that end early and packets that hold FF FF, which no sound ones do
   * (ISO/IEC 15444-1 §B.10.1, §C.2.1).
   */
  void requireDecodable() throws DicomReadException {
    checkHeaders(2, tileParts.get(0), START_OF_TILE_PART);
    for (int i = 0; i < tileParts.size(); i++) {
      int end = i + 1 < tileParts.size() ? tileParts.get(i + 1) : bytes.length;
      int at = checkHeaders(tileParts.get(i) + SOT_LENGTH, end, START_OF_DATA);
      for (; at + 1 < end; at++) {
        if (bytes[at] == (byte) 0xFF && bytes[at + 1] == (byte) 0xFF) {
          throw new DicomReadException(
              "Cannot decode a JPEG 2000 frame: a packet is damaged, byte " + at + ".");
        }
      }
    }
  }

  /**
   * Walks marker segments.
   *
   * @param last the marker that ends them
   * @return its offset
   */
  private int checkHeaders(int from, int end, int last) throws DicomReadException {
    int at = from;
    while (at + 4 <= end && BigEndian.u16(bytes, at) != last) {
      int marker = BigEndian.u16(bytes, at);
      if (marker == PACKED_HEADERS_MAIN || marker == PACKED_HEADERS_TILE) {
        throw new DicomReadException(
            "Cannot decode a JPEG 2000 frame: packed packet headers are not supported. Convert the"
                + " files to Explicit VR Little Endian.");
      }
      int next = at + 2 + BigEndian.u16(bytes, at + 2);
      Jpeg2000CodingStyle.check(bytes, at, Math.min(next, end), size);
      at = next;
    }
    return at;
  }

  /**
   * The codestream with the true number of tile-parts of its tile in each SOT segment (TNsot).
   * Where that byte is 0 ("unknown") or wrong, JJ2000 decodes only some of the tile-parts and
   * returns a smooth but wrong image.
   */
  byte[] withTilePartCounts() {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int at : tileParts) {
      counts.merge(BigEndian.u16(bytes, at + SOT_TILE), 1, Integer::sum);
    }
    byte[] repaired = bytes.clone();
    for (int at : tileParts) {
      repaired[at + SOT_PART_COUNT] = (byte) (int) counts.get(BigEndian.u16(bytes, at + SOT_TILE));
    }
    return repaired;
  }

  /**
   * A JP2 file (ISO/IEC 15444-1 annex I) of the codestream with its components declared unsigned,
   * for a codec that reads no others, and complains where it is not told the colour space. Signed
   * samples come out larger by half of their range.
   */
  byte[] asUnsignedJp2() {
    ByteBuffer file = ByteBuffer.allocate(85 + bytes.length);
    box(file, "jP  ", 12).putInt(0x0D0A870A);
    box(file, "ftyp", 20).put(ascii("jp2 ")).putInt(0).put(ascii("jp2 "));
    box(file, "jp2h", 45);
    box(file, "ihdr", 22).putInt(size.rows()).putInt(size.columns());
    file.putShort((short) size.components()).put((byte) (size.precision() - 1));
    file.put(new byte[] {JP2_COMPRESSION, 0, 0});
    box(file, "colr", 15).put(new byte[] {1, 0, 0});
    file.putInt(size.components() == 1 ? JP2_GREY : JP2_RGB);
    box(file, "jp2c", 8 + bytes.length);
    int start = file.position();
    file.put(bytes);
    for (int c = 0; c < size.components(); c++) {
      int at = start + Jpeg2000Size.FIRST_COMPONENT + Jpeg2000Size.COMPONENT_LENGTH * c;
      file.put(at, (byte) (file.get(at) & ~Jpeg2000Size.SIGN_BIT));
    }
    return file.array();
  }

  private static ByteBuffer box(ByteBuffer file, String type, int length) {
    return file.putInt(length).put(ascii(type));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
