package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegmentFractions;
import java.util.List;
import java.util.Optional;

/**
 * A segmentation whose header has been understood: its type, its size and the functional groups of
 * its frames.
 *
 * @param file headers, and where the pixel data stand
 * @param type how segments are stored
 * @param rows of each frame
 * @param columns of each frame
 * @param frames how many there are
 * @param maximum step that stands for a whole voxel; only FRACTIONAL has others than 1
 * @param perFrame one item per frame
 * @param shared the item for all frames, maybe empty
 */
record SegObject(
    DicomFile file,
    SegType type,
    int rows,
    int columns,
    int frames,
    int maximum,
    List<Attributes> perFrame,
    Attributes shared) {
  private static final String SURFACE_SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.5";

  /**
   * Looks at the header of a file.
   *
   * @param warnings is told what was tolerated
   * @throws DicomReadException when it is no segmentation of a volume, or its header contradicts
   *     itself
   */
  static SegObject of(DicomFile file, List<ReadWarning> warnings) throws DicomReadException {
    Attributes seg = file.dataset();
    SegType type = type(file);
    refuseSlides(seg);
    int rows = seg.getInt(Tag.Rows, 0);
    int columns = seg.getInt(Tag.Columns, 0);
    int frames = seg.getInt(Tag.NumberOfFrames, 1);
    if (rows < 1 || columns < 1 || frames < 1 || (long) rows * columns > Integer.MAX_VALUE - 64) {
      throw new DicomReadException(
          "Cannot read the segmentation: it declares "
              + frames
              + " frames of "
              + columns
              + "x"
              + rows
              + " pixels.");
    }
    Attributes shared = seg.getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    return new SegObject(
        file,
        type,
        rows,
        columns,
        frames,
        type == SegType.FRACTIONAL ? maximum(seg, warnings) : 1,
        perFrame(seg, frames),
        shared == null ? new Attributes() : shared);
  }

  private static SegType type(DicomFile file) throws DicomReadException {
    Attributes seg = file.dataset();
    String sopClass =
        seg.getString(Tag.SOPClassUID, file.fileMeta().getString(Tag.MediaStorageSOPClassUID, ""));
    if (sopClass.equals(SURFACE_SEGMENTATION)) {
      throw new DicomReadException(
          "Cannot read the segmentation: it is a surface segmentation, which has meshes and no"
              + " voxels. Export it as a (voxel) segmentation.");
    }
    if (!sopClass.equals(UID.SegmentationStorage)
        && !sopClass.equals(UID.LabelMapSegmentationStorage)) {
      throw new DicomReadException(
          "Cannot read this as a segmentation: its SOP class is \""
              + sopClass
              + "\", expected Segmentation Storage or Label Map Segmentation Storage.");
    }
    String said = seg.getString(Tag.SegmentationType, "");
    if (said.isEmpty()) {
      if (sopClass.equals(UID.LabelMapSegmentationStorage)) {
        return SegType.LABELMAP;
      }
      return seg.getInt(Tag.BitsAllocated, 0) == 1 ? SegType.BINARY : SegType.FRACTIONAL;
    }
    for (SegType type : SegType.values()) {
      if (type.name().equals(said)) {
        return type;
      }
    }
    throw new DicomReadException(
        "Cannot read the segmentation: it is of type \""
            + said
            + "\", expected BINARY, FRACTIONAL or LABELMAP.");
  }

  private static void refuseSlides(Attributes seg) throws DicomReadException {
    Attributes first = seg.getNestedDataset(Tag.PerFrameFunctionalGroupsSequence);
    if (seg.getString(Tag.DimensionOrganizationType, "").startsWith("TILED")
        || (first != null && first.contains(Tag.PlanePositionSlideSequence))) {
      throw new DicomReadException(
          "Cannot read the segmentation: it belongs to a tiled slide image, not to a volume.");
    }
  }

  private static int maximum(Attributes seg, List<ReadWarning> warnings) {
    int maximum = seg.getInt(Tag.MaximumFractionalValue, 0);
    if (maximum >= 1 && maximum <= SegmentFractions.MAX_STEPS) {
      return maximum;
    }
    warnings.add(
        new ReadWarning(
            "maximum-fraction",
            "The value of a whole voxel is given as " + maximum + "; taken as 255."));
    return SegmentFractions.MAX_STEPS;
  }

  private static List<Attributes> perFrame(Attributes seg, int frames) throws DicomReadException {
    Sequence items = seg.getSequence(Tag.PerFrameFunctionalGroupsSequence);
    if (frames == 1 && (items == null || items.isEmpty())) {
      return List.of(new Attributes());
    }
    if (items == null || items.size() != frames) {
      throw new DicomReadException(
          "Cannot read the segmentation: it has "
              + frames
              + " frames but describes "
              + (items == null ? 0 : items.size())
              + " (5200,9230).");
    }
    return items;
  }

  Attributes dataset() {
    return file.dataset();
  }

  /** A functional group of a frame: its own, else the shared one. */
  Optional<Attributes> group(int frame, int macro) {
    Attributes own = perFrame.get(frame).getNestedDataset(macro);
    return Optional.ofNullable(own == null ? shared.getNestedDataset(macro) : own);
  }

  /**
   * Numbers of a functional group, of the root data set where there is but one frame.
   *
   * @return {@code count} numbers, or none when they are missing or incomplete
   */
  double[] numbers(int frame, int macro, int tag, int count) {
    Optional<Attributes> item = group(frame, macro);
    if (item.isEmpty() && frames == 1) {
      item = Optional.of(dataset());
    }
    double[] values = item.map(a -> a.getDoubles(tag)).orElse(null);
    return values == null || values.length != count ? new double[0] : values;
  }

  /**
   * The segment that a frame shows; not for label maps.
   *
   * @param onlyOne number of the only segment there is, 0 when there are several
   * @throws DicomReadException when the file does not say
   */
  int segmentOf(int frame, int onlyOne) throws DicomReadException {
    Attributes item = group(frame, Tag.SegmentIdentificationSequence).orElse(new Attributes());
    int number = item.getInt(Tag.ReferencedSegmentNumber, onlyOne);
    if (number == 0) {
      throw new DicomReadException(
          "Cannot read the segmentation: frame "
              + (frame + 1)
              + " does not say which segment it shows (0062,000B).");
    }
    return number;
  }
}
