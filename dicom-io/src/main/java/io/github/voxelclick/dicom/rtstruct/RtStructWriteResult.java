package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.volume.ReadWarning;
import java.nio.file.Path;
import java.util.List;

/**
 * An RT Structure Set that stands at its target, read back and compared.
 *
 * @param file where it lies
 * @param sopInstanceUid (0008,0018)
 * @param seriesInstanceUid (0020,000E)
 * @param contours how many it has
 * @param warnings what the person who saves should know
 */
public record RtStructWriteResult(
    Path file,
    String sopInstanceUid,
    String seriesInstanceUid,
    int contours,
    List<ReadWarning> warnings) {
  /** Copies the list. */
  public RtStructWriteResult {
    warnings = List.copyOf(warnings);
  }
}
