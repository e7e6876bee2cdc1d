package io.github.voxelclick.plugin.convert;

import io.github.voxelclick.dicom.derived.DerivedHeader;
import io.github.voxelclick.dicom.rtstruct.ForeignFrames;
import io.github.voxelclick.dicom.rtstruct.RtStructReading;
import io.github.voxelclick.dicom.rtstruct.RtStructureSet;
import io.github.voxelclick.dicom.rtstruct.SkippedRoi;
import io.github.voxelclick.dicom.seg.DicomSegReader;
import io.github.voxelclick.dicom.seg.SegReadOptions;
import io.github.voxelclick.dicom.seg.SegReading;
import io.github.voxelclick.nifti.NiftiHeader;
import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.nifti.NiftiVolume;
import io.github.voxelclick.plugin.task.GridMatch;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LabelTable;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Masks of a DICOM Segmentation, an RT Structure Set or a NIfTI label image, on the grid of their
 * images.
 *
 * @param segmentation the masks
 * @param series the images; empty for NIfTI labels read without a reference
 * @param niftiHeader of NIfTI labels that keep their own grid
 * @param warnings what was tolerated or lost, in the order it was met
 */
record PlacedMasks(
    Segmentation segmentation,
    Optional<ReferenceSeries> series,
    Optional<NiftiHeader> niftiHeader,
    List<ReadWarning> warnings) {
  PlacedMasks {
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a file.
   *
   * @throws VolumeException when it holds no masks or is damaged, its images are not found, or its
   *     masks do not lie on them
   */
  static PlacedMasks read(Path file, ReadSettings settings, Progress progress)
      throws VolumeException {
    if (NiftiReader.hasNiftiName(file)) {
      return readNifti(file, settings, progress);
    }
    DerivedHeader header = DerivedHeader.read(file);
    if (header.kind() == DerivedHeader.Kind.OTHER) {
      throw new JobException(
          file.getFileName()
              + " holds no masks: expected a DICOM Segmentation, an RT Structure Set or NIfTI"
              + " labels.");
    }
    return readDicom(
        file, header.kind(), series(file, header, settings, progress), settings, progress);
  }

  private static ReferenceSeries series(
      Path file, DerivedHeader header, ReadSettings settings, Progress progress)
      throws VolumeException {
    Path place = settings.reference().orElseGet(() -> file.toAbsolutePath().getParent());
    try {
      return ReferenceSeries.named(place, settings.series(), header.seriesInstanceUids(), progress);
    } catch (DicomReadException e) {
      if (settings.reference().isPresent()) {
        throw e;
      }
      throw new JobException(
          "The images that "
              + file.getFileName()
              + " belongs to cannot be read from its folder ("
              + e.getMessage()
              + "). Give their folder with --reference.",
          e);
    }
  }

  /** As {@link #read}, for a DICOM object whose images are open already. */
  static PlacedMasks readDicom(
      Path file,
      DerivedHeader.Kind kind,
      ReferenceSeries series,
      ReadSettings settings,
      Progress progress)
      throws VolumeException {
    List<ReadWarning> warnings = new ArrayList<>(series.opened().warnings());
    Segmentation segmentation;
    if (kind == DerivedHeader.Kind.SEGMENTATION) {
      SegReadOptions options =
          settings.anyFrame()
              ? SegReadOptions.DEFAULT.withAnyFrameOfReference()
              : SegReadOptions.DEFAULT;
      SegReading reading = DicomSegReader.read(file, series.source(), series.grid(), options);
      warnings.addAll(reading.warnings());
      segmentation = reading.segmentation();
    } else {
      RtStructReading reading =
          RtStructureSet.read(file)
              .onto(
                  series.source(),
                  series.grid(),
                  settings.anyFrame() ? ForeignFrames.ACCEPT : ForeignFrames.REFUSE,
                  progress);
      warnings.addAll(reading.warnings());
      for (SkippedRoi skipped : reading.skipped()) {
        warnings.add(new ReadWarning("region-left-out", skipped.reason()));
      }
      segmentation = reading.segmentation();
    }
    return new PlacedMasks(segmentation, Optional.of(series), Optional.empty(), warnings);
  }

  private static PlacedMasks readNifti(Path file, ReadSettings settings, Progress progress)
      throws VolumeException {
    NiftiVolume labels = NiftiReader.read(file, progress);
    Segmentation segmentation = LabelVolume.segmentation(labels.volume(), LabelTable.read(file));
    if (settings.reference().isEmpty()) {
      return new PlacedMasks(
          segmentation, Optional.empty(), Optional.of(labels.header()), labels.warnings());
    }
    if (!labels.header().hasOrientation()) {
      throw new JobException(
          file.getFileName()
              + " does not say where its voxels lie (its qform and sform codes are 0), so it cannot"
              + " be matched with a DICOM series.");
    }
    ReferenceSeries series =
        ReferenceSeries.onGrid(
            settings.reference().get(), settings.series(), segmentation.geometry(), progress);
    return readNifti(labels, segmentation, series, settings);
  }

  /** As {@link #read}, for NIfTI labels whose images are open already. */
  static PlacedMasks readNifti(
      Path file, ReferenceSeries series, ReadSettings settings, Progress progress)
      throws VolumeException {
    NiftiVolume labels = NiftiReader.read(file, progress);
    Segmentation segmentation = LabelVolume.segmentation(labels.volume(), LabelTable.read(file));
    return readNifti(labels, segmentation, series, settings);
  }

  private static PlacedMasks readNifti(
      NiftiVolume labels, Segmentation segmentation, ReferenceSeries series, ReadSettings settings)
      throws OtherGridException {
    List<ReadWarning> warnings = new ArrayList<>(labels.warnings());
    warnings.addAll(series.opened().warnings());
    Segmentation placed;
    try {
      placed = GridMatch.of(segmentation.geometry(), series.grid()).carry(segmentation);
    } catch (GeometryException e) {
      if (!settings.resample()) {
        throw new OtherGridException(
            e.getMessage()
                + " Or let --resample (in a macro: resample) put them onto its grid by the nearest"
                + " voxel.",
            e,
            segmentation.geometry(),
            series.grid());
      }
      placed = GridResampler.nearest(segmentation, series.grid());
      warnings.add(
          new ReadWarning(
              "resampled",
              "The labels lie on another grid than the images and were put onto it by the nearest"
                  + " voxel."));
    }
    return new PlacedMasks(placed, Optional.of(series), Optional.empty(), warnings);
  }

  /**
   * The same on the grid of an image that has the same voxels.
   *
   * @throws GeometryException when it has others
   */
  PlacedMasks onto(VolumeGeometry grid) throws GeometryException {
    Segmentation carried = GridMatch.of(segmentation.geometry(), grid).carry(segmentation);
    return new PlacedMasks(carried, series, niftiHeader, warnings);
  }

  /**
   * The same with some segments only.
   *
   * @param numbers of the segments; none for all
   * @throws JobException when there is no segment of a number
   */
  PlacedMasks only(Set<Integer> numbers) throws JobException {
    if (numbers.isEmpty()) {
      return this;
    }
    List<Segmentation.Entry> chosen =
        segmentation.entries().stream()
            .filter(e -> numbers.contains(e.segment().number()))
            .toList();
    if (chosen.size() < numbers.size()) {
      throw new JobException(
          "There is no segment of each of the numbers "
              + new TreeSet<>(numbers)
              + "; the masks have "
              + segmentation.entries().stream().map(e -> e.segment().number()).toList()
              + ".");
    }
    return new PlacedMasks(
        new Segmentation(segmentation.geometry(), chosen), series, niftiHeader, warnings);
  }
}
