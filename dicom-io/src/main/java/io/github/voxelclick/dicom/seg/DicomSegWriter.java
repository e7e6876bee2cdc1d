package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.UIDUtils;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.derived.DerivedObject;
import io.github.voxelclick.dicom.derived.SafeFile;
import io.github.voxelclick.dicom.derived.SourceFacts;
import io.github.voxelclick.dicom.io.DicomOutputStream;
import io.github.voxelclick.dicom.seg.SegWriteOptions.Extra;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.SegmentDetails.Tracking;
import io.github.voxelclick.volume.SegmentFractions;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.io.BufferedOutputStream;
import java.io.IOException;
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
 * Writes segmentations as DICOM Segmentation objects in Explicit VR Little Endian: BINARY or
 * FRACTIONAL with a frame per segment and slice (PS3.3 A.51), or LABELMAP with a frame per slice.
 *
 * <p>A file appears only if it is right: it is written beside the target under another name,
 * flushed to the disk, checked by {@link DicomSegChecker}, read back, compared voxel by voxel and
 * only then moved to the target. If anything is wrong, whatever stood at the target still stands
 * there. Thread-safe if clock and UID source are.
 */
public final class DicomSegWriter {
  /** Longest even length that 32 bits hold beside "undefined". */
  private static final long MAX_PIXEL_BYTES = 0xFFFFFFFEL;

  private static final int OUTPUT_BUFFER = 1 << 18;

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

  /** As the full form, without fractions. */
  public SegWriteResult write(
      Segmentation segmentation,
      SourceSeries source,
      SegWriteOptions options,
      Path target,
      Progress progress)
      throws SegWriteException {
    return write(segmentation, Map.of(), source, options, target, progress);
  }

  /**
   * Writes a segmentation.
   *
   * @param segmentation on the grid of the source, slice k on {@code source.images().get(k)};
   *     segments without a voxel are left out
   * @param fractions by segment number, for FRACTIONAL, what is written instead of the mask; all in
   *     steps of the same maximum
   * @param source the images that it was made on
   * @param options what the file says beside the voxels
   * @param target file to write; its folder must exist; an existing file is replaced
   * @param progress one step per frame, then one each for checking, comparing and moving
   * @throws SegWriteException when nothing is segmented, the grid is not that of the source, the
   *     object would be too large, the target cannot be written or the file came out wrong
   */
  public SegWriteResult write(
      Segmentation segmentation,
      Map<Integer, SegmentFractions> fractions,
      SourceSeries source,
      SegWriteOptions options,
      Path target,
      Progress progress)
      throws SegWriteException {
    SafeFile.checkTarget(target, source);
    SourceGrid.check(segmentation.geometry(), source);
    FramePlan plan = SegPlanner.plan(segmentation, fractions, options);
    VolumeGeometry geometry = segmentation.geometry();
    DerivedObject object = derivedFrom(source, options);
    Attributes seg = new SegDataset(object, geometry, plan, options).build();
    SegVerification verification =
        SegVerification.of(plan, source, options.has(Extra.EMPTY_FRAMES) || isEmpty(plan));
    return save(seg, plan, geometry, verification, options, target, progress)
        .withWarnings(warnings(segmentation, plan, source));
  }

