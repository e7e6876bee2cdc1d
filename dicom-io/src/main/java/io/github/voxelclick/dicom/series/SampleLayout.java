package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.codec.PixelSource;
import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.io.DicomFile;
import java.util.Set;

/**
 * How the samples of an image are stored: the Image Pixel module (PS3.3 C.7.6.3). Numbers that the
 * file does not give, or not readably, are 0; {@link ImageFaults} then refuses the image.
 *
 * @param rows (0028,0010)
 * @param columns (0028,0011)
 * @param samplesPerPixel (0028,0002)
 * @param photometric (0028,0004), may be empty
 * @param bitsAllocated (0028,0100)
 * @param bitsStored (0028,0101), or {@code bitsAllocated} where it is missing
 * @param real whether samples are floats or doubles
 * @param signed whether Pixel Representation (0028,0103) is 1
 * @param transferSyntax UID of what the pixel data are encoded in
 * @param lossy whether the image has been through lossy compression
 */
record SampleLayout(
    int rows,
    int columns,
    int samplesPerPixel,
    String photometric,
    int bitsAllocated,
    int bitsStored,
    boolean real,
    boolean signed,
    String transferSyntax,
    boolean lossy) {
  /** Transfer syntaxes that always lose something. */
  private static final Set<String> LOSSY =
      Set.of(
          UID.JPEGBaseline8Bit,
          UID.JPEGExtended12Bit,
          UID.JPEGLSNearLossless,
          "1.2.840.10008.1.2.4.53",
          "1.2.840.10008.1.2.4.55");

  /** Transfer syntaxes that may or may not lose something. */
  private static final Set<String> POSSIBLY_LOSSY = Set.of(UID.JPEG2000, UID.HTJ2K);

  static SampleLayout of(DicomFile file) {
    Attributes d = file.dataset();
    return new SampleLayout(
        intOr(d, Tag.Rows, 0),
        intOr(d, Tag.Columns, 0),
        intOr(d, Tag.SamplesPerPixel, 1),
        d.getString(Tag.PhotometricInterpretation, ""),
        intOr(d, Tag.BitsAllocated, 0),
        intOr(d, Tag.BitsStored, intOr(d, Tag.BitsAllocated, 0)),
        PixelSource.pixelDataTag(file).orElse(Tag.PixelData) != Tag.PixelData,
        intOr(d, Tag.PixelRepresentation, 0) == 1,
        file.transferSyntax(),
        isLossy(d, file.transferSyntax()));
  }

  private static boolean isLossy(Attributes d, String transferSyntax) {
    String flag = d.getString(Tag.LossyImageCompression, "");
    return flag.equals("01")
        || LOSSY.contains(transferSyntax)
        || (flag.isEmpty() && POSSIBLY_LOSSY.contains(transferSyntax));
  }

  private static int intOr(Attributes dataset, int tag, int otherwise) {
    try {
      return dataset.getInt(tag, otherwise);
    } catch (DicomValueException e) {
      return 0;
    }
  }

  /** Whether a pixel is a colour, of three samples or out of a palette. */
  boolean isColour() {
    return samplesPerPixel == 3 || photometric.equals("PALETTE COLOR");
  }

  /** Whether a pixel is one grey value. */
  boolean isGrey() {
    return samplesPerPixel == 1 && photometric.startsWith("MONOCHROME");
  }

  /** Pixels of the image. */
  long pixelCount() {
    return (long) rows * columns;
  }

  /** Bytes of one frame uncompressed. */
  long nativeBytes() {
    boolean subsampled = samplesPerPixel == 3 && photometric.endsWith("_422");
    return (pixelCount() * (subsampled ? 2 : samplesPerPixel) * bitsAllocated + 7) / 8;
  }
}
