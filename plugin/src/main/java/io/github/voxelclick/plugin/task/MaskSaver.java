package io.github.voxelclick.plugin.task;

import io.github.voxelclick.dicom.derived.Producer;
import io.github.voxelclick.dicom.rtstruct.RtStructWriteOptions;
import io.github.voxelclick.dicom.rtstruct.RtStructWriteResult;
import io.github.voxelclick.dicom.rtstruct.RtStructWriter;
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
import java.util.Map;
import java.util.Optional;

/**
 * Saves a segmentation as DICOM SEG, RT Structure Set or NIfTI. The writers write to a temporary
 * file, read it back and move it, so a failure leaves an existing file as it was. Immutable.
 */
public final class MaskSaver {
  private final OpenedVolume source;
  private final Optional<Path> reference;

  /**
   * A saver for masks of one volume.
   *
   * @param source the volume as it was opened
   * @param reference for a NIfTI volume to be saved as DICOM, the DICOM series that it came from
   */
  public MaskSaver(OpenedVolume source, Optional<Path> reference) {
    this.source = source;
    this.reference = reference;
  }

  /**
   * As {@link #check(Path, MaskFileFormat)}, of the format that the name stands for.
   *
   * @throws JobException when it stands for none, too
   */
  public void check(Path out) throws JobException {
    check(out, MaskFileFormat.ofName(out));
  }

  /**
   * Finds out what can be known before any work: whether the name goes with the format, whether
   * that can be written for this volume, and whether there is a place for it.
   *
   * @throws JobException when it cannot be saved so
   */
  public void check(Path out, MaskFileFormat format) throws JobException {
    format.requireFits(out);
    if (format.isDicom() && source.dicomSource().isEmpty() && reference.isEmpty()) {
      throw new JobException(
          "A "
              + format.title()
              + " must refer to DICOM images, and this volume is NIfTI. Give with --reference"
              + " the DICOM series that it came from, or save as .nii.gz.");
    }
    if (reference.isPresent() && (!format.isDicom() || source.dicomSource().isPresent())) {
      throw new JobException(
          "A reference series is only for saving a NIfTI volume's mask as .dcm. Leave out"
              + " --reference.");
    }
    OutputPath.check(out);
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
   * As the other {@code save}, in the format that the name stands for.
   *
   * @param options what a DICOM object says beside the voxels; NIfTI has no place for it
   */
  public Saved save(Segmentation segmentation, SegWriteOptions options, Path out, Progress progress)
      throws VolumeException {
    return save(segmentation, options, out, MaskFileFormat.ofName(out), progress);
  }

  /**
   * As the other {@code save}.
   *
   * @param options what a DICOM SEG says beside the voxels; an RT Structure Set takes its producer
   * @param format what is written
   */
  public Saved save(
      Segmentation segmentation,
      SegWriteOptions options,
      Path out,
      MaskFileFormat format,
      Progress progress)
      throws VolumeException {
    check(out, format);
    return switch (format) {
      case SEG -> saveSeg(segmentation, options, out, progress);
      case RTSTRUCT -> saveStructures(segmentation, options.producer(), out, progress);
      case NIFTI -> saveNifti(segmentation, out);
    };
  }

  private Saved saveNifti(Segmentation segmentation, Path out) throws VolumeException {
    Map<Integer, Integer> numbers = ownNumbers(segmentation.entries());
    if (source.niftiHeader().isPresent()) {
      NiftiWriter.writeLabels(out, segmentation, source.niftiHeader().get());
      return new Saved(List.of(), numbers);
    }
    return new Saved(NiftiWriter.writeLabels(out, segmentation), numbers);
  }

  private static Map<Integer, Integer> ownNumbers(List<Segmentation.Entry> entries) {
    Map<Integer, Integer> numbers = new HashMap<>();
    entries.forEach(e -> numbers.put(e.segment().number(), e.segment().number()));
    return numbers;
  }

  private Saved saveSeg(
      Segmentation segmentation, SegWriteOptions options, Path out, Progress progress)
      throws VolumeException {
    Placed placed = place(segmentation, progress);
    SegWriteResult result =
        new DicomSegWriter().write(placed.masks(), placed.images(), options, out, progress);
    return new Saved(result.warnings(), result.writtenNumbers());
  }

  private Saved saveStructures(
      Segmentation segmentation, Producer producer, Path out, Progress progress)
      throws VolumeException {
    Placed placed = place(segmentation, progress);
    RtStructWriteResult result =
        new RtStructWriter()
            .write(
                placed.masks(), placed.images(), RtStructWriteOptions.of(producer), out, progress);
    return new Saved(
        result.warnings(),
        ownNumbers(segmentation.entries().stream().filter(e -> !e.mask().isEmpty()).toList()));
  }

  /** Masks on the grid of DICOM images. */
  private record Placed(Segmentation masks, SourceSeries images) {}

  private Placed place(Segmentation segmentation, Progress progress) throws VolumeException {
    if (reference.isEmpty()) {
      return new Placed(segmentation, source.dicomSource().orElseThrow());
    }
    OpenedVolume series = findReference(reference.get(), segmentation, progress);
    return new Placed(
        GridMatch.of(segmentation.geometry(), series.volume().geometry()).carry(segmentation),
        series.dicomSource().orElseThrow());
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
    UnreadableFilesException.requireNone(catalog);
    if (misfit != null) {
      throw misfit;
    }
    throw new JobException(
        folder.getFileName()
            + " holds no DICOM series. Give as --reference the series that the image was converted"
            + " from.");
  }
}
