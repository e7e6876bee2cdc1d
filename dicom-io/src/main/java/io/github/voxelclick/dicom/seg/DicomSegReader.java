package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads segmentations (PS3.3 A.51) of every type and compression onto the volume they belong to.
 * Planes of the volume's grid, possibly flipped, turned by right angles or cropped, are taken pixel
 * by pixel; other grids are resampled by geometry, with the warning {@code resampled}. Thread-safe.
 */
public final class DicomSegReader {
  private DicomSegReader() {}

  /** As the full form, with {@link SegReadOptions#DEFAULT}. */
  public static SegReading read(Path file, SourceSeries source, VolumeGeometry geometry)
      throws DicomReadException, GeometryException {
    return read(file, source, geometry, SegReadOptions.DEFAULT);
  }

  /**
   * Reads a file.
   *
   * @param file a DICOM Segmentation
   * @param source images of the volume, slice by slice
   * @param geometry grid of the volume
   * @param options what the reader is allowed
   * @throws DicomReadException when the file is damaged, is no segmentation of a volume, is of a
   *     kind that is not supported, or does not say where its frames lie
   * @throws GeometryException when it has another frame of reference, or no voxel of it lies in the
   *     volume, or the volume's memory does not hold it
   */
  public static SegReading read(
      Path file, SourceSeries source, VolumeGeometry geometry, SegReadOptions options)
      throws DicomReadException, GeometryException {
    try {
      return read(DicomFile.read(file), source, geometry, options);
    } catch (IOException e) {
      throw new DicomReadException(
          "Cannot read the segmentation " + file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  /** As {@link #read(Path, SourceSeries, VolumeGeometry, SegReadOptions)}, of known headers. */
  static SegReading read(
      DicomFile file, SourceSeries source, VolumeGeometry geometry, SegReadOptions options)
      throws DicomReadException, GeometryException, IOException {
    List<ReadWarning> warnings = new ArrayList<>(file.warnings());
    try {
      SegObject seg = SegObject.of(file, warnings);
      FramePlaces places = new FramePlaces(seg, source, geometry, options, warnings);
      checkFrameOfReference(seg, geometry, places, options, warnings);
      warnOfOtherSeries(seg.dataset(), source, warnings);
      return new SegAssembly(seg, geometry, options, warnings).read(places);
    } catch (DicomValueException e) {
      throw new DicomReadException(
          "Cannot read the segmentation: " + e.getMessage(),
          e.tag(),
          DicomReadException.UNKNOWN_OFFSET);
    }
  }

  private static void checkFrameOfReference(
      SegObject seg,
      VolumeGeometry geometry,
      FramePlaces places,
      SegReadOptions options,
      List<ReadWarning> warnings)
      throws GeometryException {
    String found = seg.dataset().getString(Tag.FrameOfReferenceUID, "");
    Optional<String> expected = geometry.frameOfReferenceUid();
    if (found.equals(expected.orElse(""))) {
      return;
    }
    if (options.anyFrameOfReference()) {
      warnings.add(
          new ReadWarning(
              "other-frame-of-reference",
              "The segmentation has another frame of reference than the volume; its positions were"
                  + " taken as they are."));
      return;
    }
    if ((found.isEmpty() || expected.isEmpty()) && places.refersToSource()) {
      warnings.add(
          new ReadWarning(
              "no-frame-of-reference",
              "Only one of segmentation and volume names its frame of reference; the segmentation"
                  + " refers to the open images."));
      return;
    }
    throw new GeometryException(
        "The segmentation has the frame of reference \""
            + found
            + "\", the volume \""
            + expected.orElse("")
            + "\": their positions cannot be compared. Open the series that it was made on, or"
            + " allow another frame of reference if you know that they agree.");
  }

  private static void warnOfOtherSeries(
      Attributes seg, SourceSeries source, List<ReadWarning> warnings) {
    Attributes series = seg.getNestedDataset(Tag.ReferencedSeriesSequence);
    if (series == null
        || !source.seriesInstanceUid().equals(series.getString(Tag.SeriesInstanceUID))) {
      warnings.add(
          new ReadWarning(
              "other-series",
              "The segmentation does not refer to the open series; it was placed by position."));
    }
  }
}
