package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DecimalString;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.WorldPoint;
import java.util.List;

/**
 * Where one image lies in the patient: the Image Plane module (PS3.3 C.7.6.2), as numbers and as
 * the texts of the file.
 *
 * @param position mm LPS, centre of pixel (0, 0)
 * @param row unit vector along a row, the direction of growing column index
 * @param column unit vector along a column, the direction of growing row index
 * @param columnSpacingMm mm between columns, the <b>second</b> number of Pixel Spacing
 * @param rowSpacingMm mm between rows, the first number
 * @param positionText Image Position (Patient) as in the file
 * @param orientationText Image Orientation (Patient) as in the file
 * @param spacingText Pixel Spacing as in the file
 */
record ImagePlane(
    WorldPoint position,
    WorldPoint row,
    WorldPoint column,
    double columnSpacingMm,
    double rowSpacingMm,
    List<String> positionText,
    List<String> orientationText,
    List<String> spacingText) {
  /** Directions in files are rounded; what exceeds this is not a direction at all. */
  private static final double UNIT_TOLERANCE = 0.01;

  /** Two planes with a smaller angle between their axes are parallel. */
  private static final double PARALLEL_DEGREES = 0.1;

  /** Relative difference up to which two pixel spacings are the same. */
  private static final double SAME_SPACING = 1e-4;

  /**
   * Reads the plane of a data set.
   *
   * @throws DicomReadException when a part is missing or makes no sense
   */
  static ImagePlane of(Attributes dataset) throws DicomReadException {
    double[] position = numbers(dataset, Tag.ImagePositionPatient, "Image Position", 3);
    double[] orientation = numbers(dataset, Tag.ImageOrientationPatient, "Image Orientation", 6);
    double[] spacing = numbers(dataset, Tag.PixelSpacing, "Pixel Spacing", 2);
    if (!(spacing[0] > 0 && spacing[1] > 0)) {
      throw new DicomReadException(
          "Pixel Spacing is "
              + spacing[0]
              + " and "
              + spacing[1]
              + " mm, expected positive numbers.",
          Tag.PixelSpacing,
          DicomReadException.UNKNOWN_OFFSET);
    }
    WorldPoint row = new WorldPoint(orientation[0], orientation[1], orientation[2]);
    WorldPoint column = new WorldPoint(orientation[3], orientation[4], orientation[5]);
    checkDirections(row, column);
    return new ImagePlane(
        new WorldPoint(position[0], position[1], position[2]),
        row.times(1 / row.length()),
        column.times(1 / column.length()),
        spacing[1],
        spacing[0],
        texts(dataset, Tag.ImagePositionPatient),
        texts(dataset, Tag.ImageOrientationPatient),
        texts(dataset, Tag.PixelSpacing));
  }

  /**
   * Writes Image Position (Patient) into a data set whose place is only implied.
   *
   * @throws DicomReadException when it is no place
   */
  static void setPosition(Attributes dataset, WorldPoint position) throws DicomReadException {
    if (!Double.isFinite(position.x() + position.y() + position.z())) {
      throw new DicomReadException(
          "The distances of frames are not numbers that a place can be counted from.");
    }
    dataset.setString(
        Tag.ImagePositionPatient,
        VR.DS,
        DecimalString.format(position.x()),
        DecimalString.format(position.y()),
        DecimalString.format(position.z()));
  }

  private static double[] numbers(Attributes dataset, int tag, String name, int count)
      throws DicomReadException {
    double[] values;
    try {
      values = dataset.getDoubles(tag);
    } catch (DicomValueException e) {
      throw new DicomReadException(e.getMessage(), e);
    }
    if (values == null || values.length == 0) {
      throw new DicomReadException(
          name
              + " "
              + Tag.toString(tag)
              + " is missing, so the place of the image in the patient is not known.",
          tag,
          DicomReadException.UNKNOWN_OFFSET);
    }
    boolean finite = true;
    for (double v : values) {
      finite &= Double.isFinite(v);
    }
    if (values.length != count || !finite) {
      throw new DicomReadException(
          name + " " + Tag.toString(tag) + " has no " + count + " numbers.",
          tag,
          DicomReadException.UNKNOWN_OFFSET);
    }
    return values;
  }

  private static void checkDirections(WorldPoint row, WorldPoint column) throws DicomReadException {
    if (Math.abs(row.length() - 1) > UNIT_TOLERANCE
        || Math.abs(column.length() - 1) > UNIT_TOLERANCE
        || Math.abs(row.dot(column)) > UNIT_TOLERANCE) {
      throw new DicomReadException(
          "Image Orientation is not two perpendicular directions of length 1.",
          Tag.ImageOrientationPatient,
          DicomReadException.UNKNOWN_OFFSET);
    }
  }

  private static List<String> texts(Attributes dataset, int tag) {
    return List.of(dataset.getStrings(tag));
  }

  /** Unit vector across the image: row × column. */
  WorldPoint normal() {
    WorldPoint n = row.cross(column);
    return n.times(1 / n.length());
  }

  /** Whether rows and columns of both run the same way. */
  boolean isParallelTo(ImagePlane other) {
    double limit = Math.sin(Math.toRadians(PARALLEL_DEGREES));
    return row.minus(other.row).length() < limit && column.minus(other.column).length() < limit;
  }

  /** Whether pixels of both have the same size. */
  boolean hasSpacingOf(ImagePlane other) {
    return Math.abs(rowSpacingMm - other.rowSpacingMm) <= SAME_SPACING * other.rowSpacingMm
        && Math.abs(columnSpacingMm - other.columnSpacingMm)
            <= SAME_SPACING * other.columnSpacingMm;
  }
}
