package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.SegmentFractions;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a file as if it were foreign and compares it with what was to be written.
 *
 * @param plan what was to be written
 * @param source images that it was made on
 * @param emptyFrames whether frames without a voxel were asked for
 * @param kept numbers of segments that are not judged because an earlier file had them so
 * @param edited whether the file repeats parts of an earlier one, with the faults they had
 */
record SegVerification(
    FramePlan plan, SourceSeries source, boolean emptyFrames, Set<Integer> kept, boolean edited) {
  static SegVerification of(FramePlan plan, SourceSeries source, boolean emptyFrames) {
    return new SegVerification(plan, source, emptyFrames, Set.of(), false);
  }

  static SegVerification ofEdit(FramePlan plan, SourceSeries source, Set<Integer> kept) {
    return new SegVerification(plan, source, false, kept, true);
  }

  /**
   * @throws SegWriteException when the file is not what it should be
   */
  void verify(Path path, VolumeGeometry geometry) throws SegWriteException, IOException {
    try {
      DicomFile file = DicomFile.read(path);
      List<SegFinding> findings = DicomSegChecker.check(file, source, emptyFrames, kept);
      if (!findings.isEmpty()) {
        throw wrong(findings.get(0).rule() + ": " + findings.get(0).message());
      }
      SegReading reading = DicomSegReader.read(file, source, geometry, SegReadOptions.DEFAULT);
      Optional<ReadWarning> warning =
          reading.warnings().stream().filter(w -> !isOfSegment(w)).findFirst();
      if (warning.isPresent()) {
        throw wrong("it reads back with the warning " + warning.get().code());
      }
      compare(reading);
    } catch (DicomReadException | GeometryException e) {
      throw wrong(e);
    }
  }

  /** A segment's description may come from an earlier file. */
  private boolean isOfSegment(ReadWarning warning) {
    return edited && (warning.code().startsWith("segment-") || warning.code().equals("tracking"));
  }

  private void compare(SegReading reading) throws SegWriteException {
    Map<Integer, Segmentation.Entry> found = new HashMap<>();
    for (Segmentation.Entry entry : reading.segmentation().entries()) {
      found.put(entry.segment().number(), entry);
    }
    for (PlannedSegment segment : plan.segments()) {
      Segmentation.Entry entry = found.get(segment.number());
      if (entry == null || !hasVoxelsOf(segment, entry, reading)) {
        throw wrong("segment " + segment.number() + " reads back with other voxels");
      }
    }
    if (found.size() != plan.segments().size()) {
      throw wrong(found.size() + " segments read back, " + plan.segments().size() + " written");
    }
  }

  private static boolean hasVoxelsOf(
      PlannedSegment segment, Segmentation.Entry entry, SegReading reading) {
    if (segment.fractions().isEmpty()) {
      return entry.mask().equals(segment.mask());
    }
    SegmentFractions expected = segment.fractions().get();
    SegmentFractions read = reading.fractions().get(segment.number());
    return read == null
        ? expected.equals(SegmentFractions.of(entry.mask(), expected.maximum()))
        : expected.equals(read);
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
}
