package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * RLE Lossless (PS3.5 annex G): a header of 16 little-endian 32-bit numbers, then one PackBits
 * segment per byte of a composite pixel, the most significant byte of each sample first. One-bit
 * samples are packed into the bytes of a single segment.
 *
 * <p>The segments are unpacked to where their bytes would stand in native pixel data.
 */
final class RleDecoder implements FrameDecoder {
  private static final int HEADER_LENGTH = 64;
  private static final int NO_OPERATION = -128;

  /** Two bytes of a segment give at most 128 of a frame. */
  private static final long MAX_RATIO = 64;

  @Override
  public RawFrame decode(byte[] encoded, PixelDescription described) throws DicomReadException {
    // A segment holds a byte of every pixel: chrominance cannot be shared, whatever is declared.
    PixelDescription description =
        described.isSubsampled() ? described.withPhotometricInterpretation("YBR_FULL") : described;
    int length = description.bytesPerFrame();
    if (encoded.length < HEADER_LENGTH || length > MAX_RATIO * encoded.length) {
      throw new DicomReadException(
          "Cannot decode an RLE frame: its "
              + encoded.length
              + " bytes cannot hold the "
              + length
              + " of the image. The file is truncated or damaged.");
    }
    int bytesPerSample = (description.bitsAllocated() + 7) / 8;
    int samplesPerPixel = description.bitsAllocated() == 1 ? 1 : description.samplesPerPixel();
    int segments = samplesPerPixel * bytesPerSample;
    int[] bounds = segmentBounds(encoded, segments);
    byte[] frame = new byte[length];
    for (int segment = 0; segment < segments; segment++) {
      int sample = segment / bytesPerSample;
      int significance = bytesPerSample - 1 - segment % bytesPerSample;
      int first =
          description.planar() ? sample * (length / samplesPerPixel) : sample * bytesPerSample;
      int step = description.planar() ? bytesPerSample : segments;
      ByteBuffer packed =
          ByteBuffer.wrap(encoded, bounds[segment], bounds[segment + 1] - bounds[segment]);
      int unpacked = unpack(packed, frame, first + significance, step, length / segments);
      if (unpacked < length / segments) {
        throw new DicomReadException(
            String.format(
                "Cannot decode an RLE frame: segment %d holds %d bytes, but the image needs %d."
                    + " The file is truncated or damaged.",
                segment + 1, unpacked, length / segments));
      }
    }
    return new NativeDecoder().decode(frame, description);
  }

  /** Starts of the segments, and the end of the last. */
  private static int[] segmentBounds(byte[] encoded, int segments) throws DicomReadException {
    ByteBuffer header = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    int found = header.getInt(0);
    if (found != segments) {
      throw new DicomReadException(
          "Cannot decode an RLE frame: it has "
              + found
              + " segments, but the image needs "
              + segments
              + ".");
    }
    int[] bounds = new int[segments + 1];
    bounds[segments] = encoded.length;
    for (int i = segments - 1; i >= 0; i--) {
      bounds[i] = header.getInt(4 * (i + 1));
      if (bounds[i] < HEADER_LENGTH || bounds[i] > bounds[i + 1]) {
        throw new DicomReadException(
            "Cannot decode an RLE frame: segment " + (i + 1) + " starts outside of it.");
      }
    }
    return bounds;
  }

  /**
   * Unpacks a segment into every so many-th byte of a frame.
   *
   * @param most bytes to unpack; a last run may reach beyond, some encoders pad to an even length
   *     so
   * @return bytes unpacked; fewer if the segment ends before
   */
  private static int unpack(ByteBuffer packed, byte[] frame, int first, int step, int most) {
    int done = 0;
    while (done < most && packed.hasRemaining()) {
      int code = packed.get();
      if (code == NO_OPERATION) {
        continue;
      }
      boolean literal = code >= 0;
      int count = Math.min(literal ? code + 1 : 1 - code, most - done);
      if (packed.remaining() < (literal ? count : 1)) {
        break;
      }
      byte repeated = literal ? 0 : packed.get();
      for (int i = 0; i < count; i++) {
        frame[first + (done + i) * step] = literal ? packed.get() : repeated;
      }
      done += count;
    }
    return done;
  }
}
