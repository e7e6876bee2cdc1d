package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Deflated Image Frame Compression (PS3.5 §A.4.13): the bytes that the frame would have in native
 * pixel data, each frame from a byte boundary, as raw deflate (RFC 1951).
 */
final class DeflatedFrameDecoder implements FrameDecoder {
  /** Deflate packs no run of bytes tighter. */
  private static final long MAX_RATIO = 1032;

  @Override
  public RawFrame decode(byte[] encoded, PixelDescription description) throws DicomReadException {
    int length = description.bytesPerFrame();
    if (length > MAX_RATIO * encoded.length) {
      throw wrongLength(0, length);
    }
    byte[] frame = new byte[length];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(encoded);
      int inflated = 0;
      while (inflated < length && !inflater.finished() && !inflater.needsInput()) {
        inflated += inflater.inflate(frame, inflated, length - inflated);
      }
      // The frame may be padded to an even length; anything more was meant for another image.
      byte[] excess = new byte[2];
      int more = inflater.finished() ? 0 : inflater.inflate(excess);
      if (inflated < length || more > 1) {
        throw wrongLength(inflated + more, length);
      }
    } catch (DataFormatException e) {
      throw new DicomReadException("Cannot decode a deflated frame, it is damaged.", e);
    } finally {
      inflater.end();
    }
    return new NativeDecoder().decode(frame, description);
  }

  private static DicomReadException wrongLength(int found, int expected) {
    return new DicomReadException(
        String.format(
            "Cannot decode a deflated frame: it holds %s bytes, but the image needs %d. The file is"
                + " truncated or damaged.",
            found > expected ? "more than " + expected : String.valueOf(found), expected));
  }
}
