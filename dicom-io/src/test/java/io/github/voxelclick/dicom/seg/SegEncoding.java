package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.UIDUtils;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.derived.DerivedObject;
import io.github.voxelclick.dicom.io.DicomOutputStream;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.Segmentation;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;

/**
 * What {@link DicomSegWriter} does before it syncs and verifies, which it cannot be told to leave
 * out: made of the same parts, so that a benchmark can tell what those two cost.
 */
public final class SegEncoding {
  private static final int OUTPUT_BUFFER = 1 << 18;

  private SegEncoding() {}

  /** Encodes a segmentation straight into a file. */
  public static void write(
      Segmentation segmentation, SourceSeries source, SegWriteOptions options, Path file)
      throws SegWriteException, IOException {
    FramePlan plan = SegPlanner.plan(segmentation, Map.of(), options);
    DerivedObject object =
        new DerivedObject(
            source, options.producer(), ZonedDateTime.now(ZoneOffset.UTC), UIDUtils::createUID);
    Attributes seg = new SegDataset(object, segmentation.geometry(), plan, options).build();
    PixelWriter pixels = new PixelWriter(plan, segmentation.geometry().size());
    String syntax = UID.ExplicitVRLittleEndian;
    try (DicomOutputStream out =
        new DicomOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file), OUTPUT_BUFFER), syntax)) {
      out.writeDataset(seg.createFileMetaInformation(syntax), seg);
      pixels.writeTo(out.writeHeader(Tag.PixelData, VR.OB, (int) pixels.length()), Progress.none());
      out.finish();
    }
  }
}
