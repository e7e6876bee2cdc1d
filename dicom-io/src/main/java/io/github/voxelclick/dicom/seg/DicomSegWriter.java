package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.UIDUtils;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.derived.SafeFile;
import io.github.voxelclick.dicom.derived.SourceFacts;
import io.github.voxelclick.dicom.io.DicomInputStream;
import io.github.voxelclick.dicom.io.DicomOutputStream;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.SegmentDetails.Tracking;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes segmentations as DICOM Segmentation objects: BINARY, Explicit VR Little Endian, one frame
 * per segment and slice (PS3.3 A.51).
 *
 * <p>A file appears only if it is right: it is written beside the target under another name,
 * flushed to the disk, checked by {@link DicomSegChecker}, read back, compared voxel by voxel and
 * only then moved to the target. If anything is wrong, whatever stood at the target still stands
 * there. Thread-safe if clock and UID source are.
 */
public final class DicomSegWriter {
  /** Longest even length that 32 bits hold beside "undefined". */
  private static final long MAX_PIXEL_BYTES = 0xFFFFFFFEL;

  private static final int OUTPUT_BUFFER = 1 << 16;

  private final Clock clock;
  private final Supplier<String> uids;

  /** A writer with the system's clock and random UIDs. */
  public DicomSegWriter() {
    this(Clock.system(ZoneId.systemDefault()), UIDUtils::createUID);
  }

  /**
   * A writer with given sources, for reproducible files.
   *
   * @param clock gives content and creation date and time
   * @param uids gives a new UID at each call
   */
  public DicomSegWriter(Clock clock, Supplier<String> uids) {
    this.clock = clock;
    this.uids = uids;
  }

  /**
   * Writes a segmentation.
   *
   * @param segmentation on the grid of the source, slice k on {@code source.images().get(k)};
   *     segments without a voxel are left out
   * @param source the images that it was made on
   * @param options what the file says beside the voxels
   * @param target file to write; its folder must exist; an existing file is replaced
   * @param progress one step per frame, then one each for checking, comparing and moving
   * @throws SegWriteException when nothing is segmented, the grid is not that of the source, the
   *     object would be too large, the target cannot be written or the file came out wrong
   */
  public SegWriteResult write(
      Segmentation segmentation,
      SourceSeries source,
      SegWriteOptions options,
      Path target,
      Progress progress)
      throws SegWriteException {
    SafeFile.checkTarget(target, source);
    SourceGrid.check(segmentation.geometry(), source);
    FramePlan plan = FramePlan.of(segmentation, options.includeEmptyFrames());
    checkExtent(plan, segmentation.geometry().size().j(), segmentation.geometry().size().i());
    SegDataset builder =
        new SegDataset(
            source, segmentation.geometry(), plan, options, ZonedDateTime.now(clock), uids);
    Attributes seg = builder.build(segmentation.overlaps());
    try (SafeFile file = SafeFile.beside(target)) {
      writeFile(file.temporary(), seg, plan, progress);
      verify(file.temporary(), segmentation, source, plan, options.includeEmptyFrames());
      progress.checkCancelled();
      file.moveToTarget();
    } catch (IOException e) {
      throw SafeFile.cannotWrite(target, e);
    }
    List<ReadWarning> warnings = warnings(segmentation, plan, source);
    return result(seg, plan, target, warnings);
  }

  /** Refuses what has no frame or more than one object can hold. */
  static void checkExtent(FramePlan plan, int rows, int columns) throws SegWriteException {
    if (plan.frames().isEmpty()) {
      throw new SegWriteException(
          "Cannot save the segmentation: nothing is segmented. Click a structure first.");
    }
    long bytes = PackedBits.length(plan.frames().size(), rows, columns);
    if (bytes > MAX_PIXEL_BYTES) {
      throw new SegWriteException(
          "Cannot save the segmentation: its "
              + plan.frames().size()
              + " frames need "
              + bytes
              + " bytes, one DICOM object holds "
              + MAX_PIXEL_BYTES
              + ". Save fewer segments at a time"
              + " or leave out empty frames.");
    }
  }

