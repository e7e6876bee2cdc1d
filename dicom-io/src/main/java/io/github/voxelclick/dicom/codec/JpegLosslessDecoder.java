package io.github.voxelclick.dicom.codec;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import io.github.voxelclick.volume.DicomReadException;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * JPEG lossless, process 14, any predictor (ITU-T T.81 annex H), through TwelveMonkeys. The
 * codestream holds bare bit patterns; the image's header alone tells their sign.
 */
final class JpegLosslessDecoder implements FrameDecoder {
  private static final String NAME = "JPEG lossless";
  private static final String JDK_PROVIDER = "com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi";

  private static final int MARKER_PREFIX = 0xFF;
  private static final int START_OF_FRAME_LOSSLESS = 0xC3;
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;

  @Override
  @SuppressWarnings("CatchingUnchecked") // codecs fail on damaged data in every way there is
  public RawFrame decode(byte[] encoded, PixelDescription description) throws DicomReadException {
    checkHeader(encoded, description);
    checkComplete(encoded);
    Raster raster;
    try (MemoryCacheImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
      ImageReader reader = newReader();
      try {
        reader.setInput(input, true, true);
        raster = reader.readRaster(0, null);
      } finally {
        reader.dispose();
      }
    } catch (Throwable e) {
      throw RasterSamples.failure(NAME, e);
    }
    return RasterSamples.toFrame(raster, description, NAME);
  }

  /**
   * A reader from a registry of our own. The plug-in finds the JDK's codec, which it delegates to,
   * only when it is registered; registering it in the application's registry would change how the
   * host reads its own JPEG files, and class loaders of Fiji do not let the registry see it anyway.
   */
  private static ImageReader newReader() throws IOException {
    List<Class<?>> categories = List.of(ImageReaderSpi.class);
    ServiceRegistry registry = new ServiceRegistry(categories.iterator());
    registry.registerServiceProvider(jdkProvider());
    JPEGImageReaderSpi provider = new JPEGImageReaderSpi();
    registry.registerServiceProvider(provider);
    return provider.createReaderInstance(null);
  }

  private static ImageReaderSpi jdkProvider() throws IOException {
    Iterator<ImageReaderSpi> providers =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
    while (providers.hasNext()) {
      ImageReaderSpi provider = providers.next();
      if (provider.getClass().getName().equals(JDK_PROVIDER)) {
        return provider;
      }
    }
    throw new IOException("the Java runtime has no JPEG codec");
  }

  /** Compares the frame header with the image before the codec allocates by it. */
  private static void checkHeader(byte[] encoded, PixelDescription description)
      throws DicomReadException {
    int at = 2;
    while (at + 9 < encoded.length && (encoded[at] & 0xFF) == MARKER_PREFIX) {
      int marker = encoded[at + 1] & 0xFF;
      if (marker == MARKER_PREFIX) {
        at++;
        continue;
      }
      if (marker == START_OF_FRAME_LOSSLESS) {
        int rows = u16(encoded, at + 5);
        int columns = u16(encoded, at + 7);
        RasterSamples.checkSize(columns, rows, encoded[at + 9] & 0xFF, description, NAME);
        return;
      }
      if (marker == START_OF_SCAN) {
        break;
      }
      at += 2 + u16(encoded, at + 2);
    }
    throw new DicomReadException(
        "Cannot decode a JPEG lossless frame: it has no frame header SOF3.");
  }

  /** A truncated codestream decodes to a partly wrong image without a complaint. */
  private static void checkComplete(byte[] encoded) throws DicomReadException {
    int end = encoded.length;
    while (end > 0 && encoded[end - 1] == 0) {
      end--;
    }
    if (end < 2
        || (encoded[end - 2] & 0xFF) != MARKER_PREFIX
        || (encoded[end - 1] & 0xFF) != END_OF_IMAGE) {
      throw new DicomReadException(
          "Cannot decode a JPEG lossless frame: it does not end with an end-of-image marker; it is"
              + " truncated.");
    }
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }
}
