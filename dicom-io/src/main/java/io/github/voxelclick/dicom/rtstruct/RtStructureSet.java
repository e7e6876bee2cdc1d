package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.derived.DerivedHeader;
import io.github.voxelclick.dicom.io.DicomInputStream;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An RT Structure Set in memory (PS3.3 A.19.3): its regions of interest, and the way from their
 * contours to masks. Immutable and safe to share between threads.
 */
public final class RtStructureSet {
  /** A number takes two bytes in a file at least, and three times eight in memory at most. */
  private static final int MEMORY_PER_BYTE = 12;

  private final List<Roi> rois;
  private final Map<Integer, Sequence> contours;
  private final Set<String> seriesInstanceUids;
  private final List<ReadWarning> warnings;

  private RtStructureSet(
      RoiReader regions, Set<String> seriesInstanceUids, List<ReadWarning> warnings) {
    this.rois = List.copyOf(regions.rois().values());
    this.contours = Map.copyOf(regions.contours());
    this.seriesInstanceUids = Set.copyOf(seriesInstanceUids);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads a file.
   *
   * @throws DicomReadException when it is damaged, is no RT Structure Set or describes no region
   */
  public static RtStructureSet read(Path file) throws DicomReadException {
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      Attributes dataset = in.readDataset();
      String sopClass = dataset.getString(Tag.SOPClassUID, "");
      if (!sopClass.equals(UID.RTStructureSetStorage)) {
        throw new DicomReadException(
            "Cannot read "
                + file.getFileName()
                + " as a structure set: its SOP class is \""
                + sopClass
                + "\", expected RT Structure Set Storage.");
      }
      RoiReader regions = new RoiReader(dataset);
      List<ReadWarning> warnings = new ArrayList<>(in.getWarnings());
      warnings.addAll(regions.warnings());
      return new RtStructureSet(regions, DerivedHeader.seriesOfStructures(dataset), warnings);
    } catch (DicomValueException e) {
      throw new DicomReadException(
          "Cannot read the structure set: " + e.getMessage(),
          e.tag(),
          DicomReadException.UNKNOWN_OFFSET);
    } catch (IOException e) {
      throw new DicomReadException(
          "Cannot read the structure set " + file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  /** The regions, in the order of the file. */
  public List<Roi> rois() {
    return rois;
  }

  /** The series that the contours were drawn on, where the file says so. */
  public Set<String> seriesInstanceUids() {
    return seriesInstanceUids;
  }

  /** What the file made the reader tolerate, before any contour was looked at. */
  public List<ReadWarning> warnings() {
    return warnings;
  }

  /**
   * As {@link #onto(VolumeGeometry, ForeignFrames, Progress)} for the grid of a series; warns when
   * the contours were drawn on another.
   */
  public RtStructReading onto(
      SourceSeries source, VolumeGeometry grid, ForeignFrames foreign, Progress progress)
      throws GeometryException {
    RtStructReading reading = onto(grid, foreign, progress);
    if (seriesInstanceUids.contains(source.seriesInstanceUid())) {
      return reading;
    }
    List<ReadWarning> all = new ArrayList<>(reading.warnings());
    all.add(
        new ReadWarning(
            "other-series",
            "The structure set does not refer to the open series; its contours were placed by"
                + " their coordinates."));
    return new RtStructReading(reading.segmentation(), reading.skipped(), all);
  }

  /**
   * Makes masks of the contours: a voxel is set when its centre lies inside an odd number of the
   * contours on its slice, which gives holes, islands in holes and keyholes; a centre exactly on an
   * edge belongs to the side of growing column and row. A contour belongs to the nearest slice, at
   * most half the distance of the slices away; slices without a contour stay empty. Points and open
   * lines give nothing. All that was tolerated or left out is told.
   *
   * @param grid the volume's grid, mm LPS
   * @param foreign whether regions of another frame of reference are taken
   * @param progress one step per region
   * @throws GeometryException when the grid has no place in the patient, no region could be used,
   *     or the masks do not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public RtStructReading onto(VolumeGeometry grid, ForeignFrames foreign, Progress progress)
      throws GeometryException {
    if (grid.relation() != SliceRelation.SPATIAL) {
      throw new GeometryException(
          "The images are plain slices without a place in the patient; contours cannot be laid"
              + " over them. Open the series that they were drawn on.");
    }
    List<Segmentation.Entry> entries = new ArrayList<>();
    List<SkippedRoi> skipped = new ArrayList<>();
    List<ReadWarning> all = new ArrayList<>(warnings);
    RoiRasteriser rasteriser = new RoiRasteriser(new SliceStack(grid), grid.size());
    int done = 0;
    for (Roi roi : rois) {
      progress.checkCancelled();
      try {
        checkFrame(roi, grid, foreign, all);
        List<Contour> closed = closed(roi, all);
        RoiRasteriser.Result result = rasteriser.rasterise(roi.number(), closed, progress);
        entries.add(new Segmentation.Entry(roi.segment(), result.mask()));
        all.addAll(result.warnings());
      } catch (RoiFault fault) {
        String sentence = "Region " + roi.number() + " was left out: it " + fault.reason() + ".";
        skipped.add(new SkippedRoi(roi.number(), sentence));
      }
      progress.update(++done, rois.size());
    }
    if (entries.isEmpty()) {
      throw new GeometryException(
          "No region of the structure set can be used. "
              + skipped.get(0).reason()
              + (skipped.size() > 1 ? " (" + skipped.size() + " left out in all)" : ""));
    }
    return new RtStructReading(new Segmentation(grid, entries), skipped, all);
  }

  private static void checkFrame(
      Roi roi, VolumeGeometry grid, ForeignFrames foreign, List<ReadWarning> all) throws RoiFault {
    String expected = grid.frameOfReferenceUid().orElse("");
    String found = roi.frameOfReferenceUid();
    if (expected.isEmpty() || found.isEmpty()) {
      String lacks = expected.isEmpty() ? "The volume" : "Region " + roi.number();
      all.add(
          new ReadWarning(
              "frame-of-reference-unknown",
              lacks
                  + " names no frame of reference; the coordinates were taken for the same"
                  + " places."));
    } else if (!found.equals(expected)) {
      if (foreign == ForeignFrames.REFUSE) {
        throw new RoiFault(
            "has the frame of reference \""
                + found
                + "\", the volume \""
                + expected
                + "\": their coordinates cannot be compared");
      }
      all.add(
          new ReadWarning(
              "other-frame-of-reference",
              "Region "
                  + roi.number()
                  + " has another frame of reference than the volume; its coordinates were taken"
                  + " as they are."));
    }
  }

  /** The contours of a region that enclose an area. */
  private List<Contour> closed(Roi roi, List<ReadWarning> all) throws RoiFault, GeometryException {
    Sequence items = contours.get(roi.number());
    String region = "Region " + roi.number();
    if (items == null) {
      all.add(new ReadWarning("no-contours", region + " has no contours."));
      return List.of();
    }
    VoxelMemory.require(MEMORY_PER_BYTE * Contour.bytes(items));
    Contour.Group group = Contour.read(items);
    if (!group.skipped().isEmpty()) {
      String kinds =
          group.skipped().entrySet().stream()
              .map(e -> e.getValue() + " " + e.getKey())
              .collect(Collectors.joining(", "));
      if (group.closed().isEmpty()) {
        throw new RoiFault("has only contours that enclose no area (" + kinds + ")");
      }
      all.add(
          new ReadWarning(
              "open-contours",
              region + ": contours that enclose no area were left out (" + kinds + ")."));
    }
    if (group.miscounted() > 0) {
      all.add(
          new ReadWarning(
              "contour-count",
              region
                  + ": "
                  + group.miscounted()
                  + " contours do not have the number of points that they say; all points there"
                  + " are were taken."));
    }
    return group.closed();
  }
}
