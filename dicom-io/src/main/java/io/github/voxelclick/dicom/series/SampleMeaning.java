package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.Display;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.Padding;
import java.util.List;
import java.util.Optional;

/**
 * What the samples of an image mean, and how thick the image is. A Real World Value Mapping is not
 * looked at: it is for display of units and changes no sample (PS3.3 C.7.6.16.2.11).
 *
 * @param modality stored sample to modality value
 * @param display windows, lookup tables and polarity that the image proposes
 * @param padding stored samples that are no measurement
 * @param sliceThickness (0018,0050) as in the file, may be empty
 * @param spacingBetweenSlicesMm (0018,0088), mm; 0 when not given
 */
record SampleMeaning(
    ModalityValues modality,
    Display display,
    Optional<Padding.Range> padding,
    String sliceThickness,
    double spacingBetweenSlicesMm) {
  /** Of an image that is not read. */
  static final SampleMeaning NONE =
      new SampleMeaning(ModalityValues.IDENTITY, Display.NONE, Optional.empty(), "", 0);

  /**
   * Reads what holds for one frame.
   *
   * @param d data set, in which what the frame's functional groups say goes before the root
   * @throws DicomReadException when the rescale is there and not readable: guessing it would give
   *     wrong values
   */
  static SampleMeaning of(Attributes d) throws DicomReadException {
    try {
      boolean signed = d.getInt(Tag.PixelRepresentation, 0) == 1;
      ModalityValues values = ModalityValues.of(d, signed);
      List<DisplayPreset> presets = VoiPresets.of(d, values.reachesBelowZero(signed));
      return new SampleMeaning(
          values,
          new Display(presets, isInverted(d)),
          padding(d, signed),
          d.getString(Tag.SliceThickness, ""),
          spacingBetweenSlicesMm(d));
    } catch (DicomValueException e) {
      throw new DicomReadException(e.getMessage(), e);
    }
  }

  /** PS3.3 C.7.6.3.1.2 and C.11.6: both say the same of an image, so that they do not add up. */
  private static boolean isInverted(Attributes d) {
    return d.getString(Tag.PhotometricInterpretation, "").equals("MONOCHROME1")
        || d.getString(Tag.PresentationLUTShape, "").equals("INVERSE");
  }

  /** PS3.3 C.7.5.1.1.2. The value may be written unsigned though samples are signed. */
  private static Optional<Padding.Range> padding(Attributes d, boolean signed) {
    if (d.containsValue(Tag.FloatPixelPaddingValue)) {
      return range(d, Tag.FloatPixelPaddingValue, Tag.FloatPixelPaddingRangeLimit);
    }
    if (d.containsValue(Tag.DoubleFloatPixelPaddingValue)) {
      return range(d, Tag.DoubleFloatPixelPaddingValue, Tag.DoubleFloatPixelPaddingRangeLimit);
    }
    if (!d.containsValue(Tag.PixelPaddingValue)) {
      return Optional.empty();
    }
    int value = d.getInt(Tag.PixelPaddingValue, 0);
    int limit = d.getInt(Tag.PixelPaddingRangeLimit, value);
    int a = signed ? (short) value : value & 0xFFFF;
    int b = signed ? (short) limit : limit & 0xFFFF;
    return Optional.of(new Padding.Range(Math.min(a, b), Math.max(a, b)));
  }

  private static Optional<Padding.Range> range(Attributes d, int valueTag, int limitTag) {
    double a = d.getDouble(valueTag, 0);
    double b = d.getDouble(limitTag, a);
    return Double.isNaN(a + b)
        ? Optional.empty()
        : Optional.of(new Padding.Range(Math.min(a, b), Math.max(a, b)));
  }

  /** Some nuclear medicine files count this backwards: only its amount is taken. */
  private static double spacingBetweenSlicesMm(Attributes d) {
    try {
      return Math.abs(d.getDouble(Tag.SpacingBetweenSlices, 0));
    } catch (DicomValueException e) {
      return 0;
    }
  }

  /** Slice Thickness in mm, 0 when not given or not readable. */
  double thicknessMm() {
    try {
      double mm = Double.parseDouble(sliceThickness);
      return Double.isFinite(mm) ? Math.max(mm, 0) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
