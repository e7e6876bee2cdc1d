package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.codec.JpegLsScan.Interleave;
import io.github.voxelclick.volume.DicomReadException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Walks the marker segments of a JPEG-LS codestream (ITU-T T.87 annex C) and has its scans decoded.
 * Used once, by one thread.
 */
final class JpegLsCodestream {
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int RESTART_INTERVAL = 0xDD;
  private static final int FIRST_RESTART = 0xD0;
  private static final int RESTARTS = 8;
  private static final int APPLICATION_8 = 0xE8;
  private static final int START_OF_FRAME = 0xF7;
  private static final int PRESETS = 0xF8;

  // Types of an LSE segment.
  private static final int PRESET_CODING = 1;
  private static final int MAPPING_TABLE = 2;
  private static final int MAPPING_TABLE_CONTINUED = 3;

  private static final byte[] HP_COLOUR_TRANSFORM = "mrfx".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private final PixelDescription description;

  /** Position of the next marker or, within a segment, of its next field. */
  private int at;

  private int precision;

  /** Identifiers of the components in the order of the frame header; empty before it is read. */
  private int[] componentIds = {};

  private int[] codingPreset = new int[5];

  /** Lines between two restart markers, 0 without. */
  private long restartInterval;

  private int[] samples = {};
  private int componentsDecoded;

  /**
   * @param description size that the frame must have
   */
  JpegLsCodestream(byte[] bytes, PixelDescription description) {
    this.bytes = bytes;
    this.description = description;
  }

  /** Bits of a sample, 2..16; known once the samples are decoded. */
  int precision() {
    return precision;
  }

  /**
   * Bits of a sample as the frame header says.
   *
   * @return 0 if the header is not within the bytes
   */
  static int precisionIn(byte[] head) {
    for (int i = 2; i + 4 < head.length && (head[i] & 0xFF) == 0xFF; ) {
      if ((head[i + 1] & 0xFF) == START_OF_FRAME) {
        return head[i + 4] & 0xFF;
      }
      i += 2 + ((head[i + 2] & 0xFF) << 8 | (head[i + 3] & 0xFF));
    }
    return 0;
  }

  /**
   * Decodes all scans.
   *
   * @return samples 0..65535, row by row, those of a pixel side by side
   * @throws DicomReadException if the codestream is damaged or of a kind that is not read
   */
  int[] decode() throws DicomReadException {
    if (marker() != START_OF_IMAGE) {
      throw new DicomReadException(
          "Cannot decode a JPEG-LS frame: it does not start with the marker of an image.");
    }
    int marker = marker();
    while (marker != END_OF_IMAGE) {
      int end = endOfSegment();
      switch (marker) {
        case START_OF_FRAME -> readFrameHeader(end);
        case PRESETS -> readPresets(end);
        case RESTART_INTERVAL -> restartInterval = number(end - at);
        case APPLICATION_8 -> refuseColourTransform(end);
        case START_OF_SCAN -> {
          readScan(end);
          end = at;
        }
        default -> refuseOtherProcess(marker);
      }
      at = end;
      marker = marker();
    }
    if (componentIds.length == 0 || componentsDecoded < componentIds.length) {
      throw new DicomReadException(
          String.format(
              "Cannot decode a JPEG-LS frame: it holds %d components, the image has %d; it is"
                  + " damaged.",
              componentsDecoded, description.samplesPerPixel()));
    }
    return samples;
  }

  /** Code of the marker that must stand here; any number of FF may stand before it. */
  private int marker() throws DicomReadException {
    int code = number(1) == 0xFF ? 0xFF : -1;
    while (code == 0xFF) {
      code = (int) number(1);
    }
    if (code <= 0) {
      throw new DicomReadException(
          "Cannot decode a JPEG-LS frame: no marker where one was expected, byte "
              + (at - 1)
              + ".");
    }
    return code;
  }

