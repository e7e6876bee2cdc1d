package io.github.voxelclick.plugin.ij;

import ij.ImagePlus;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.util.List;

/**
 * ImageJ's images for callers whose own signatures must not name them, because they also work where
 * there is no ImageJ. Stateless; opens no window.
 */
public final class ScriptImages {
  private ScriptImages() {}

  /**
   * Copies an image, see {@link ImportedImage#of}.
   *
   * @param image an {@code ij.ImagePlus}
   */
  public static OpenedVolume open(Object image) throws VolumeException {
    return ImportedImage.of((ImagePlus) image);
  }

  /**
   * Makes a label image, see {@link LabelImages}.
   *
   * @param segmentation on the grid of the volume
   * @return an {@code ij.ImagePlus} that nobody has shown yet
   * @throws VolumeException when there is no voxel, segments share one, or memory does not suffice
   */
  public static Object labels(Segmentation segmentation, Volume volume) throws VolumeException {
    List<ImagePlus> images =
        LabelImages.of(segmentation, volume, "VoxelClick labels", Progress.none()).images();
    if (images.isEmpty()) {
      throw new JobException(
          "There is no label image to make: no structure has a voxel. Click into one first.");
    }
    if (images.size() > 1) {
      throw new JobException(
          "The "
              + images.size()
              + " structures overlap, and a voxel of a label image has one label only. Take the"
              + " label image of each structure.");
    }
    return images.get(0);
  }
}
