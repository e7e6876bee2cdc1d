package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.util.List;

/**
 * Every JPEG (ITU-T T.81) with Huffman coding but the hierarchical ones. The frame header of the
 * codestream chooses the way, not the transfer syntax: files labelled JPEG Extended hold 8 as well
 * as 12 bits, and there is no reason to refuse what is labelled wrongly. Colour becomes RGB.
 */
final class JpegDecoder implements FrameDecoder {
  private static final String NAME = "JPEG";

  @Override
  public RawFrame decode(byte[] encoded, PixelDescription description) throws DicomReadException {
    JpegCodestream codestream = JpegCodestream.of(encoded);
    JpegFrame frame = codestream.frame();
    RasterSamples.checkSize(
        frame.columns(), frame.rows(), frame.components().size(), description, NAME);
    CodestreamSamples.checkFits(frame.precision(), description, NAME);
    boolean lossless = frame.process() == JpegFrame.LOSSLESS;
    checkLength(encoded, description, lossless);
    int[] samples = lossless ? JpegLossless.decode(codestream) : lossy(codestream);
    if (description.samplesPerPixel() == 3
        && JpegColour.isYcc(codestream, description.photometricInterpretation())) {
      JpegColour.toRgb(samples, frame.precision());
    }
    if (!lossless) {
      limit(samples, description.bitsStored());
      return Samples.toFrame(samples, 0, description);
    }
    // Some encoders take the bits that count, others the whole cells in which they stand.
    boolean cells = frame.precision() > description.highBit();
    return Samples.toFrame(samples, cells ? Samples.shiftOf(description) : 0, description);
  }

  @Override
  public boolean givesRgb() {
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * <p>More bits than the header says are no contradiction: lossy coding knows 8 and 12 only, and
   * lossless encoders take the bits that count or whole bytes.
   */
  @Override
  public List<ReadWarning> check(byte[] head, PixelDescription description) {
    int precision = JpegCodestream.precisionIn(head);
    return precision < description.bitsStored()
        ? CodestreamSamples.precisionWarnings(precision, description)
        : List.of();
  }

  private static int[] lossy(JpegCodestream codestream) throws DicomReadException {
    JpegFrame frame = codestream.frame();
    switch (frame.process()) {
      case JpegFrame.BASELINE, JpegFrame.EXTENDED, JpegFrame.PROGRESSIVE -> {
        if (frame.precision() == JpegRuntime.PRECISION) {
          return JpegRuntime.decode(codestream);
        }
        if (frame.precision() == JpegTwelveBit.PRECISION) {
          return JpegTwelveBit.decode(codestream);
        }
        throw JpegCodestream.damaged(
            "lossy samples of " + frame.precision() + " bits, not 8 or 12");
      }
      default ->
          throw new DicomReadException(
              String.format(
                  "Cannot decode a JPEG frame: coding process FF%02X (%s) is not supported. Convert"
                      + " the files to Explicit VR Little Endian.",
                  frame.process(),
                  frame.process() > JpegFrame.LAST_HUFFMAN ? "arithmetic coding" : "hierarchical"));
    }
  }

  /**
   * Refuses, before anything is allocated, an image that its codestream is too short for: a
   * lossless sample takes at least one bit, a block of 8×8 samples at least one in lossy coding.
   */
  private static void checkLength(byte[] encoded, PixelDescription description, boolean lossless)
      throws DicomReadException {
    long pixels = (long) description.rows() * description.columns();
    long units = lossless ? pixels : pixels / 64;
    if (units > 8L * encoded.length) {
      throw new DicomReadException(
          String.format(
              "Cannot decode a JPEG frame: its %d bytes cannot hold %d×%d pixels.",
              encoded.length, description.columns(), description.rows()));
    }
  }

  /**
   * Lossy coding goes beyond the range of the samples now and then. Cut to the bits that count,
   * such a bright pixel would turn dark.
   */
  private static void limit(int[] samples, int bitsStored) {
    int max = (int) ((1L << bitsStored) - 1);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Math.min(samples[i], max);
    }
  }
}