  private static void writeFile(Path file, Attributes seg, FramePlan plan, Progress progress)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        OutputStream out =
            new BufferedOutputStream(Channels.newOutputStream(channel), OUTPUT_BUFFER)) {
      DicomOutputStream dicom = new DicomOutputStream(out, UID.ExplicitVRLittleEndian);
      dicom.writeDataset(seg.createFileMetaInformation(UID.ExplicitVRLittleEndian), seg);
      long bytes =
          PackedBits.length(
              plan.frames().size(), seg.getInt(Tag.Rows, 0), seg.getInt(Tag.Columns, 0));
      dicom.writeHeader(Tag.PixelData, VR.OB, (int) (bytes + bytes % 2));
      PackedBits.Packer packer = new PackedBits.Packer(out);
      int steps = plan.frames().size() + 3;
      for (int f = 0; f < plan.frames().size(); f++) {
        progress.checkCancelled();
        packer.add(plan.frames().get(f).mask());
        progress.update(f + 1, steps);
      }
      packer.finish();
      out.flush();
      channel.force(true);
    }
  }

  /** Reads the file as if it were foreign and compares it with what was to be written. */
  private static void verify(
      Path file,
      Segmentation expected,
      SourceSeries source,
      FramePlan plan,
      boolean emptyFramesAllowed)
      throws SegWriteException, IOException {
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      in.setIncludeBulkData(DicomInputStream.IncludeBulkData.URI);
      Attributes seg = in.readDataset();
      List<SegFinding> findings = DicomSegChecker.check(seg, source, emptyFramesAllowed);
      if (!findings.isEmpty()) {
        throw wrong(findings.get(0).rule() + ": " + findings.get(0).message());
      }
      SegReading reading = DicomSegReader.read(seg, source, expected.geometry());
      if (!reading.warnings().isEmpty() || !in.getWarnings().isEmpty()) {
        throw wrong("it reads back with warnings");
      }
      compare(reading.segmentation(), plan);
    } catch (DicomReadException | GeometryException e) {
      throw wrong(e);
    }
  }

  private static void compare(Segmentation found, FramePlan plan) throws SegWriteException {
    for (int n = 0; n < plan.segments().size(); n++) {
      Mask expected = plan.segments().get(n).mask();
      Mask stored = found.entries().get(n).mask();
      if (!expected.equals(stored)) {
        throw wrong(
            "segment "
                + (n + 1)
                + " reads back with other voxels ("
                + stored.count()
                + " instead of "
                + expected.count()
                + " or elsewhere)");
      }
    }
  }

  private static SegWriteException wrong(String what) {
    return new SegWriteException(
        "The segmentation was not saved: the file came out wrong ("
            + what
            + "). "
            + "This is a fault of the program; please report it.");
  }

  private static SegWriteException wrong(VolumeException cause) {
    return new SegWriteException(wrong(cause.getMessage()).getMessage(), cause);
  }

  private static SegWriteResult result(
      Attributes seg, FramePlan plan, Path target, List<ReadWarning> warnings) {
    Map<Integer, Integer> numbers = new HashMap<>();
    Map<Integer, Tracking> tracking = new HashMap<>();
    Sequence items = seg.getSequence(Tag.SegmentSequence);
    for (int n = 0; n < plan.segments().size(); n++) {
      numbers.put(plan.segments().get(n).segment().number(), n + 1);
      Attributes item = items.get(n);
      tracking.put(
          n + 1, new Tracking(item.getString(Tag.TrackingID), item.getString(Tag.TrackingUID)));
    }
    return new SegWriteResult(
        target,
        seg.getString(Tag.SOPInstanceUID),
        seg.getString(Tag.SeriesInstanceUID),
        plan.frames().size(),
        numbers,
        tracking,
        warnings);
  }

  private static List<ReadWarning> warnings(
      Segmentation segmentation, FramePlan plan, SourceSeries source) {
    List<ReadWarning> warnings = new ArrayList<>();
    int left = segmentation.entries().size() - plan.segments().size();
    if (left > 0) {
      warnings.add(
          new ReadWarning("empty-segments", left + " segments without a voxel were left out."));
    }
    for (int tag : SourceFacts.illegal(source.firstImage())) {
      warnings.add(
          new ReadWarning(
              "illegal-source-value",
              "The images have an illegal value in "
                  + Tag.toString(tag)
                  + "; the segmentation does not repeat it."));
    }
    SliceGaps gaps = SliceGaps.of(segmentation.geometry());
    if (gaps.irregular()) {
      warnings.add(
          new ReadWarning(
              "non-uniform-slices",
              "The slices are not evenly spaced; every frame carries its true position, but"
                  + " programs that rebuild a regular grid may misplace or refuse the file."));
    }
    if (gaps.tilted()) {
      warnings.add(
          new ReadWarning(
              "tilted-slices",
              "The slices are stacked at a tilt; every frame carries its true position, but"
                  + " programs that rebuild a rectangular grid may misplace or refuse the file."));
    }
    return warnings;
  }
}
