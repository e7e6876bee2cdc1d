package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Lossy JPEG of 8 bits, sequential and progressive, through the codec of the Java runtime. */
final class JpegRuntime {
  static final int PRECISION = 8;

  /** Other codecs that the host has registered under the name JPEG convert colours. */
  private static final String PROVIDER = "com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi";

  /**
   * The codec warns of entropy-coded data that are damaged or end early and paints the rest grey.
   * Only superfluous bytes between data and marker do no harm.
   */
  private static final List<String> DAMAGE = List.of("corrupt", "premature", "progression");

  private static final String HARMLESS = "extraneous";

  private JpegRuntime() {}

  /**
   * Decodes a frame whose size was compared with that of the image.
   *
   * @return samples 0..255 as coded, without a colour conversion, the components of a pixel side by
   *     side, smaller components brought to the full size
   * @throws DicomReadException if the codestream is damaged
   */
  @SuppressWarnings("CatchingUnchecked") // a codec fails on damaged data in every way there is
  static int[] decode(JpegCodestream codestream) throws DicomReadException {
    List<String> warnings = new ArrayList<>();
    Raster raster;
    try (MemoryCacheImageInputStream input =
        new MemoryCacheImageInputStream(
            new ByteArrayInputStream(codestream.withoutApplicationSegments()))) {
      ImageReader reader = provider().createReaderInstance();
      try {
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        reader.setInput(input, true, true);
        raster = reader.readRaster(0, null);
      } finally {
        reader.dispose();
      }
    } catch (Throwable e) {
      throw RasterSamples.failure("JPEG", e);
    }
    for (String warning : warnings) {
      checkWarning(warning);
    }
    return raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
  }

  private static void checkWarning(String warning) throws DicomReadException {
    String lower = warning.toLowerCase(Locale.ROOT);
    if (DAMAGE.stream().anyMatch(lower::contains) && !lower.contains(HARMLESS)) {
      throw JpegCodestream.damaged(warning);
    }
  }

  private static ImageReaderSpi provider() throws IOException {
    try {
      Object provider =
          IIORegistry.getDefaultInstance().getServiceProviderByClass(Class.forName(PROVIDER));
      if (provider instanceof ImageReaderSpi spi) {
        return spi;
      }
    } catch (ClassNotFoundException e) {
      throw new IOException("the Java runtime has no JPEG codec", e);
    }
    throw new IOException("the JPEG codec of the Java runtime is not registered");
  }
}
