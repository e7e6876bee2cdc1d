package io.github.voxelclick.plugin.convert;

import io.github.voxelclick.dicom.derived.DerivedHeader;
import io.github.voxelclick.nifti.NiftiHeader;
import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.plugin.task.GridMatch;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Existing masks onto a volume that is open, and into its session. Stateless. */
public final class LabelLoader {
  private LabelLoader() {}

  /**
   * Masks on the grid of the open volume.
   *
   * @param segmentation numbered as in the file
   * @param warnings what was tolerated, without what was told when the volume was opened
   */
  public record Labels(Segmentation segmentation, List<ReadWarning> warnings) {
    /** Copies the list. */
    public Labels {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Reads a file of masks. Not for the event thread.
   *
   * <p>Masks of a DICOM object lie on the images that it names: on a volume from DICOM they must be
   * those that are open, else the series is looked for beside the file, or where the settings say.
   * Of a fractional DICOM Segmentation a voxel belongs to a segment from one half on, as in {@code
   * convert}.
   *
   * @param opened the volume
   * @param file a DICOM Segmentation, an RT Structure Set or NIfTI labels
   * @param settings which segments, and whether to resample labels of another grid or take those of
   *     another frame of reference; the reference only for DICOM masks on a volume not from DICOM
   * @throws OtherGridException when labels lie on other voxels and may not be resampled
   * @throws VolumeException when they cannot be read, or do not lie on the volume
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static Labels read(
      OpenedVolume opened, Path file, ReadSettings settings, Progress progress)
      throws VolumeException {
    List<ReadWarning> warnings = new ArrayList<>();
    Optional<ReferenceSeries> series = ReferenceSeries.of(opened);
    Segmentation segmentation;
    if (series.isPresent()) {
      PlacedMasks placed = onDicom(file, series.get(), settings, progress);
      warnings.addAll(placed.warnings());
      segmentation = placed.only(settings.segments()).segmentation();
    } else {
      PlacedMasks placed = PlacedMasks.read(file, ownPlace(file, settings), progress);
      warnings.addAll(placed.warnings());
      segmentation =
          MaskFiles.onGrid(
              placed.only(settings.segments()).segmentation(),
              opened.volume().geometry(),
              settings,
              warnings);
    }
    warnings.removeAll(opened.warnings());
    return new Labels(segmentation, warnings);
  }

  private static PlacedMasks onDicom(
      Path file, ReferenceSeries series, ReadSettings settings, Progress progress)
      throws VolumeException {
    if (NiftiReader.hasNiftiName(file)) {
      if (!NiftiReader.readHeader(file).hasOrientation()) {
        throw new JobException(
            file.getFileName()
                + " does not say where its voxels lie (its qform and sform codes are 0), so it"
                + " cannot be laid on a DICOM series. Give labels with a place.");
      }
      return PlacedMasks.readNifti(file, series, settings, progress);
    }
    DerivedHeader header = DerivedHeader.read(file);
    if (header.kind() == DerivedHeader.Kind.OTHER) {
      throw new JobException(
          file.getFileName()
              + " holds no masks: expected a DICOM Segmentation, an RT Structure Set or NIfTI"
              + " labels.");
    }
    return PlacedMasks.readDicom(file, header.kind(), series, settings, progress);
  }

  /**
   * Whether labels lie on the voxels of an image, so that nothing need be resampled. Reads the
   * header only; false for what is no NIfTI file, or has no place where the image has one.
   *
   * @throws VolumeException when the header cannot be read
   */
  public static boolean fits(Path file, OpenedVolume opened) throws VolumeException {
    if (!NiftiReader.hasNiftiName(file)) {
      return false;
    }
    NiftiHeader header = NiftiReader.readHeader(file);
    if (!header.hasOrientation() && opened.dicomSource().isPresent()) {
      return false;
    }
    try {
      GridMatch.of(header.geometry(), opened.volume().geometry());
      return true;
    } catch (GeometryException e) {
      return false;
    }
  }

  /** NIfTI labels keep their own grid; it is matched with that of the volume afterwards. */
  private static ReadSettings ownPlace(Path file, ReadSettings settings) {
    return NiftiReader.hasNiftiName(file) ? ReadSettings.PLAIN : settings;
  }

  /**
   * Enters all segments, empty ones included; each is one undo step. Colours that a file did not
   * choose are told apart from those of other segments.
   *
   * @param session on the volume that the labels were read for
   * @return the numbers that they have in the session, in the order of the labels
   * @throws SessionException when one cannot be written down; those before it stay
   */
  public static List<Integer> enter(SegmentationSession session, Labels labels)
      throws SessionException {
    List<Integer> numbers = new ArrayList<>();
    List<Segment.Rgb> used = new ArrayList<>();
    session.state().segments().forEach(s -> used.add(s.segment().colour()));
    for (Segmentation.Entry entry : labels.segmentation().entries()) {
      Segment segment = FreeColours.toldApart(entry.segment(), used);
      used.add(segment.colour());
      numbers.add(session.tools().load(segment, entry.mask()));
    }
    return numbers;
  }
}
