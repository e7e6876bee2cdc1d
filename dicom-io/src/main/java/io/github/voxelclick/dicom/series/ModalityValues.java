package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.codec.LookupTable;
import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.Rescale;
import java.util.Optional;

/**
 * What turns a stored sample into a modality value (PS3.3 C.11.1): a lookup table where the image
 * has one, else the rescale.
 *
 * @param rescale identity where the file has none; without effect beside a table
 * @param table of the Modality LUT Sequence
 */
record ModalityValues(Rescale rescale, Optional<LookupTable> table) {
  /** Stored samples are the values. */
  static final ModalityValues IDENTITY = new ModalityValues(Rescale.IDENTITY, Optional.empty());

  /**
   * Reads the transformation.
   *
   * @param d data set, or item of the Pixel Value Transformation functional group
   * @param signed whether stored samples may be negative
   * @throws DicomReadException when it is there and not readable: guessing it would give wrong
   *     values
   */
  static ModalityValues of(Attributes d, boolean signed) throws DicomReadException {
    Attributes item = d.getNestedDataset(Tag.ModalityLUTSequence);
    if (item != null) {
      return new ModalityValues(Rescale.IDENTITY, Optional.of(table(item, signed)));
    }
    double slope = d.getDouble(Tag.RescaleSlope, 1);
    double intercept = d.getDouble(Tag.RescaleIntercept, 0);
    if (!Double.isFinite(slope) || !Double.isFinite(intercept)) {
      throw new DicomReadException(
          "Rescale Slope is " + slope + " and Intercept " + intercept + "; expected numbers.");
    }
    return new ModalityValues(new Rescale(slope == 0 ? 1 : slope, intercept), Optional.empty());
  }

  private static LookupTable table(Attributes item, boolean signed) throws DicomReadException {
    try {
      return LookupTable.of(item, Tag.LUTDescriptor, Tag.LUTData, signed);
    } catch (DicomReadException e) {
      throw new DicomReadException("The Modality LUT cannot be read: " + e.getMessage(), e);
    }
  }

  /** The modality value of a stored sample. */
  double apply(double stored) {
    return table.isPresent() ? table.get().map(stored) : rescale.apply(stored);
  }

  /** Whether values below zero occur, of samples that may be negative or not. */
  boolean reachesBelowZero(boolean signed) {
    return table.isEmpty() && (signed || rescale.slope() < 0 || rescale.intercept() < 0);
  }
}
