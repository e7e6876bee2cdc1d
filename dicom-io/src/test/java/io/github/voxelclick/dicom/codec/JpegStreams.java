package io.github.voxelclick.dicom.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Codestreams that dcmtk wrote, and ways to change one. They are made by {@code jpeg_golden.py}.
 */
final class JpegStreams {
  static final int COLUMNS = 21;
  static final int ROWS = 11;

  private static final int END_LENGTH = 2;

  private JpegStreams() {}

  /** The codestream of a name. */
  static byte[] codestream(String name) {
    return resource(name + ".jpg");
  }

  /** What dcmtk decodes it to, colour as RGB side by side. */
  static int[] samples(String name) {
    byte[] raw = resource(name + ".raw");
    boolean wide = name.endsWith("-12");
    int[] samples = new int[wide ? raw.length / 2 : raw.length];
    Arrays.setAll(
        samples, i -> wide ? (raw[2 * i] & 0xFF) | (raw[2 * i + 1] & 0xFF) << 8 : raw[i] & 0xFF);
    return samples;
  }

  /** How the samples are to be described. */
  static PixelDescription description(String name) {
    if (name.startsWith("colour")) {
      String colour = name.equals("colour-rgb") ? "RGB" : "YBR_FULL";
      return new PixelDescription(ROWS, COLUMNS, 3, 8, 8, 7, false, false, colour);
    }
    boolean wide = name.endsWith("-12");
    return Descriptions.grey(COLUMNS, ROWS, wide ? 16 : 8, wide ? 12 : 8, false);
  }

  private static byte[] resource(String name) {
    try (InputStream in = JpegStreams.class.getResourceAsStream("jpeg/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with a segment put in front of all others. */
  static byte[] withSegment(byte[] codestream, int marker, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(codestream, 0, 2);
    out.write(0xFF);
    out.write(marker);
    out.write((payload.length + 2) >> 8);
    out.write(payload.length + 2);
    out.writeBytes(payload);
    out.write(codestream, 2, codestream.length - 2);
    return out.toByteArray();
  }

  /** The same with bytes of the frame header changed. */
  static byte[] withFrame(byte[] codestream, int offset, int... values) {
    byte[] changed = codestream.clone();
    for (int i = 0; i < values.length; i++) {
      changed[frame(codestream) + offset + i] = (byte) values[i];
    }
    return changed;
  }

  /** Offset of the marker SOF0, SOF1 or SOF2. */
  private static int frame(byte[] codestream) {
    for (int i = 2; i + 1 < codestream.length; i++) {
      if (codestream[i] == (byte) 0xFF
          && (codestream[i + 1] & 0xFF) >= 0xC0
          && (codestream[i + 1] & 0xFF) <= 0xC2) {
        return i;
      }
    }
    throw new AssertionError("no frame header");
  }

  /** The same without some of the last bytes before the end marker. */
  static byte[] withoutLastData(byte[] codestream, int bytes) {
    int end = lastMarker(codestream, 0xD9);
    byte[] cut = Arrays.copyOf(codestream, end - bytes + END_LENGTH);
    cut[cut.length - 2] = (byte) 0xFF;
    cut[cut.length - 1] = (byte) 0xD9;
    return cut;
  }

  /** The same with its last scan so many times. */
  static byte[] repeatLastScan(byte[] codestream, int times) {
    int scan = lastMarker(codestream, 0xDA);
    int end = lastMarker(codestream, 0xD9);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(codestream, 0, scan);
    for (int i = 0; i < times; i++) {
      out.write(codestream, scan, end - scan);
    }
    out.write(codestream, end, END_LENGTH);
    return out.toByteArray();
  }

  private static int lastMarker(byte[] codestream, int marker) {
    for (int i = codestream.length - 2; i >= 0; i--) {
      if (codestream[i] == (byte) 0xFF && codestream[i + 1] == (byte) marker) {
        return i;
      }
    }
    throw new AssertionError(Integer.toHexString(marker));
  }
}
