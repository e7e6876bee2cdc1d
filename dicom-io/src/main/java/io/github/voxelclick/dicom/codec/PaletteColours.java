package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.volume.DicomReadException;

/** The palette of an image, PS3.3 §C.7.9: stored value to red, green and blue. Immutable. */
public final class PaletteColours {
  private final LookupTable[] channels;

  private PaletteColours(LookupTable[] channels) {
    this.channels = channels;
  }

  /**
   * Reads the palette, plain or segmented.
   *
   * @param signed whether stored values are two's complement
   * @throws DicomReadException when a table is missing or damaged
   */
  public static PaletteColours of(Attributes dataset, boolean signed) throws DicomReadException {
    LookupTable[] channels = {
      channel(
          dataset,
          Tag.RedPaletteColorLookupTableDescriptor,
          Tag.RedPaletteColorLookupTableData,
          Tag.SegmentedRedPaletteColorLookupTableData,
          signed),
      channel(
          dataset,
          Tag.GreenPaletteColorLookupTableDescriptor,
          Tag.GreenPaletteColorLookupTableData,
          Tag.SegmentedGreenPaletteColorLookupTableData,
          signed),
      channel(
          dataset,
          Tag.BluePaletteColorLookupTableDescriptor,
          Tag.BluePaletteColorLookupTableData,
          Tag.SegmentedBluePaletteColorLookupTableData,
          signed)
    };
    return new PaletteColours(channels);
  }

  private static LookupTable channel(
      Attributes dataset, int descriptor, int data, int segments, boolean signed)
      throws DicomReadException {
    return !dataset.containsValue(data) && dataset.containsValue(segments)
        ? LookupTable.ofSegments(dataset, descriptor, segments, signed)
        : LookupTable.of(dataset, descriptor, data, signed);
  }

  /** Red, green and blue of each pixel, 8 bits; of longer entries, the upper ones. */
  public byte[] apply(RawFrame frame) {
    byte[] rgb = new byte[3 * frame.size()];
    for (int channel = 0; channel < 3; channel++) {
      LookupTable table = channels[channel];
      int drop = Math.max(0, table.bits() - 8);
      for (int n = 0; n < frame.size(); n++) {
        rgb[3 * n + channel] = (byte) (table.map(frame.sample(n)) >> drop);
      }
    }
    return rgb;
  }
}
