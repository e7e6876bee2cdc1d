package io.github.voxelclick.plugin.convert;

import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.task.GridMatch;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files of masks, read onto the grid of an image or of each other. Stateless. */
public final class MaskFiles {
  private MaskFiles() {}

  /**
   * Masks on their image.
   *
   * @param image the image
   * @param segmentation on its grid
   * @param warnings what was tolerated
   */
  public record OnImage(Volume image, Segmentation segmentation, List<ReadWarning> warnings) {
    /** Copies the list. */
    public OnImage {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Two segmentations on one grid.
   *
   * @param a the first
   * @param b the second, on the grid of the first
   * @param warnings what was tolerated
   */
  public record Pair(Segmentation a, Segmentation b, List<ReadWarning> warnings) {
    /** Copies the list. */
    public Pair {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Reads masks onto an image.
   *
   * @param image a DICOM series (a file or a folder), or a NIfTI image
   * @param masks a DICOM Segmentation, an RT Structure Set or NIfTI labels
   * @param settings a reference only for DICOM masks on a NIfTI image: the series that they lie on;
   *     else the image is the reference
   * @throws VolumeException when one of them cannot be read, or the masks do not lie on the image
   */
  public static OnImage onImage(Path image, Path masks, ReadSettings settings, Progress progress)
      throws VolumeException {
    if (!isNifti(image)) {
      PlacedMasks placed =
          PlacedMasks.read(masks, settings.withReference(image), progress)
              .only(settings.segments());
      return new OnImage(
          placed.series().orElseThrow().opened().volume(),
          placed.segmentation(),
          placed.warnings());
    }
    boolean labels = NiftiReader.hasNiftiName(masks);
    if (!labels && settings.reference().isEmpty()) {
      throw new JobException(
          masks.getFileName()
              + " is a DICOM object and lies on DICOM images, but the image is NIfTI. Give the"
              + " DICOM series as IMAGE, or the masks as NIfTI labels.");
    }
    OpenedVolume opened =
        VolumeCatalog.of(image, progress).choose(settings.series()).load(progress);
    List<ReadWarning> warnings = new ArrayList<>(opened.warnings());
    ReadSettings own =
        labels
            ? ReadSettings.PLAIN
            : ReadSettings.PLAIN.withReference(settings.reference().orElseThrow());
    PlacedMasks read = PlacedMasks.read(masks, own, progress);
    warnings.addAll(read.warnings());
    Segmentation placed =
        onGrid(
            read.only(settings.segments()).segmentation(),
            opened.volume().geometry(),
            settings,
            warnings);
    return new OnImage(opened.volume(), placed, warnings);
  }

  private static boolean isNifti(Path image) {
    return !Files.isDirectory(image) && NiftiReader.hasNiftiName(image);
  }

  /**
   * Reads two files of masks onto one grid: that of the reference, else that of the first.
   *
   * @throws VolumeException when one of them cannot be read, or they do not lie on one grid
   */
  public static Pair pair(Path first, Path second, ReadSettings settings, Progress progress)
      throws VolumeException {
    PlacedMasks a = PlacedMasks.read(first, settings, progress).only(settings.segments());
    PlacedMasks b = PlacedMasks.read(second, settings, progress).only(settings.segments());
    List<ReadWarning> warnings = new ArrayList<>(a.warnings());
    b.warnings().stream().filter(w -> !warnings.contains(w)).forEach(warnings::add);
    VolumeGeometry grid = a.segmentation().geometry();
    return new Pair(a.segmentation(), onGrid(b.segmentation(), grid, settings, warnings), warnings);
  }

  /**
   * The same masks on a grid.
   *
   * @param warnings where it is told that they were resampled
   * @throws OtherGridException when they lie on other voxels and may not be resampled
   * @throws GeometryException when they belong to another frame of reference
   */
  static Segmentation onGrid(
      Segmentation masks, VolumeGeometry grid, ReadSettings settings, List<ReadWarning> warnings)
      throws GeometryException, OtherGridException {
    requireOneFrame(masks.geometry(), grid, settings);
    try {
      return GridMatch.of(masks.geometry(), grid).carry(masks);
    } catch (GeometryException e) {
      if (!settings.resample()) {
        throw new OtherGridException(
            "The masks are on another grid: they have "
                + masks.geometry().size()
                + " voxels, expected the "
                + grid.size()
                + " voxels, in the same places, that they are to be laid on. Let --resample (in a"
                + " macro: resample) put them there by the nearest voxel.",
            e,
            masks.geometry(),
            grid);
      }
      warnings.add(
          new ReadWarning(
              "resampled",
              "The masks lie on another grid and were put onto that of the image, or of the first"
                  + " masks, by the nearest voxel."));
      return GridResampler.nearest(masks, grid);
    }
  }

  private static void requireOneFrame(VolumeGeometry a, VolumeGeometry b, ReadSettings settings)
      throws GeometryException {
    Optional<String> frameA = a.frameOfReferenceUid();
    Optional<String> frameB = b.frameOfReferenceUid();
    if (!settings.anyFrame()
        && frameA.isPresent()
        && frameB.isPresent()
        && !frameA.equals(frameB)) {
      throw new GeometryException(
          "The masks belong to two frames of reference, so places in one say nothing about the"
              + " other. Give masks of one series, or --any-frame if you know that they fit.");
    }
  }
}
