package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.volume.DicomReadException;

/**
 * How the samples of an image are stored (Image Pixel module, PS3.3 §C.7.6.3).
 *
 * @param rows height, pixels, 1..65535
 * @param columns width, pixels, 1..65535
 * @param samplesPerPixel 1 for grey and palette colour, 3 for colour
 * @param bitsAllocated bits that a sample takes in native pixel data: 1, 8, 16 or 32, and 64 for
 *     doubles
 * @param bitsStored bits of it that count
 * @param highBit most significant of those
 * @param signed whether integers are two's complement
 * @param planar whether native colour is stored plane by plane
 * @param photometricInterpretation such as MONOCHROME2; empty if the image does not say
 */
public record PixelDescription(
    int rows,
    int columns,
    int samplesPerPixel,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed,
    boolean planar,
    String photometricInterpretation) {
  private static final int MAX_SIDE = 65_535;
  private static final String PALETTE_COLOR = "PALETTE COLOR";

  /** Checks that a frame can be stored so, and in one array. */
  public PixelDescription {
    if (rows < 1 || rows > MAX_SIDE || columns < 1 || columns > MAX_SIDE) {
      throw new IllegalArgumentException(columns + "×" + rows + " pixels");
    }
    if (samplesPerPixel != 1 && samplesPerPixel != 3) {
      throw new IllegalArgumentException(samplesPerPixel + " samples per pixel, not 1 or 3");
    }
    checkBits(samplesPerPixel, bitsAllocated);
    if (bitsStored < 1 || bitsStored > bitsAllocated) {
      throw new IllegalArgumentException(bitsStored + " bits stored of " + bitsAllocated);
    }
    if (highBit < bitsStored - 1 || highBit >= bitsAllocated) {
      throw new IllegalArgumentException(
          "high bit " + highBit + " with " + bitsStored + " bits stored of " + bitsAllocated);
    }
    long samples = (long) rows * columns * samplesPerPixel;
    if (samples * Math.max(1, bitsAllocated / 8) > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("a frame larger than one array");
    }
  }

  private static void checkBits(int samplesPerPixel, int bitsAllocated) {
    switch (bitsAllocated) {
      case 8, 16, 32, 64 -> {}
      case 1 -> {
        if (samplesPerPixel != 1) {
          throw new IllegalArgumentException("1 bit for each sample of a colour");
        }
      }
      case 12 ->
          throw new IllegalArgumentException(
              "12 bits allocated, samples packed over bytes, which the standard has retired");
      default ->
          throw new IllegalArgumentException(
              bitsAllocated + " bits allocated, not 1, 8, 16, 32 or 64");
    }
  }

  /**
   * Reads the description from a data set. Where High Bit is missing or impossible, the stored bits
   * are the lowest ones; where Bits Stored is missing, all count.
   *
   * @throws DicomReadException if an attribute is missing, or the image is stored in a way that is
   *     not read
   */
  public static PixelDescription of(Attributes dataset) throws DicomReadException {
    try {
      int bitsAllocated = required(dataset, Tag.BitsAllocated);
      int bitsStored = dataset.getInt(Tag.BitsStored, bitsAllocated);
      int highBit = dataset.getInt(Tag.HighBit, bitsStored - 1);
      boolean possible = highBit >= bitsStored - 1 && highBit < bitsAllocated;
      return new PixelDescription(
          required(dataset, Tag.Rows),
          required(dataset, Tag.Columns),
          dataset.getInt(Tag.SamplesPerPixel, 1),
          bitsAllocated,
          bitsStored,
          possible ? highBit : bitsStored - 1,
          dataset.getInt(Tag.PixelRepresentation, 0) == 1,
          dataset.getInt(Tag.PlanarConfiguration, 0) == 1,
          dataset.getString(Tag.PhotometricInterpretation, ""));
    } catch (DicomValueException e) {
      throw new DicomReadException("Cannot read the pixels: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new DicomReadException(
          "Cannot read the pixels: the image is described with " + e.getMessage() + ".", e);
    }
  }

  private static int required(Attributes dataset, int tag) throws DicomReadException {
    int value = dataset.getInt(tag, -1);
    if (value < 0) {
      throw new DicomReadException(
          "Cannot read the pixels: " + Tag.toString(tag) + " is missing.",
          tag,
          DicomReadException.UNKNOWN_OFFSET);
    }
    return value;
  }

  /** The same, but only so many bits of a sample count, at its low end. */
  PixelDescription withBitsStored(int bits) {
    return new PixelDescription(
        rows,
        columns,
        samplesPerPixel,
        bitsAllocated,
        bits,
        bits - 1,
        signed,
        planar,
        photometricInterpretation);
  }

  /** Samples of a frame. */
  public int samplesPerFrame() {
    return rows * columns * samplesPerPixel;
  }

  /**
   * Bits of an uncompressed frame; 1-bit frames follow each other without a gap (PS3.5 §8.1.1). Two
   * pixels of 4:2:2 colour share their chrominance, which makes two samples for each.
   */
  public long bitsPerFrame() {
    long samples = isSubsampled() ? 2L * rows * columns : samplesPerFrame();
    return samples * bitsAllocated;
  }

  /** Bytes of an uncompressed frame that stands alone. */
  public int bytesPerFrame() {
    return (int) ((bitsPerFrame() + 7) / 8);
  }

  /** Whether a pixel is a colour, of three samples or out of a palette. */
  public boolean isColour() {
    return samplesPerPixel == 3 || photometricInterpretation.equals(PALETTE_COLOR);
  }

  /** Whether uncompressed colour is stored as 4:2:2. */
  boolean isSubsampled() {
    return samplesPerPixel == 3 && photometricInterpretation.endsWith("_422");
  }

  /** The same with another Photometric Interpretation. */
  PixelDescription withPhotometricInterpretation(String other) {
    return new PixelDescription(
        rows, columns, samplesPerPixel, bitsAllocated, bitsStored, highBit, signed, planar, other);
  }
}
