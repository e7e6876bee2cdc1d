package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.awt.image.Raster;

/** Takes the samples out of what an ImageIO codec returns. */
final class RasterSamples {
  private RasterSamples() {}

  /**
   * The samples of a raster, masked and sign-extended as the description says.
   *
   * @param codec name of the codec for messages
   */
  static RawFrame toFrame(Raster raster, PixelDescription description, String codec)
      throws DicomReadException {
    return Samples.toFrame(of(raster, description, codec), 0, description);
  }

  /** The samples of a raster as they are, in the order of {@link RawFrame}. */
  static int[] of(Raster raster, PixelDescription description, String codec)
      throws DicomReadException {
    checkSize(raster.getWidth(), raster.getHeight(), raster.getNumBands(), description, codec);
    return raster.getPixels(
        raster.getMinX(), raster.getMinY(), raster.getWidth(), raster.getHeight(), (int[]) null);
  }

  /** Refuses a codestream of another size than the image has. */
  static void checkSize(
      int columns, int rows, int components, PixelDescription description, String codec)
      throws DicomReadException {
    if (columns != description.columns()
        || rows != description.rows()
        || components != description.samplesPerPixel()) {
      throw new DicomReadException(
          String.format(
              "Cannot decode a %s frame: it holds %d×%d pixels of %d components, but the image has"
                  + " %d×%d of %d.",
              codec,
              columns,
              rows,
              components,
              description.columns(),
              description.rows(),
              description.samplesPerPixel()));
    }
  }

  /** The failure of a codec, which may be an Error as well, as the checked exception. */
  static DicomReadException failure(String codec, Throwable cause) {
    String detail = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return new DicomReadException(
        "Cannot decode a "
            + codec
            + " frame, it is damaged ("
            + cause.getClass().getSimpleName()
            + detail
            + ").",
        cause);
  }
}
