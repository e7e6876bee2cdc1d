package io.github.voxelclick.plugin.task;

import io.github.voxelclick.dicom.derived.Producer;
import io.github.voxelclick.dicom.seg.DicomSegWriter;
import io.github.voxelclick.dicom.seg.SegWriteOptions;
import io.github.voxelclick.dicom.seg.SegWriteResult;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.nifti.NiftiWriter;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Saves a segmentation as DICOM SEG or NIfTI, by the name of the file. The writers write to a
 * temporary file, read it back and move it, so a failure leaves an existing file as it was.
 */
public final class MaskSaver {
  private final OpenedVolume source;
  private final Optional<Path> reference;

  /**
   * A saver for masks of one volume.
   *
   * @param source the volume as it was opened
   * @param reference for a NIfTI volume to be saved as SEG, the DICOM series that it came from
   */
  public MaskSaver(OpenedVolume source, Optional<Path> reference) {
    this.source = source;
    this.reference = reference;
  }

  /**
   * Finds out what can be known before any work: whether the name is one of a format that can be
   * written for this volume, and whether there is a place for it.
   *
   * @throws JobException when there is not
   */
  public void check(Path out) throws JobException {
    boolean seg = isSeg(out);
    if (seg && source.dicomSource().isEmpty() && reference.isEmpty()) {
      throw new JobException(
          "A DICOM SEG must refer to DICOM images, and this volume is NIfTI. Give with --reference"
              + " the DICOM series that it came from, or save as .nii.gz.");
    }
    if (reference.isPresent() && (!seg || source.dicomSource().isPresent())) {
      throw new JobException(
          "A reference series is only for saving a NIfTI volume's mask as .dcm. Leave out"
              + " --reference.");
    }
    OutputPath.check(out);
  }

  /**
   * Whether a name is that of a DICOM SEG, and not of a NIfTI file.
   *
   * @throws JobException when it is neither
   */
  public static boolean isSeg(Path out) throws JobException {
    String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".dcm")) {
      return true;
    }
    if (name.endsWith(".nii") || name.endsWith(".nii.gz")) {
      return false;
    }
    throw new JobException(
        "Cannot tell from \""
            + out.getFileName()
            + "\" what to write: expected a name that ends in .dcm (DICOM SEG) or .nii.gz"
            + " (NIfTI).");
  }

  /**
   * What was saved.
   *
   * @param warnings what the person who saves should know
   * @param numbers of the segments in the file, by their numbers in the segmentation; those that
   *     are not in it were left out
   */
  public record Saved(List<ReadWarning> warnings, Map<Integer, Integer> numbers) {
    /** Copies list and map. */
    public Saved {
      warnings = List.copyOf(warnings);
      numbers = Map.copyOf(numbers);
    }
  }

  /**
   * Writes, reads back and compares.
   *
   * @param segmentation on the grid of the volume
   * @param producer who made it
   * @param progress told by the writer
   * @return what the person who saves should know
   * @throws VolumeException when it cannot be saved; an existing file is as it was
   */
  public List<ReadWarning> save(
      Segmentation segmentation, Producer producer, Path out, Progress progress)
      throws VolumeException {
    return save(segmentation, SegWriteOptions.of(producer), out, progress).warnings();
  }

  /**
   * As the other {@code save}.
   *
   * @param options what a SEG says beside the voxels; NIfTI has no place for it
   */
  public Saved save(Segmentation segmentation, SegWriteOptions options, Path out, Progress progress)
      throws VolumeException {
    check(out);
    if (isSeg(out)) {
      return saveSeg(segmentation, options, out, progress);
    }
    Map<Integer, Integer> numbers = new HashMap<>();
    segmentation.entries().forEach(e -> numbers.put(e.segment().number(), e.segment().number()));
    if (source.niftiHeader().isPresent()) {
      NiftiWriter.writeLabels(out, segmentation, source.niftiHeader().get());
      return new Saved(List.of(), numbers);
    }
    return new Saved(NiftiWriter.writeLabels(out, segmentation), numbers);
  }

  private Saved saveSeg(
      Segmentation segmentation, SegWriteOptions options, Path out, Progress progress)
      throws VolumeException {
    Segmentation placed = segmentation;
    Optional<SourceSeries> images = source.dicomSource();
    if (reference.isPresent()) {
      OpenedVolume series = findReference(reference.get(), segmentation, progress);
      placed =
          GridMatch.of(segmentation.geometry(), series.volume().geometry()).carry(segmentation);
      images = series.dicomSource();
    }
    SegWriteResult result =
        new DicomSegWriter().write(placed, images.orElseThrow(), options, out, progress);
    return new Saved(result.warnings(), result.writtenNumbers());
  }

  /** The series of a folder whose voxels are those of the volume. */
  private static OpenedVolume findReference(
      Path folder, Segmentation segmentation, Progress progress) throws VolumeException {
    VolumeCatalog catalog = VolumeCatalog.of(folder, progress);
    GeometryException misfit = null;
    for (VolumeEntry entry : catalog.entries()) {
      if (entry.format() == VolumeEntry.Format.DICOM) {
        try {
          GridMatch.of(segmentation.geometry(), entry.geometry());
          return entry.load(progress);
        } catch (GeometryException e) {
          misfit = e;
        }
      }
    }
    if (misfit != null) {
      throw misfit;
    }
    throw new JobException(
        folder.getFileName()
            + " holds no DICOM series. Give as --reference the series that the image was converted"
            + " from.");
  }
}
