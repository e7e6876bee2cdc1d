package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * What the samples of an image mean, and how thick the image is.
 *
 * @param rescale stored sample to modality value (PS3.3 C.11.1); identity where the file has none
 * @param windows Window Center and Width pairs (PS3.3 C.11.2), in modality values
 * @param sliceThickness (0018,0050) as in the file, may be empty
 * @param spacingBetweenSlicesMm (0018,0088), mm; 0 when not given
 */
record SampleMeaning(
    Rescale rescale, List<Window> windows, String sliceThickness, double spacingBetweenSlicesMm) {
  /** Of an image that is not read. */
  static final SampleMeaning NONE = new SampleMeaning(Rescale.IDENTITY, List.of(), "", 0);

  /**
   * Reads a data set.
   *
   * @throws DicomReadException when the rescale is there and not readable: guessing it would give
   *     wrong values
   */
  static SampleMeaning of(Attributes d) throws DicomReadException {
    try {
      double slope = d.getDouble(Tag.RescaleSlope, 1);
      double intercept = d.getDouble(Tag.RescaleIntercept, 0);
      if (!Double.isFinite(slope) || !Double.isFinite(intercept)) {
        throw new DicomReadException(
            "Rescale Slope is " + slope + " and Intercept " + intercept + "; expected numbers.");
      }
      return new SampleMeaning(
          new Rescale(slope == 0 ? 1 : slope, intercept),
          windows(d),
          d.getString(Tag.SliceThickness, ""),
          spacingBetweenSlicesMm(d));
    } catch (DicomValueException e) {
      throw new DicomReadException(e.getMessage(), e);
    }
  }

  /** Windows are only a proposal: those that make no sense are left out. */
  private static List<Window> windows(Attributes d) {
    List<Window> all = new ArrayList<>();
    try {
      double[] centres = d.getDoubles(Tag.WindowCenter);
      double[] widths = d.getDoubles(Tag.WindowWidth);
      int count = centres == null || widths == null ? 0 : Math.min(centres.length, widths.length);
      for (int n = 0; n < count; n++) {
        if (Double.isFinite(centres[n]) && Double.isFinite(widths[n]) && widths[n] >= 1) {
          all.add(Window.ofCentreWidth(centres[n], widths[n]));
        }
      }
    } catch (DicomValueException e) {
      return List.of();
    }
    return all;
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
