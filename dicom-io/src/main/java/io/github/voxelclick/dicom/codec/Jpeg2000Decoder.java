package io.github.voxelclick.dicom.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.awt.image.Raster;
import java.util.List;
import javax.imageio.ImageReader;

/**
 * JPEG 2000 part 1, lossless and lossy (ISO/IEC 15444-1), through JJ2000; what that does not
 * decode, through OpenCV where it is installed.
 */
final class Jpeg2000Decoder implements FrameDecoder {
  private static final String NAME = "JPEG 2000";

  @Override
  public RawFrame decode(byte[] encoded, PixelDescription description) throws DicomReadException {
    Jpeg2000Codestream codestream = Jpeg2000Codestream.of(encoded, description, NAME);
    codestream.requireDecodable();
    try {
      Raster raster = decode(codestream.withTilePartCounts());
      int[] samples = RasterSamples.of(raster, description, NAME);
      return CodestreamSamples.toFrame(samples, codestream.size().precision(), description, NAME);
    } catch (DicomReadException e) {
      if (OpenCv.isPresent()) {
        return Htj2kDecoder.decode(codestream, OpenCv.get(NAME), description, NAME);
      }
      throw e;
    }
  }

  @SuppressWarnings("CatchingUnchecked") // JJ2000 throws Error and ThreadDeath on damaged data
  private static Raster decode(byte[] codestream) throws DicomReadException {
    try (CodestreamInput input = new CodestreamInput(codestream)) {
      ImageReader reader = new J2KImageReaderSpi().createReaderInstance(null);
      try {
        reader.setInput(input, true, true);
        return reader.readRaster(0, null);
      } finally {
        reader.dispose();
      }
    } catch (Throwable e) {
      throw RasterSamples.failure(NAME, e);
    }
  }

  @Override
  public List<ReadWarning> check(byte[] head, PixelDescription description) {
    return Jpeg2000Size.check(head, description);
  }
}
