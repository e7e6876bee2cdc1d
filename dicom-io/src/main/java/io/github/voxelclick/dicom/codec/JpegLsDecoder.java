package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.util.List;

/**
 * JPEG-LS, lossless and near-lossless (ITU-T T.87). The codestream holds bare bit patterns; the
 * image's header alone tells their sign.
 */
final class JpegLsDecoder implements FrameDecoder {
  static final String NAME = "JPEG-LS";

  @Override
  public RawFrame decode(byte[] encoded, PixelDescription description) throws DicomReadException {
    JpegLsCodestream codestream = new JpegLsCodestream(encoded, description);
    int[] samples = codestream.decode();
    return CodestreamSamples.toFrame(samples, codestream.precision(), description, NAME);
  }

  @Override
  public List<ReadWarning> check(byte[] head, PixelDescription description) {
    return CodestreamSamples.precisionWarnings(JpegLsCodestream.precisionIn(head), description);
  }
}
