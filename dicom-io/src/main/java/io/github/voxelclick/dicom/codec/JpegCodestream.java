package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The marker segments of one JPEG codestream (ITU-T T.81 annex B), whole up to its end marker.
 * Every JPEG decoder starts from it: the codecs underneath take a truncated codestream for a grey
 * image.
 */
final class JpegCodestream {
  static final int DEFINE_HUFFMAN_TABLES = 0xC4;
  static final int START_OF_SCAN = 0xDA;
  static final int DEFINE_QUANTIZATION_TABLES = 0xDB;
  static final int DEFINE_RESTART_INTERVAL = 0xDD;

  private static final int PREFIX = 0xFF;
  private static final int START_OF_FRAME_FIRST = 0xC0;
  private static final int START_OF_FRAME_LAST = 0xCF;
  private static final int JPEG_EXTENSIONS = 0xC8;
  private static final int DEFINE_ARITHMETIC_CODING = 0xCC;
  private static final int RESTART_FIRST = 0xD0;
  private static final int RESTART_LAST = 0xD7;
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int APPLICATION_FIRST = 0xE0;
  private static final int ADOBE = 0xEE;
  private static final int APPLICATION_LAST = 0xEF;
  private static final int COMMENT = 0xFE;

  private static final byte[] ADOBE_NAME = "Adobe".getBytes(StandardCharsets.US_ASCII);

  /** From the start of an Adobe segment's payload to its transform flag. */
  private static final int ADOBE_TRANSFORM = 11;

  /**
   * A progressive image has at most a few dozen scans. Each costs the time of a whole image, so
   * that a small file of very many would block a reader for hours.
   */
  private static final int MAX_SCANS = 1000;

  /**
   * One marker segment.
   *
   * @param marker second byte of its marker
   * @param from offset of its payload, behind marker and length
   * @param to end of the payload
   * @param end end of the entropy-coded data that follow a scan header; else as {@code to}
   */
  record Segment(int marker, int from, int to, int end) {}

  private final byte[] bytes;
  private final List<Segment> segments = new ArrayList<>();
  private final JpegFrame frame;
  private OptionalInt adobeTransform = OptionalInt.empty();

  private JpegCodestream(byte[] bytes) throws DicomReadException {
    this.bytes = bytes;
    this.frame = walk();
  }

  /**
   * Finds the segments.
   *
   * @throws DicomReadException if the codestream is damaged or ends before its end marker
   */
  static JpegCodestream of(byte[] bytes) throws DicomReadException {
    return new JpegCodestream(bytes);
  }

  private JpegFrame walk() throws DicomReadException {
    if (bytes.length < 2 || u16(0) != (PREFIX << 8 | START_OF_IMAGE)) {
      throw damaged("it does not begin with a start-of-image marker");
    }
    Optional<JpegFrame> found = Optional.empty();
    int scans = 0;
    int at = nextMarker(2);
    for (int marker = bytes[at + 1] & 0xFF; marker != END_OF_IMAGE; marker = bytes[at + 1] & 0xFF) {
      Segment segment = segment(at, marker);
      if (isFrame(marker)) {
        if (found.isPresent()) {
          throw damaged("it has two frame headers");
        }
        found = Optional.of(JpegFrame.read(this, segment));
      } else if (marker == START_OF_SCAN && (found.isEmpty() || ++scans > MAX_SCANS)) {
        throw damaged(
            scans > MAX_SCANS
                ? "it has more than " + MAX_SCANS + " scans"
                : "a scan comes before the frame header");
      } else if (marker == ADOBE) {
        readAdobe(segment);
      }
      segments.add(segment);
      at = segment.end();
      if (marker != START_OF_SCAN) {
        at = nextMarker(at);
      }
    }
    if (scans == 0) {
      throw damaged("it has no scan");
    }
    return found.orElseThrow();
  }

