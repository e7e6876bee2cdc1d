package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.UIDUtils;
import io.github.voxelclick.dicom.derived.DerivedObject;
import io.github.voxelclick.dicom.derived.SafeFile;
import io.github.voxelclick.dicom.derived.SourceFacts;
import io.github.voxelclick.dicom.io.DicomOutputStream;
import io.github.voxelclick.dicom.seg.SourceGrid;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VoxelMemory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes segmentations as RT Structure Sets: closed planar contours on the slices, holes as
 * keyholes (PS3.3 A.19, C.8.8.6).
 *
 * <p>The contours give exactly the same voxels back to every reader that sets a voxel when its
 * centre lies inside. A file appears only if it does: it is written beside the target under another
 * name, flushed to the disk, read back, compared voxel by voxel and only then moved to the target.
 * Explicit VR Little Endian, or Implicit where a contour is too long for Explicit's 16-bit lengths.
 * Thread-safe if clock and UID source are.
 */
public final class RtStructWriter {
  private static final int OUTPUT_BUFFER = 1 << 16;

  /** Longest even value of VR DS in Explicit VR, bytes. */
  private static final int MAX_EXPLICIT = 65534;

  /** Texts, their encoded copy and their parsed form stand in memory together. */
  private static final int MEMORY_PER_BYTE = 4;

  private final Clock clock;
  private final Supplier<String> uids;

  /** A writer with the system's clock and random UIDs. */
  public RtStructWriter() {
    this(Clock.system(ZoneId.systemDefault()), UIDUtils::createUID);
  }

  /**
   * A writer with given sources, for reproducible files.
   *
   * @param clock gives creation and structure set date and time
   * @param uids gives a new UID at each call
   */
  public RtStructWriter(Clock clock, Supplier<String> uids) {
    this.clock = clock;
    this.uids = uids;
  }

  /**
   * Writes a segmentation; its segments' numbers become ROI numbers.
   *
   * @param segmentation on the grid of the source, slice k on {@code source.images().get(k)};
   *     segments may overlap; those without a voxel are left out
   * @param source the images that it was made on
   * @param options what the file says beside the contours
   * @param target file to write; its folder must exist; an existing file is replaced
   * @param progress one step per segment
   * @throws SegWriteException when nothing is segmented, the grid is not that of the source, the
   *     images have no frame of reference, there are too many contours, the target cannot be
   *     written or the file came out wrong
   */
  public RtStructWriteResult write(
      Segmentation segmentation,
      SourceSeries source,
      RtStructWriteOptions options,
      Path target,
      Progress progress)
      throws SegWriteException {
    SafeFile.checkTarget(target, source);
    List<Segmentation.Entry> entries = toWrite(segmentation, source);
    DerivedObject object =
        new DerivedObject(source, options.producer(), ZonedDateTime.now(clock), uids);
    RtStructDataset builder = new RtStructDataset(source, segmentation.geometry(), object, options);
    Attributes rt = builder.build(entries, progress);
    try (SafeFile file = SafeFile.beside(target)) {
      VoxelMemory.require(MEMORY_PER_BYTE * builder.bytes());
      String syntax =
          builder.longest() > MAX_EXPLICIT
              ? UID.ImplicitVRLittleEndian
              : UID.ExplicitVRLittleEndian;
      writeFile(file.temporary(), rt, syntax);
      verify(file.temporary(), segmentation, source, entries, progress);
      progress.checkCancelled();
      file.moveToTarget();
    } catch (IOException e) {
      throw SafeFile.cannotWrite(target, e);
    } catch (GeometryException e) {
      throw new SegWriteException("Cannot save contours: " + e.getMessage(), e);
    }
    return new RtStructWriteResult(
        target,
        rt.getString(Tag.SOPInstanceUID),
        rt.getString(Tag.SeriesInstanceUID),
        builder.contours(),
        warnings(segmentation, entries, source));
  }

  /** The segments with a voxel, once it is sure that they can be contours of these images. */
  private static List<Segmentation.Entry> toWrite(Segmentation segmentation, SourceSeries source)
      throws SegWriteException {
    if (source.frameOfReferenceUid().isEmpty() || !source.images().get(0).hasPlane()) {
      throw new SegWriteException(
          "Cannot save contours: the images name no frame of reference or no position, so"
              + " coordinates would mean nothing. Save a DICOM SEG.");
    }
    SourceGrid.check(segmentation.geometry(), source);
    List<Segmentation.Entry> entries =
        segmentation.entries().stream().filter(e -> !e.mask().isEmpty()).toList();
    if (entries.isEmpty()) {
      throw new SegWriteException(
          "Cannot save contours: nothing is segmented. Click a structure first.");
    }
    return entries;
  }

  private static void writeFile(Path file, Attributes rt, String syntax) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        OutputStream out =
            new BufferedOutputStream(Channels.newOutputStream(channel), OUTPUT_BUFFER)) {
      new DicomOutputStream(out, syntax).writeDataset(rt.createFileMetaInformation(syntax), rt);
      out.flush();
      channel.force(true);
    }
  }

  /** Reads the file as if it were foreign and compares it with what was to be written. */
  private static void verify(
      Path file,
      Segmentation segmentation,
      SourceSeries source,
      List<Segmentation.Entry> entries,
      Progress progress)
      throws SegWriteException, GeometryException {
    RtStructReading reading;
    try {
      RtStructureSet structures = RtStructureSet.read(file);
      if (!structures.warnings().isEmpty()) {
        throw wrong("it reads back with warnings");
      }
      reading = structures.onto(source, segmentation.geometry(), ForeignFrames.REFUSE, progress);
    } catch (DicomReadException e) {
      throw new SegWriteException(wrong(e.getMessage()).getMessage(), e);
    }
    if (!reading.skipped().isEmpty()) {
      throw wrong(reading.skipped().get(0).reason());
    }
    for (int n = 0; n < entries.size(); n++) {
      Mask expected = entries.get(n).mask();
      Mask found = reading.segmentation().entries().get(n).mask();
      if (!expected.equals(found)) {
        throw wrong(
            "segment "
                + entries.get(n).segment().number()
                + " reads back with other voxels ("
                + found.count()
                + " instead of "
                + expected.count()
                + " or elsewhere)");
      }
    }
  }

  private static SegWriteException wrong(String what) {
    return new SegWriteException(
        "The contours were not saved: the file came out wrong ("
            + what
            + "). This is a fault of the program; please report it.");
  }

  private static List<ReadWarning> warnings(
      Segmentation segmentation, List<Segmentation.Entry> written, SourceSeries source) {
    List<ReadWarning> warnings = new ArrayList<>();
    int left = segmentation.entries().size() - written.size();
    if (left > 0) {
      warnings.add(
          new ReadWarning("empty-segments", left + " segments without a voxel were left out."));
    }
    long regions = written.stream().filter(e -> e.segment().details().region().isPresent()).count();
    if (regions > 0) {
      warnings.add(
          new ReadWarning(
              "region-not-kept",
              regions + " segments have a coded region, for which a structure set has no place."));
    }
    for (int tag : SourceFacts.illegal(source.firstImage())) {
      warnings.add(
          new ReadWarning(
              "illegal-source-value",
              "The images have an illegal value in "
                  + Tag.toString(tag)
                  + "; the structure set does not repeat it."));
    }
    return warnings;
  }
}
