package io.github.voxelclick.dicom.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** JPEG 2000 part 1, lossless and lossy (ISO/IEC 15444-1), through JJ2000. */
final class Jpeg2000Decoder implements FrameDecoder {
  private static final String NAME = "JPEG 2000";

  @Override
  @SuppressWarnings("CatchingUnchecked") // JJ2000 throws Error and ThreadDeath on damaged data
  public RawFrame decode(byte[] encoded, PixelDescription description) throws DicomReadException {
    Jpeg2000Codestream codestream = Jpeg2000Codestream.of(encoded, description, NAME);
    Raster raster;
    try (MemoryCacheImageInputStream input =
        new MemoryCacheImageInputStream(
            new ByteArrayInputStream(codestream.withTilePartCounts()))) {
      ImageReader reader = new J2KImageReaderSpi().createReaderInstance(null);
      try {
        reader.setInput(input, true, true);
        raster = reader.readRaster(0, null);
      } finally {
        reader.dispose();
      }
    } catch (Throwable e) {
      throw RasterSamples.failure(NAME, e);
    }
    int[] samples = RasterSamples.of(raster, description, NAME);
    return CodestreamSamples.toFrame(samples, codestream.size().precision(), description, NAME);
  }

  @Override
  public List<ReadWarning> check(byte[] head, PixelDescription description) {
    return Jpeg2000Size.check(head, description);
  }
}
