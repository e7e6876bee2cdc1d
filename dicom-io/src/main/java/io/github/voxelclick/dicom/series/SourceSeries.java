package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The DICOM images that a volume was made of: all that a derived object has to repeat or refer to.
 * Treat {@code firstImage} as read-only; then this is safe to share between threads.
 *
 * @param firstImage the data set of the image under slice 0, without pixel data: patient, study,
 *     series, frame of reference and equipment stand here. Where the file lacks the UID of its
 *     study, series, class or instance (anonymisers leave such files), one is filled in: that of
 *     the file meta information, else one derived from the images, the same at each reading
 * @param images one per slice, {@code images.get(k)} under slice k of the volume
 * @param lossy whether any image has been through lossy compression, by (0028,2110) or by its
 *     transfer syntax
 * @param highestSeriesNumber the largest (0020,0011) seen in this study where the volume was found,
 *     0 when none is known
 */
public record SourceSeries(
    Attributes firstImage, List<SourceImage> images, boolean lossy, int highestSeriesNumber) {
  /** Checks that there are images. */
  public SourceSeries {
    Objects.requireNonNull(firstImage, "firstImage");
    images = List.copyOf(images);
    if (images.isEmpty()) {
      throw new IllegalArgumentException("a source without images");
    }
  }

  /** (0020,000D). */
  public String studyInstanceUid() {
    return firstImage.getString(Tag.StudyInstanceUID, "");
  }

  /** (0020,000E). */
  public String seriesInstanceUid() {
    return firstImage.getString(Tag.SeriesInstanceUID, "");
  }

  /** (0020,0052), if the images have one and say where they lie in it. */
  public Optional<String> frameOfReferenceUid() {
    return images.get(0).hasPlane()
        ? Optional.ofNullable(firstImage.getString(Tag.FrameOfReferenceUID))
        : Optional.empty();
  }
}
