package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.io.DicomInputStream;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads BINARY segmentations without compression onto the volume they belong to: planes of the
 * volume's grid, possibly flipped, turned by right angles or cropped. Segmentations on other grids
 * are refused, never resampled. Thread-safe.
 */
public final class DicomSegReader {
  private DicomSegReader() {}

  /**
   * Reads a file.
   *
   * @param file a DICOM Segmentation
   * @param source images of the volume, slice by slice
   * @param geometry grid of the volume
   * @throws DicomReadException when the file is damaged, is no segmentation, or is of a kind that
   *     is not supported
   * @throws GeometryException when it does not lie on the grid of the volume
   */
  public static SegReading read(Path file, SourceSeries source, VolumeGeometry geometry)
      throws DicomReadException, GeometryException {
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      in.setIncludeBulkData(DicomInputStream.IncludeBulkData.URI);
      Attributes seg = in.readDataset();
      SegReading reading = read(seg, source, geometry);
      List<ReadWarning> warnings = new ArrayList<>(in.getWarnings());
      warnings.addAll(reading.warnings());
      return new SegReading(reading.segmentation(), warnings);
    } catch (IOException e) {
      throw new DicomReadException(
          "Cannot read the segmentation " + file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  /**
   * As {@link #read(Path, SourceSeries, VolumeGeometry)}, from a data set whose pixel data are in
   * memory or refer to their file.
   */
  static SegReading read(Attributes seg, SourceSeries source, VolumeGeometry geometry)
      throws DicomReadException, GeometryException, IOException {
    try {
      checkType(seg);
      checkFrameOfReference(seg, geometry);
      return readFrames(seg, source, geometry);
    } catch (DicomValueException e) {
      throw new DicomReadException(
          "Cannot read the segmentation: " + e.getMessage(),
          e.tag(),
          DicomReadException.UNKNOWN_OFFSET);
    }
  }

  private static void checkType(Attributes seg) throws DicomReadException {
    String sopClass = seg.getString(Tag.SOPClassUID, "");
    String type =
        seg.getString(
            Tag.SegmentationType, seg.getInt(Tag.BitsAllocated, 0) == 1 ? "BINARY" : "unknown");
    if (!sopClass.equals(UID.SegmentationStorage)) {
      throw new DicomReadException(
          sopClass.equals(UID.LabelMapSegmentationStorage)
              ? "Cannot read the segmentation: label map segmentations are not supported yet."
                  + " Export it as a binary segmentation."
              : "Cannot read this as a segmentation: its SOP class is \""
                  + sopClass
                  + "\", expected Segmentation Storage.");
    }
    if (!type.equals("BINARY")) {
      throw new DicomReadException(
          "Cannot read the segmentation: it is of type "
              + type
              + ", only BINARY is supported yet. Export it as a binary segmentation.");
    }
    if (seg.contains(Tag.DimensionOrganizationType)
        && seg.getString(Tag.DimensionOrganizationType, "").startsWith("TILED")) {
      throw new DicomReadException(
          "Cannot read the segmentation: it belongs to a tiled slide image, not to a volume.");
    }
  }

  private static void checkFrameOfReference(Attributes seg, VolumeGeometry geometry)
      throws GeometryException {
    String found = seg.getString(Tag.FrameOfReferenceUID, "");
    String expected = geometry.frameOfReferenceUid().orElse("");
    if (!found.equals(expected)) {
      throw new GeometryException(
          "The segmentation has the frame of reference \""
              + found
              + "\", the volume \""
              + expected
              + "\": their positions cannot be compared. Open the series that it was made on.");
    }
  }

  private static SegReading readFrames(Attributes seg, SourceSeries source, VolumeGeometry geometry)
      throws DicomReadException, GeometryException, IOException {
    SegmentReader described = new SegmentReader(seg);
    List<ReadWarning> warnings = new ArrayList<>(described.warnings());
    warnOfOtherSeries(seg, source, warnings);
    Map<Integer, Mask> masks = new LinkedHashMap<>();
    for (int number : described.segments().keySet()) {
      masks.put(number, Mask.empty(geometry.size()));
    }
    placeFrames(seg, new SegPlanes(seg, source, geometry), masks, warnings);
    List<Segmentation.Entry> entries = new ArrayList<>();
    for (Map.Entry<Integer, Segment> e : described.segments().entrySet()) {
      entries.add(new Segmentation.Entry(e.getValue(), masks.get(e.getKey())));
    }
    Segmentation segmentation = new Segmentation(geometry, entries);
    if ("NO".equals(seg.getString(Tag.SegmentsOverlap)) && segmentation.overlaps()) {
      warnings.add(
          new ReadWarning("segments-overlap", "Segments overlap although the file denies it."));
    }
    return new SegReading(segmentation, warnings);
  }

  /** Adds every frame to the mask of its segment. */
  private static void placeFrames(
      Attributes seg, SegPlanes planes, Map<Integer, Mask> masks, List<ReadWarning> warnings)
      throws DicomReadException, GeometryException, IOException {
    int onlyOne = masks.size() == 1 ? masks.keySet().iterator().next() : 0;
    long lost = 0;
    try (SegPixels pixels = SegPixels.open(seg)) {
      warnOfLayout(pixels.layout(), warnings);
      for (int f = 0; f < pixels.frames(); f++) {
        int number = planes.segmentOf(f, onlyOne);
        Mask mask = masks.get(number);
        if (mask == null) {
          throw new DicomReadException(
              "Cannot read the segmentation: frame "
                  + (f + 1)
                  + " shows segment "
                  + number
                  + ", which is not described.");
        }
        PlaneFit fit = planes.fit(f);
        SliceMask stored = pixels.frame(f);
        SliceMask placed = fit.toSource(stored, mask.size());
        lost += stored.count() - placed.count();
        SliceMask before = mask.slice(fit.slicePlane());
        masks.put(number, mask.withSlice(fit.slicePlane(), before.or(placed)));
      }
    }
    if (lost > 0) {
      warnings.add(
          new ReadWarning(
              "outside-volume", lost + " voxels of the segmentation lie outside the volume."));
    }
  }

  private static void warnOfLayout(SegPixels.Layout layout, List<ReadWarning> warnings) {
    if (layout == SegPixels.Layout.PACKED_PER_FRAME) {
      warnings.add(new ReadWarning("frames-on-bytes", "Every frame begins on a byte of its own."));
    } else if (layout == SegPixels.Layout.BYTES) {
      warnings.add(new ReadWarning("binary-in-bytes", "A byte stands for each pixel, not a bit."));
    }
  }

  private static void warnOfOtherSeries(
      Attributes seg, SourceSeries source, List<ReadWarning> warnings) {
    Attributes series = seg.getNestedDataset(Tag.ReferencedSeriesSequence);
    if (series == null
        || !source.seriesInstanceUid().equals(series.getString(Tag.SeriesInstanceUID))) {
      warnings.add(
          new ReadWarning(
              "other-series",
              "The segmentation does not refer to the open series but lies on its planes."));
    }
  }
}
