package io.github.voxelclick.plugin.convert;

import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.task.GridMatch;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The DICOM series that masks lie on, and finding it in a folder. Immutable. */
final class ReferenceSeries {
  private final OpenedVolume opened;

  private ReferenceSeries(OpenedVolume opened) {
    this.opened = opened;
  }

  /** A series that is open already. */
  static Optional<ReferenceSeries> of(OpenedVolume opened) {
    return opened.dicomSource().map(source -> new ReferenceSeries(opened));
  }

  /**
   * Finds the series that an object names.
   *
   * @param place a folder of images
   * @param id what {@code info} calls the series, when the person chose one
   * @param uids of the series that the object names; may be empty
   * @throws VolumeException when it is not there, or several could be meant
   */
  static ReferenceSeries named(Path place, Optional<String> id, Set<String> uids, Progress progress)
      throws VolumeException {
    return find(place, id, e -> uids.contains(e.seriesInstanceUid()), progress);
  }

  /**
   * Finds the series whose voxels are those of a grid.
   *
   * @param place a folder of images
   * @param id what {@code info} calls the series, when the person chose one
   * @throws VolumeException when it is not there, or several could be meant
   */
  static ReferenceSeries onGrid(
      Path place, Optional<String> id, VolumeGeometry grid, Progress progress)
      throws VolumeException {
    return find(place, id, e -> fits(grid, e.geometry()), progress);
  }

  private static boolean fits(VolumeGeometry grid, VolumeGeometry series) {
    try {
      GridMatch.of(grid, series);
      return true;
    } catch (GeometryException e) {
      return false;
    }
  }

  /** The one entry that is wanted; without such a one, the only DICOM entry there is. */
  private static ReferenceSeries find(
      Path place, Optional<String> id, Predicate<VolumeEntry> wanted, Progress progress)
      throws VolumeException {
    VolumeCatalog catalog = VolumeCatalog.of(place, progress);
    List<VolumeEntry> series =
        catalog.entries().stream().filter(e -> e.format() == VolumeEntry.Format.DICOM).toList();
    if (series.isEmpty()) {
      throw new JobException(
          place.getFileName()
              + " holds no DICOM series. Give with --reference the folder of the images that the"
              + " masks were made on.");
    }
    List<VolumeEntry> fitting = series.stream().filter(wanted).toList();
    VolumeEntry chosen;
    if (id.isEmpty() && fitting.size() == 1) {
      chosen = fitting.get(0);
    } else if (id.isEmpty() && series.size() == 1) {
      chosen = series.get(0);
    } else {
      chosen = catalog.choose(id);
    }
    return of(chosen.load(progress))
        .orElseThrow(
            () ->
                new JobException(
                    "Volume " + chosen.id() + " is NIfTI; a reference must be a DICOM series."));
  }

  /** The volume with its warnings. */
  OpenedVolume opened() {
    return opened;
  }

  /** Its images. */
  SourceSeries source() {
    return opened.dicomSource().orElseThrow();
  }

  /** Its grid. */
  VolumeGeometry grid() {
    return opened.volume().geometry();
  }
}
