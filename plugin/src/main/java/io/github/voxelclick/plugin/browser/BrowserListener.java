package io.github.voxelclick.plugin.browser;

import io.github.voxelclick.open.VolumeEntry;
import java.nio.file.Path;
import java.util.Optional;

/** Does what a person chose in a {@link SeriesBrowser}. Called on the event thread. */
public interface BrowserListener {
  /**
   * A volume is to be opened.
   *
   * @param entry not loaded yet
   * @param place the file or folder in which it was found
   */
  void open(VolumeEntry entry, Path place);

  /**
   * Existing masks are to be laid on an image.
   *
   * @param file a DICOM Segmentation, an RT Structure Set or NIfTI labels
   * @param image the volume in the list that the file refers to, if it is one and there is only one
   * @param place the file or folder in which the masks were found
   */
  void loadLabels(Path file, Optional<VolumeEntry> image, Path place);
}