  private Segment segment(int at, int marker) throws DicomReadException {
    int from = at + 4;
    int to = from <= bytes.length ? at + 2 + u16(at + 2) : from;
    if (to > bytes.length || to < from) {
      throw damaged(String.format("its segment FF%02X does not fit into it", marker));
    }
    return new Segment(marker, from, to, marker == START_OF_SCAN ? nextMarker(to) : to);
  }

  /** The next marker that neither is stuffed data nor restarts the entropy coding. */
  private int nextMarker(int from) throws DicomReadException {
    for (int at = from; at + 1 < bytes.length; at++) {
      if (bytes[at] == (byte) PREFIX) {
        int marker = bytes[at + 1] & 0xFF;
        boolean inData =
            marker == 0 || marker == PREFIX || (marker >= RESTART_FIRST && marker <= RESTART_LAST);
        if (!inData) {
          return at;
        }
      }
    }
    throw damaged(
        "its " + bytes.length + " bytes end without an end-of-image marker; it is truncated");
  }

  /**
   * Bits of a sample.
   *
   * @param head the first bytes of a codestream
   * @return 0 if the frame header is not among them
   */
  static int precisionIn(byte[] head) {
    for (int at = 2; at + 4 < head.length && head[at] == (byte) PREFIX; ) {
      if (isFrame(head[at + 1] & 0xFF)) {
        return head[at + 4] & 0xFF;
      }
      at += 2 + ((head[at + 2] & 0xFF) << 8 | (head[at + 3] & 0xFF));
    }
    return 0;
  }

  private static boolean isFrame(int marker) {
    return marker >= START_OF_FRAME_FIRST
        && marker <= START_OF_FRAME_LAST
        && marker != DEFINE_HUFFMAN_TABLES
        && marker != JPEG_EXTENSIONS
        && marker != DEFINE_ARITHMETIC_CODING;
  }

  private void readAdobe(Segment segment) {
    int length = segment.to() - segment.from();
    if (length > ADOBE_TRANSFORM
        && Arrays.equals(
            bytes,
            segment.from(),
            segment.from() + ADOBE_NAME.length,
            ADOBE_NAME,
            0,
            ADOBE_NAME.length)) {
      adobeTransform = OptionalInt.of(u8(segment.from() + ADOBE_TRANSFORM));
    }
  }

  /** What the frame header says. */
  JpegFrame frame() {
    return frame;
  }

  /** All segments in their order, without start and end markers. */
  List<Segment> segments() {
    return List.copyOf(segments);
  }

  /** The colour transform that an Adobe application segment tells: 0 none, 1 YCbCr. */
  OptionalInt adobeTransform() {
    return adobeTransform;
  }

  /**
   * The codestream without application segments and comments. A codec needs none of them, and fails
   * on damaged colour profiles or thumbnails in them.
   */
  byte[] withoutApplicationSegments() {
    byte[] kept = new byte[bytes.length];
    int length = append(kept, 0, 0, 2);
    for (Segment segment : segments) {
      boolean application =
          (segment.marker() >= APPLICATION_FIRST && segment.marker() <= APPLICATION_LAST)
              || segment.marker() == COMMENT;
      if (!application) {
        length = append(kept, length, segment.from() - 4, segment.end());
      }
    }
    kept[length++] = (byte) PREFIX;
    kept[length++] = (byte) END_OF_IMAGE;
    return Arrays.copyOf(kept, length);
  }

  private int append(byte[] to, int length, int from, int end) {
    System.arraycopy(bytes, from, to, length, end - from);
    return length + end - from;
  }

  /** The bytes themselves, not copied. */
  byte[] bytes() {
    return bytes;
  }

  int u8(int at) {
    return bytes[at] & 0xFF;
  }

  int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  /** The exception for a codestream that breaks the standard's rules. */
  static DicomReadException damaged(String detail) {
    return new DicomReadException("Cannot decode a JPEG frame, it is damaged: " + detail + ".");
  }
}
