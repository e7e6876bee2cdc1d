package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.fuzz.FuzzTarget;
import io.github.voxelclick.volume.DicomReadException;
import java.util.Arrays;

/**
 * Frames of one transfer syntax. The first four bytes of an input say how large the frame is (1 to
 * 32 pixels each way) and how its samples are stored, the rest is the codestream.
 */
abstract class CodecTarget implements FuzzTarget {
  private static final int HEADER = 4;
  private static final int LARGEST_SIDE = 32;

  private static final int SIGNED = 1;
  private static final int WIDE = 2;
  private static final int COLOUR = 4;

  private final FrameDecoder decoder;

  CodecTarget(String transferSyntax) {
    try {
      decoder = FrameDecoders.forTransferSyntax(transferSyntax);
    } catch (DicomReadException e) {
      throw new IllegalArgumentException(transferSyntax, e);
    }
  }

  @Override
  public final void accept(byte[] data) {
    if (data.length < HEADER) {
      return;
    }
    PixelDescription description = description(data);
    try {
      RawFrame frame = decoder.decode(Arrays.copyOfRange(data, HEADER, data.length), description);
      if (frame.size() != description.samplesPerFrame()) {
        throw new AssertionError(frame.size() + " samples of " + description.samplesPerFrame());
      }
    } catch (DicomReadException e) {
      // a sentence is as good as a frame
    }
  }

  private static PixelDescription description(byte[] data) {
    int allocated = (data[2] & WIDE) != 0 ? 16 : 8;
    int stored = 1 + Byte.toUnsignedInt(data[3]) % allocated;
    boolean colour = (data[2] & COLOUR) != 0;
    return new PixelDescription(
        1 + Byte.toUnsignedInt(data[0]) % LARGEST_SIDE,
        1 + Byte.toUnsignedInt(data[1]) % LARGEST_SIDE,
        colour ? 3 : 1,
        allocated,
        stored,
        stored - 1,
        (data[2] & SIGNED) != 0,
        false,
        colour ? "RGB" : "MONOCHROME2");
  }

  /** A seed: a frame of grey samples and what the header must say of it. */
  static byte[] grey(int rows, int columns, int bitsStored, boolean signed, byte[] codestream) {
    return seed(rows, columns, bitsStored, signed ? SIGNED : 0, codestream);
  }

  /** A seed: a frame of colour. */
  static byte[] colour(int rows, int columns, int bitsStored, byte[] codestream) {
    return seed(rows, columns, bitsStored, COLOUR, codestream);
  }

  private static byte[] seed(int rows, int columns, int bits, int flags, byte[] codestream) {
    byte[] seed = new byte[HEADER + codestream.length];
    seed[0] = (byte) (rows - 1);
    seed[1] = (byte) (columns - 1);
    seed[2] = (byte) (flags | (bits > 8 ? WIDE : 0));
    seed[3] = (byte) (bits - 1);
    System.arraycopy(codestream, 0, seed, HEADER, codestream.length);
    return seed;
  }
}
