package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * RLE Lossless (PS3.5 annex G): a header of 16 little-endian 32-bit numbers, then one PackBits
 * segment per byte of a composite pixel, the most significant byte of each sample first.
 */
final class RleDecoder implements FrameDecoder {
  private static final int HEADER_LENGTH = 64;
  private static final int NO_OPERATION = -128;

  @Override
  public RawFrame decode(byte[] encoded, PixelDescription description) throws DicomReadException {
    int bytesPerSample = description.bitsAllocated() / 8;
    int segments = description.samplesPerPixel() * bytesPerSample;
    int[] bounds = segmentBounds(encoded, segments);
    int pixels = description.rows() * description.columns();
    int[] samples = new int[description.samplesPerFrame()];
    byte[] plane = new byte[pixels];
    for (int segment = 0; segment < segments; segment++) {
      unpack(encoded, bounds[segment], bounds[segment + 1], plane, segment);
      int sample = segment / bytesPerSample;
      int shift = 8 * (bytesPerSample - 1 - segment % bytesPerSample);
      for (int pixel = 0; pixel < pixels; pixel++) {
        samples[pixel * description.samplesPerPixel() + sample] |= (plane[pixel] & 0xFF) << shift;
      }
    }
    return Samples.toFrame(samples, Samples.shiftOf(description), description);
  }

  /** Starts of the segments, and the end of the last. */
  private static int[] segmentBounds(byte[] encoded, int segments) throws DicomReadException {
    if (encoded.length < HEADER_LENGTH) {
      throw new DicomReadException(
          "Cannot decode an RLE frame: it has " + encoded.length + " bytes, less than its header.");
    }
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

  private static void unpack(byte[] encoded, int from, int to, byte[] plane, int segment)
      throws DicomReadException {
    int in = from;
    int out = 0;
    while (in < to && out < plane.length) {
      int code = encoded[in++];
      if (code == NO_OPERATION) {
        continue;
      }
      int count = code >= 0 ? code + 1 : 1 - code;
      // A last run may reach over the end of the plane: some encoders pad to an even length so.
      int kept = Math.min(count, plane.length - out);
      boolean literal = code >= 0;
      if (in + (literal ? kept : 1) > to) {
        break;
      }
      if (literal) {
        System.arraycopy(encoded, in, plane, out, kept);
      } else {
        Arrays.fill(plane, out, out + kept, encoded[in]);
      }
      in += literal ? count : 1;
      out += kept;
    }
    if (out < plane.length) {
      throw new DicomReadException(
          "Cannot decode an RLE frame: segment "
              + (segment + 1)
              + " holds "
              + out
              + " bytes, but the image has "
              + plane.length
              + " pixels. The file is truncated or damaged.");
    }
  }
}
