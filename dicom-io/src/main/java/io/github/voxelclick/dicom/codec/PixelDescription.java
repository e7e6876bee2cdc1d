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
 * @param samplesPerPixel 1 for grey, 3 for colour
 * @param bitsAllocated bits that a sample takes in native pixel data: 8 or 16
 * @param bitsStored bits of it that count
 * @param highBit most significant of those
 * @param signed whether samples are two's complement
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

  /** Checks that a frame can be stored so, and in one array. */
  public PixelDescription {
    if (rows < 1 || rows > MAX_SIDE || columns < 1 || columns > MAX_SIDE) {
      throw new IllegalArgumentException(columns + "×" + rows + " pixels");
    }
    if (samplesPerPixel != 1 && samplesPerPixel != 3) {
      throw new IllegalArgumentException(samplesPerPixel + " samples per pixel, not 1 or 3");
    }
    if (bitsAllocated != 8 && bitsAllocated != 16) {
      throw new IllegalArgumentException(bitsAllocated + " bits allocated, not 8 or 16");
    }
    if (bitsStored < 1 || bitsStored > bitsAllocated) {
      throw new IllegalArgumentException(bitsStored + " bits stored of " + bitsAllocated);
    }
    if (highBit < bitsStored - 1 || highBit >= bitsAllocated) {
      throw new IllegalArgumentException(
          "high bit " + highBit + " with " + bitsStored + " bits stored of " + bitsAllocated);
    }
    if ((long) rows * columns * samplesPerPixel * (bitsAllocated / 8) > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("a frame larger than one array");
    }
  }

  /**
   * Reads the description from a data set.
   *
   * @throws DicomReadException if an attribute is missing, or the image is stored in a way that is
   *     not read
   */
  public static PixelDescription of(Attributes dataset) throws DicomReadException {
    try {
      int bitsStored = dataset.getInt(Tag.BitsStored, required(dataset, Tag.BitsAllocated));
      return new PixelDescription(
          required(dataset, Tag.Rows),
          required(dataset, Tag.Columns),
          dataset.getInt(Tag.SamplesPerPixel, 1),
          required(dataset, Tag.BitsAllocated),
          bitsStored,
          dataset.getInt(Tag.HighBit, bitsStored - 1),
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

  /** Bytes of an uncompressed frame. */
  public int bytesPerFrame() {
    return samplesPerFrame() * (bitsAllocated / 8);
  }
}