  /**
   * Writes an edited segmentation as a new instance in a new series that refers to the one it was
   * read from. Where a mask is what was read, its frames keep every pixel; where the description of
   * a segment is what was read, its item is repeated with all that it says. Numbers are kept unless
   * the segments that are left would leave a gap, which only a label map may have. Voxels of a
   * FRACTIONAL segment whose mask changed become nothing or whole; its others keep their values.
   *
   * @param reading what was read
   * @param edited on the same grid: the reading's entries, changed ones, new ones
   * @param source the images that the reading was laid onto
   * @param options what the file says beside the voxels; the type is that of the original
   * @param target file to write, as in {@link #write}
   * @param progress as in {@link #write}
   * @throws SegWriteException as in {@link #write}, and when the reading was resampled or cut off,
   *     so that it does not hold what the original said
   */
  public SegWriteResult writeEdited(
      SegReading reading,
      Segmentation edited,
      SourceSeries source,
      SegWriteOptions options,
      Path target,
      Progress progress)
      throws SegWriteException {
    SafeFile.checkTarget(target, source);
    SourceGrid.check(edited.geometry(), source);
    SegEdit edit = SegEdit.of(reading, edited);
    FramePlan plan = edit.plan();
    DerivedObject object = derivedFrom(source, options);
    Attributes seg = new SegDataset(object, edited.geometry(), plan, options).build();
    edit.addOrigin(seg);
    SegVerification verification = SegVerification.ofEdit(plan, source, edit.keptNumbers());
    List<ReadWarning> warnings = warnings(edited, plan, source);
    warnings.addAll(edit.warnings());
    return save(seg, plan, edited.geometry(), verification, options, target, progress)
        .withWarnings(warnings);
  }

  private DerivedObject derivedFrom(SourceSeries source, SegWriteOptions options) {
    return new DerivedObject(source, options.producer(), ZonedDateTime.now(clock), uids);
  }

  private static boolean isEmpty(FramePlan plan) {
    return plan.segments().stream().allMatch(segment -> segment.mask().isEmpty());
  }

  private static SegWriteResult save(
      Attributes seg,
      FramePlan plan,
      VolumeGeometry geometry,
      SegVerification verification,
      SegWriteOptions options,
      Path target,
      Progress progress)
      throws SegWriteException {
    PixelWriter pixels = new PixelWriter(plan, geometry.size());
    checkLength(pixels.length(), plan.frames().size());
    try (SafeFile file = SafeFile.beside(target)) {
      writeFile(file.temporary(), seg, pixels, options.has(Extra.DEFLATED), progress);
      verification.verify(file.temporary(), geometry);
      progress.checkCancelled();
      file.moveToTarget();
    } catch (IOException e) {
      throw SafeFile.cannotWrite(target, e);
    }
    return result(seg, plan, target);
  }

  /** Refuses more than one object can hold. */
  static void checkLength(long bytes, int frames) throws SegWriteException {
    if (bytes > MAX_PIXEL_BYTES) {
      throw new SegWriteException(
          "Cannot save the segmentation: its "
              + frames
              + " frames need "
              + bytes
              + " bytes, one DICOM object holds "
              + MAX_PIXEL_BYTES
              + ". Save fewer segments at a time, leave out empty frames or save a label map.");
    }
  }

  private static void writeFile(
      Path file, Attributes seg, PixelWriter pixels, boolean deflated, Progress progress)
      throws IOException {
    String syntax = deflated ? UID.DeflatedExplicitVRLittleEndian : UID.ExplicitVRLittleEndian;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        DicomOutputStream out =
            new DicomOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(channel), OUTPUT_BUFFER),
                syntax)) {
      out.writeDataset(seg.createFileMetaInformation(syntax), seg);
      VR vr = seg.getInt(Tag.BitsAllocated, 1) == 16 ? VR.OW : VR.OB;
      pixels.writeTo(out.writeHeader(Tag.PixelData, vr, (int) pixels.length()), progress);
      out.finish();
      channel.force(true);
    }
  }

  private static SegWriteResult result(Attributes seg, FramePlan plan, Path target) {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (PlannedSegment segment : plan.segments()) {
      numbers.put(segment.segment().number(), segment.number());
    }
    Map<Integer, Tracking> tracking = new HashMap<>();
    for (Attributes item : seg.getSequence(Tag.SegmentSequence)) {
      String id = item.getString(Tag.TrackingID, "");
      String uid = item.getString(Tag.TrackingUID, "");
      if (!id.isBlank() && UIDUtils.isValid(uid)) {
        tracking.put(item.getInt(Tag.SegmentNumber, 0), new Tracking(id, uid));
      }
    }
    return new SegWriteResult(
        target,
        seg.getString(Tag.SOPInstanceUID),
        seg.getString(Tag.SeriesInstanceUID),
        plan.frames().size(),
        numbers,
        tracking,
        List.of());
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
