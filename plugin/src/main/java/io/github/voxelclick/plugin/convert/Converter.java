package io.github.voxelclick.plugin.convert;

import io.github.voxelclick.dicom.derived.Producer;
import io.github.voxelclick.dicom.rtstruct.RtStructWriteOptions;
import io.github.voxelclick.dicom.rtstruct.RtStructWriter;
import io.github.voxelclick.dicom.seg.DicomSegWriter;
import io.github.voxelclick.dicom.seg.SegType;
import io.github.voxelclick.dicom.seg.SegWriteOptions;
import io.github.voxelclick.dicom.seg.SegWriteResult;
import io.github.voxelclick.nifti.NiftiWriter;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LabelTable;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts files of masks, and images to NIfTI. Stateless. */
public final class Converter {
  private Converter() {}

  /**
   * What was written.
   *
   * @param segmentation the masks, on the grid that they were written on
   * @param warnings what was tolerated or lost
   */
  public record Result(Segmentation segmentation, List<ReadWarning> warnings) {
    /** Copies the list. */
    public Result {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Converts masks.
   *
   * @param in a DICOM Segmentation, an RT Structure Set or NIfTI labels
   * @param out the file to write, replaced if there
   * @param format what to write
   * @param producer who makes the new object
   * @throws VolumeException when the masks cannot be read, placed or written; {@code out} then is
   *     as it was
   */
  public static Result masks(
      Path in,
      Path out,
      MaskFormat format,
      ReadSettings settings,
      Producer producer,
      Progress progress)
      throws VolumeException {
    PlacedMasks masks = PlacedMasks.read(in, settings, progress).only(settings.segments());
    List<ReadWarning> warnings = new ArrayList<>(masks.warnings());
    warnings.addAll(
        switch (format) {
          case SEG -> writeSeg(masks, SegType.BINARY, out, producer, progress);
          case LABELMAP -> writeSeg(masks, SegType.LABELMAP, out, producer, progress);
          case RTSTRUCT -> writeStructures(masks, out, producer, progress);
          case NIFTI -> writeNifti(masks, out);
        });
    return new Result(masks.segmentation(), warnings);
  }

  private static ReferenceSeries series(PlacedMasks masks) throws JobException {
    return masks
        .series()
        .orElseThrow(
            () ->
                new JobException(
                    "A DICOM object must refer to DICOM images, and these labels are NIfTI. Give"
                        + " with --reference the DICOM series that they were made on."));
  }

  private static List<ReadWarning> writeSeg(
      PlacedMasks masks, SegType type, Path out, Producer producer, Progress progress)
      throws VolumeException {
    SegWriteResult result =
        new DicomSegWriter()
            .write(
                masks.segmentation(),
                series(masks).source(),
                SegWriteOptions.of(producer).withType(type),
                out,
                progress);
    List<ReadWarning> warnings = new ArrayList<>(result.warnings());
    long renumbered =
        result.writtenNumbers().entrySet().stream()
            .filter(e -> !e.getKey().equals(e.getValue()))
            .map(Map.Entry::getKey)
            .count();
    if (renumbered > 0) {
      warnings.add(
          new ReadWarning(
              "renumbered",
              renumbered
                  + " segments have new numbers: a DICOM Segmentation counts them from 1 without"
                  + " gaps."));
    }
    return warnings;
  }

  private static List<ReadWarning> writeStructures(
      PlacedMasks masks, Path out, Producer producer, Progress progress) throws VolumeException {
    return new RtStructWriter()
        .write(
            masks.segmentation(),
            series(masks).source(),
            RtStructWriteOptions.of(producer),
            out,
            progress)
        .warnings();
  }

  private static List<ReadWarning> writeNifti(PlacedMasks masks, Path out) throws VolumeException {
    List<ReadWarning> warnings = List.of();
    if (masks.niftiHeader().isPresent()) {
      NiftiWriter.writeLabels(out, masks.segmentation(), masks.niftiHeader().get());
    } else {
      warnings = NiftiWriter.writeLabels(out, masks.segmentation());
    }
    LabelTable.of(masks.segmentation()).write(out);
    return warnings;
  }

  /**
   * Converts a volume to NIfTI, its samples and its place unchanged.
   *
   * @param in a DICOM file or folder, or a NIfTI image
   * @param series which volume, as {@code info} calls it; empty where there is only one
   * @param out ends in .nii or .nii.gz, replaced if there
   * @return what was tolerated or lost
   * @throws VolumeException when the volume cannot be read or written
   */
  public static List<ReadWarning> image(
      Path in, Optional<String> series, Path out, Progress progress) throws VolumeException {
    OpenedVolume opened = VolumeCatalog.of(in, progress).choose(series).load(progress);
    List<ReadWarning> warnings = new ArrayList<>(opened.warnings());
    if (opened.niftiHeader().isPresent()) {
      NiftiWriter.writeVolume(out, opened.volume(), opened.niftiHeader().get());
    } else {
      warnings.addAll(NiftiWriter.writeVolume(out, opened.volume()));
    }
    return warnings;
  }
}
