package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.util.List;

/**
 * Samples of a codestream that tells their precision itself, which may contradict Bits Stored. What
 * counts of a sample are the bits that both know of; Pixel Representation alone tells the sign, as
 * pydicom does it as well.
 */
final class CodestreamSamples {
  private CodestreamSamples() {}

  /**
   * Cuts samples to the bits that count and extends their sign.
   *
   * @param samples as the codec returned them, in the order of {@link RawFrame}
   * @param precision bits of a sample in the codestream
   * @param codec name of the codec for messages
   * @throws DicomReadException if the samples do not fit into Bits Allocated
   */
  static RawFrame toFrame(int[] samples, int precision, PixelDescription description, String codec)
      throws DicomReadException {
    checkFits(precision, description, codec);
    int bits = Math.min(precision, description.bitsStored());
    return Samples.toFrame(samples, 0, description.withBitsStored(bits));
  }

  /** Refuses samples that do not fit into Bits Allocated. */
  static void checkFits(int precision, PixelDescription description, String codec)
      throws DicomReadException {
    if (precision > description.bitsAllocated()) {
      throw new DicomReadException(
          String.format(
              "Cannot decode a %s frame: its samples have %d bits, but the image allocates %d.",
              codec, precision, description.bitsAllocated()));
    }
  }

  /**
   * @param precision bits of a sample in the codestream, 0 if not known
   */
  static List<ReadWarning> precisionWarnings(int precision, PixelDescription description) {
    if (precision == 0 || precision == description.bitsStored()) {
      return List.of();
    }
    return List.of(
        new ReadWarning(
            "codestream-precision",
            String.format(
                "The compressed samples have %d bits, the header says %d; what both have counts.",
                precision, description.bitsStored())));
  }
}
