package io.github.voxelclick.plugin.task;

import io.github.voxelclick.dicom.series.Refused;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.volume.VolumeException;
import java.util.List;

/** The disk or the system refused files that may belong to an image; another time it may not. */
public final class UnreadableFilesException extends VolumeException {
  private static final long serialVersionUID = 1L;

  private UnreadableFilesException(List<Refused> files) {
    super(
        (files.size() == 1 ? "A file" : files.size() + " files")
            + " of the image cannot be read now, so that slices may be missing ("
            + (files.size() == 1 ? "" : "first: ")
            + files.get(0).reason()
            + "). Try again when the disk answers and permits it; if they do not belong to the"
            + " image, give the file or folder of the image alone.");
  }

  /**
   * Lets only those pass of which every file could be read.
   *
   * @throws UnreadableFilesException when one could not, whatever series it may belong to
   */
  public static void requireNone(VolumeCatalog catalog) throws UnreadableFilesException {
    if (!catalog.unreadable().isEmpty()) {
      throw new UnreadableFilesException(catalog.unreadable());
    }
  }
}
