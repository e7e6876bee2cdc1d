package io.github.voxelclick.plugin.convert;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How masks are to be read.
 *
 * @param reference the folder of the images that they lie on; by default the folder of the masks
 * @param series which volume of that folder, as {@code info} calls it
 * @param resample whether masks on another grid are put onto that of the images by the nearest
 *     voxel; else they are refused
 * @param anyFrame whether masks of another frame of reference are taken as they are; else they are
 *     refused
 * @param segments numbers of the only segments to take, as the masks' file has them; none for all
 */
public record ReadSettings(
    Optional<Path> reference,
    Optional<String> series,
    boolean resample,
    boolean anyFrame,
    Set<Integer> segments) {
  /** Copies the set. */
  public ReadSettings {
    segments = Set.copyOf(segments);
  }

  /** The same with images in this folder. */
  public ReadSettings withReference(Path folder) {
    return new ReadSettings(Optional.of(folder), series, resample, anyFrame, segments);
  }

  /** The same with masks of another grid put onto that of the images, or refused. */
  public ReadSettings withResample(boolean allowed) {
    return new ReadSettings(reference, series, allowed, anyFrame, segments);
  }

  /** Nothing chosen, nothing resampled. */
  public static final ReadSettings PLAIN =
      new ReadSettings(Optional.empty(), Optional.empty(), false, false, Set.of());
}
