package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.volume.DicomReadException;
import java.util.Optional;

/**
 * Turns stored colour samples into red, green and blue of 8 bits, by Photometric Interpretation
 * (PS3.3 §C.7.6.3.1.2). Immutable.
 */
final class Colours {
  private enum Space {
    /** Red, green and blue; what JPEG 2000 transforms itself comes back as that. */
    RGB,
    YBR_FULL,
    YBR_PARTIAL,
    PALETTE
  }

  /** Fixed-point numbers: 1 is 2<sup>16</sup>. */
  private static final int FRACTION_BITS = 16;

  private static final int HALF = 1 << (FRACTION_BITS - 1);

  private final Space space;
  private final int drop;
  private final Optional<PaletteColours> palette;

  private Colours(Space space, int drop, Optional<PaletteColours> palette) {
    this.space = space;
    this.drop = drop;
    this.palette = palette;
  }

  /**
   * The conversion for an image.
   *
   * @param givesRgb whether the decoder has converted already
   * @throws DicomReadException when the colours are of a kind that is not read, or the palette is
   *     damaged
   */
  static Colours of(Attributes dataset, PixelDescription description, boolean givesRgb)
      throws DicomReadException {
    String photometric = description.photometricInterpretation();
    int drop = Math.max(0, description.bitsStored() - 8);
    if (description.samplesPerPixel() == 1) {
      PaletteColours palette = PaletteColours.of(dataset, description.signed());
      return new Colours(Space.PALETTE, 0, Optional.of(palette));
    }
    Space space =
        switch (photometric) {
          case "YBR_FULL", "YBR_FULL_422" -> Space.YBR_FULL;
          case "YBR_PARTIAL_422" -> Space.YBR_PARTIAL;
          case "YBR_PARTIAL_420", "HSV", "ARGB", "CMYK" ->
              throw new DicomReadException(
                  "Cannot read the pixels: colours of type " + photometric + " are not read.");
          default -> Space.RGB;
        };
    return new Colours(givesRgb ? Space.RGB : space, drop, Optional.empty());
  }

  /** Whether samples lose bits, since red, green and blue keep 8. */
  boolean isReduced() {
    return drop > 0;
  }

  /** Red, green and blue of each pixel, 8 bits. The frame is used up: its array may be returned. */
  byte[] toRgb(RawFrame frame) {
    if (palette.isPresent()) {
      return palette.get().apply(frame);
    }
    byte[] samples = eightBits(frame);
    if (space == Space.YBR_FULL) {
      convert(samples, 0, 1 << FRACTION_BITS, 91_881, -22_553, -46_802, 116_130);
    } else if (space == Space.YBR_PARTIAL) {
      convert(samples, 16, 76_309, 104_597, -25_675, -53_279, 132_201);
    }
    return samples;
  }

  private byte[] eightBits(RawFrame frame) {
    if (frame instanceof RawFrame.Bytes bytes && drop == 0) {
      return bytes.data();
    }
    byte[] samples = new byte[frame.size()];
    for (int n = 0; n < samples.length; n++) {
      samples[n] = (byte) ((long) frame.sample(n) >> drop);
    }
    return samples;
  }

  /**
   * Luminance and chrominance to red, green and blue, in place. The factors are those of ITU-R
   * BT.601 as the standard gives them, in fixed point.
   *
   * @param black luminance of black
   * @param y factor of the luminance
   * @param crRed factor of C<sub>R</sub> in red, and so on
   */
  private static void convert(
      byte[] samples, int black, int y, int crRed, int cbGreen, int crGreen, int cbBlue) {
    for (int n = 0; n < samples.length; n += 3) {
      int luminance = ((samples[n] & 0xFF) - black) * y + HALF;
      int cb = (samples[n + 1] & 0xFF) - 128;
      int cr = (samples[n + 2] & 0xFF) - 128;
      samples[n] = clamped(luminance + crRed * cr);
      samples[n + 1] = clamped(luminance + cbGreen * cb + crGreen * cr);
      samples[n + 2] = clamped(luminance + cbBlue * cb);
    }
  }

  private static byte clamped(int fixed) {
    return (byte) Math.min(255, Math.max(0, fixed >> FRACTION_BITS));
  }
}
