package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.util.List;

/** High-Throughput JPEG 2000 (ISO/IEC 15444-15), through OpenCV where it is installed. */
final class Htj2kDecoder implements FrameDecoder {
  private static final String NAME = "HTJ2K";

  private final OpenCv openCv;

  /**
   * @param uid transfer syntax, for the message
   * @throws DicomReadException saying what to do if OpenCV is not installed
   */
  Htj2kDecoder(String uid) throws DicomReadException {
    openCv =
        OpenCv.get(
            "Cannot decode the pixels: transfer syntax " + uid + " (" + UID.nameOf(uid) + ")");
  }

  @Override
  public RawFrame decode(byte[] encoded, PixelDescription description) throws DicomReadException {
    Jpeg2000Codestream codestream = Jpeg2000Codestream.of(encoded, description, NAME);
    return decode(codestream, openCv, description, NAME);
  }

  /**
   * Decodes any kind of JPEG 2000. OpenCV refuses signed samples: they are declared unsigned, which
   * shifts them by half of their range.
   */
  static RawFrame decode(
      Jpeg2000Codestream codestream, OpenCv openCv, PixelDescription description, String codec)
      throws DicomReadException {
    int precision = codestream.size().precision();
    if (precision < 8 || precision > 16) {
      throw new DicomReadException(
          String.format(
              "Cannot decode a %s frame: samples of %d bits are not supported. Convert the files to"
                  + " Explicit VR Little Endian.",
              codec, precision));
    }
    int[] samples = openCv.decode(codestream.asUnsignedJp2(), description, codec);
    if (codestream.size().signed()) {
      int half = 1 << (precision - 1);
      for (int i = 0; i < samples.length; i++) {
        samples[i] -= half;
      }
    }
    return CodestreamSamples.toFrame(samples, precision, description, codec);
  }

  @Override
  public List<ReadWarning> check(byte[] head, PixelDescription description) {
    return Jpeg2000Size.check(head, description);
  }
}
