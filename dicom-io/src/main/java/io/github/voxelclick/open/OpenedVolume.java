package io.github.voxelclick.open;

import io.github.voxelclick.dicom.series.DicomVolume;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.nifti.NiftiHeader;
import io.github.voxelclick.nifti.NiftiVolume;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Volume;
import java.util.List;
import java.util.Optional;

/** A volume in memory with what is needed to save a mask of it in its own format. Immutable. */
public final class OpenedVolume {
  private final Volume volume;
  private final Optional<SourceSeries> dicomSource;
  private final Optional<NiftiHeader> niftiHeader;
  private final List<ReadWarning> warnings;

  private OpenedVolume(
      Volume volume,
      Optional<SourceSeries> dicomSource,
      Optional<NiftiHeader> niftiHeader,
      List<ReadWarning> warnings) {
    this.volume = volume;
    this.dicomSource = dicomSource;
    this.niftiHeader = niftiHeader;
    this.warnings = warnings;
  }

  static OpenedVolume of(DicomVolume v) {
    return new OpenedVolume(v.volume(), Optional.of(v.source()), Optional.empty(), v.warnings());
  }

  static OpenedVolume of(NiftiVolume v) {
    return new OpenedVolume(v.volume(), Optional.empty(), Optional.of(v.header()), v.warnings());
  }

  /**
   * A volume that comes from no file of ours, such as an image that another program has open.
   *
   * @param volume samples and place
   * @param warnings what was tolerated
   */
  public static OpenedVolume inMemory(Volume volume, List<ReadWarning> warnings) {
    return new OpenedVolume(volume, Optional.empty(), Optional.empty(), List.copyOf(warnings));
  }

  /** Samples and place. */
  public Volume volume() {
    return volume;
  }

  /** The images that a DICOM SEG refers to; empty for all others. */
  public Optional<SourceSeries> dicomSource() {
    return dicomSource;
  }

  /** The header that a NIfTI mask repeats; empty for all others. */
  public Optional<NiftiHeader> niftiHeader() {
    return niftiHeader;
  }

  /** What was tolerated, unmodifiable. */
  public List<ReadWarning> warnings() {
    return warnings;
  }
}
