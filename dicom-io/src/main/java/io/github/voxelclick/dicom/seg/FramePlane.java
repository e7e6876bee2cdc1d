package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.volume.WorldPoint;
import java.util.List;
import java.util.Optional;

/**
 * Where the pixels of a frame lie in the patient, mm LPS.
 *
 * @param origin centre of pixel (0, 0)
 * @param columnStep from one column to the next
 * @param rowStep from one row to the next
 */
record FramePlane(WorldPoint origin, WorldPoint columnStep, WorldPoint rowStep) {
  /**
   * From the attributes of an image plane.
   *
   * @param position x, y, z of the centre of pixel (0, 0)
   * @param orientation direction of rows, then of columns
   * @param spacing mm between rows, then between columns
   */
  static FramePlane of(double[] position, double[] orientation, double[] spacing) {
    return new FramePlane(
        new WorldPoint(position[0], position[1], position[2]),
        new WorldPoint(orientation[0], orientation[1], orientation[2]).times(spacing[1]),
        new WorldPoint(orientation[3], orientation[4], orientation[5]).times(spacing[0]));
  }

  /** The plane of an image that has one. */
  static FramePlane of(SourceImage image) {
    return of(
        numbers(image.imagePosition()),
        numbers(image.imageOrientation()),
        numbers(image.pixelSpacing()));
  }

  private static double[] numbers(List<String> texts) {
    return texts.stream().mapToDouble(Double::parseDouble).toArray();
  }

  /** What a frame says of its plane; empty when that is not complete or makes no sense. */
  static Optional<FramePlane> of(SegObject seg, int frame) {
    double[] position = seg.numbers(frame, Tag.PlanePositionSequence, Tag.ImagePositionPatient, 3);
    double[] orientation =
        seg.numbers(frame, Tag.PlaneOrientationSequence, Tag.ImageOrientationPatient, 6);
    double[] spacing = seg.numbers(frame, Tag.PixelMeasuresSequence, Tag.PixelSpacing, 2);
    if (position.length == 0 || orientation.length == 0 || spacing.length == 0) {
      return Optional.empty();
    }
    FramePlane plane = of(position, orientation, spacing);
    return plane.normal().length() > 0 && plane.isFinite() ? Optional.of(plane) : Optional.empty();
  }

  private boolean isFinite() {
    return Double.isFinite(normal().length()) && Double.isFinite(origin.length());
  }

  /** Across the plane: columns × rows, its length the area of a pixel in mm². */
  WorldPoint normal() {
    return columnStep.cross(rowStep);
  }

  /** The place of a pixel, which may be a fraction or outside. */
  WorldPoint at(double column, double row) {
    return origin.plus(columnStep.times(column)).plus(rowStep.times(row));
  }
}