  private long number(int size) throws DicomReadException {
    if (size < 1 || size > 4 || size > bytes.length - at) {
      throw new DicomReadException(
          "Cannot decode a JPEG-LS frame: it ends within its headers; it is truncated or damaged.");
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  private int u8() throws DicomReadException {
    return (int) number(1);
  }

  private int u16() throws DicomReadException {
    return (int) number(2);
  }

  private int endOfSegment() throws DicomReadException {
    int start = at;
    int length = u16();
    if (length < 2 || length > bytes.length - start) {
      throw new DicomReadException(
          "Cannot decode a JPEG-LS frame: a header segment reaches beyond its end; it is truncated"
              + " or damaged.");
    }
    return start + length;
  }

  private void readFrameHeader(int end) throws DicomReadException {
    precision = u8();
    int rows = u16();
    int columns = u16();
    int components = u8();
    RasterSamples.checkSize(columns, rows, components, description, JpegLsDecoder.NAME);
    if (precision < 2 || precision > 16 || componentIds.length > 0 || end != at + 3 * components) {
      throw new DicomReadException("Cannot decode a JPEG-LS frame: its frame header is damaged.");
    }
    componentIds = new int[components];
    for (int c = 0; c < components; c++) {
      componentIds[c] = u8();
      if (u8() != 0x11) {
        throw unsupported("subsampled components");
      }
      u8();
    }
    samples = new int[description.samplesPerFrame()];
  }

  private void readPresets(int end) throws DicomReadException {
    int type = u8();
    if (type == MAPPING_TABLE || type == MAPPING_TABLE_CONTINUED) {
      throw unsupported("mapping tables");
    }
    if (type != PRESET_CODING || end - at != 2 * codingPreset.length) {
      throw unsupported("presets of type " + type);
    }
    for (int i = 0; i < codingPreset.length; i++) {
      codingPreset[i] = u16();
    }
  }

  private void refuseColourTransform(int end) throws DicomReadException {
    int tag = HP_COLOUR_TRANSFORM.length;
    boolean present =
        end - at > tag && Arrays.equals(bytes, at, at + tag, HP_COLOUR_TRANSFORM, 0, tag);
    if (present && bytes[at + tag] != 0) {
      throw unsupported("the HP colour transform " + bytes[at + tag]);
    }
  }

  /** Applications' and comments' segments mean nothing; the others belong to other processes. */
  private static void refuseOtherProcess(int marker) throws DicomReadException {
    boolean ignored = (marker & 0xF0) == 0xE0 || marker == 0xFE;
    if (!ignored) {
      throw new DicomReadException(
          String.format(
              "Cannot decode a JPEG-LS frame: marker FF%02X does not belong to JPEG-LS; the frame"
                  + " is compressed otherwise or damaged.",
              marker));
    }
  }

  private static DicomReadException unsupported(String what) {
    return new DicomReadException(
        "Cannot decode a JPEG-LS frame: "
            + what
            + " are not supported. Convert the files to Explicit VR Little Endian.");
  }

  private void readScan(int end) throws DicomReadException {
    int components = u8();
    if (components < 1 || components > componentIds.length || end != at + 2 * components + 3) {
      throw new DicomReadException("Cannot decode a JPEG-LS frame: its scan header is damaged.");
    }
    int[] targets = new int[components];
    for (int c = 0; c < components; c++) {
      targets[c] = componentOf(u8());
      if (u8() != 0) {
        throw unsupported("mapping tables");
      }
    }
    int near = u8();
    Optional<Interleave> interleave = Interleave.of(u8());
    if (u8() != 0) {
      throw unsupported("point transforms");
    }
    if (interleave.isEmpty() || (interleave.get() == Interleave.NONE) != (components == 1)) {
      throw new DicomReadException("Cannot decode a JPEG-LS frame: its scan header is damaged.");
    }
    decodeScan(targets, interleave.get(), JpegLsCoding.of(precision, near, codingPreset));
    componentsDecoded += components;
  }

  private int componentOf(int id) throws DicomReadException {
    for (int c = 0; c < componentIds.length; c++) {
      if (componentIds[c] == id) {
        return c;
      }
    }
    throw new DicomReadException(
        "Cannot decode a JPEG-LS frame: its scan header names a component that it has not.");
  }

  private void decodeScan(int[] targets, Interleave interleave, JpegLsCoding coding)
      throws DicomReadException {
    JpegLsScan scan =
        new JpegLsScan(
            description.columns(), targets.length, interleave, coding, nextEntropyCoded());
    for (int row = 0; row < description.rows(); row++) {
      if (restartInterval > 0 && row > 0 && row % restartInterval == 0) {
        scan.requireEnd();
        requireRestart((int) ((row / restartInterval - 1) % RESTARTS));
        scan.restart(nextEntropyCoded());
      }
      store(scan.nextLine(), targets, row);
    }
    scan.requireEnd();
  }

  private void requireRestart(int number) throws DicomReadException {
    if (marker() != FIRST_RESTART + number) {
      throw new DicomReadException(
          "Cannot decode a JPEG-LS frame: a restart marker is missing; it is damaged.");
    }
  }

  /** The bits up to the next marker, behind which it goes on. */
  private JpegLsBits nextEntropyCoded() throws DicomReadException {
    int start = at;
    while (at + 1 < bytes.length) {
      if (bytes[at] == (byte) 0xFF && bytes[at + 1] < 0) {
        return new JpegLsBits(bytes, start, at);
      }
      at++;
    }
    throw new DicomReadException(
        "Cannot decode a JPEG-LS frame: its data do not end with a marker; it is truncated.");
  }

  private void store(int[][] line, int[] targets, int row) {
    int stride = componentIds.length;
    if (stride == 1) {
      System.arraycopy(line[0], 1, samples, row * description.columns(), description.columns());
      return;
    }
    for (int c = 0; c < targets.length; c++) {
      int to = row * description.columns() * stride + targets[c];
      for (int x = 1; x <= description.columns(); x++) {
        samples[to] = line[c][x];
        to += stride;
      }
    }
  }
}
