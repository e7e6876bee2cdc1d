package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.Optional;

/** Whether a segmentation lies on the images that it is to be saved for. Stateless. */
public final class SourceGrid {
  private SourceGrid() {}

  /**
   * Checks that image k of the source is slice k of the grid.
   *
   * @throws SegWriteException when it is not, saying how they differ
   */
  public static void check(VolumeGeometry geometry, SourceSeries source) throws SegWriteException {
    int rows = source.firstImage().getInt(Tag.Rows, 0);
    int columns = source.firstImage().getInt(Tag.Columns, 0);
    if (source.images().size() != geometry.size().k()
        || rows != geometry.size().j()
        || columns != geometry.size().i()) {
      throw new SegWriteException(
          "Cannot save the segmentation: it has "
              + geometry.size()
              + " voxels, the DICOM series "
              + columns
              + "x"
              + rows
              + "x"
              + source.images().size()
              + ". Save with the series that it was made on.");
    }
    if (!source.frameOfReferenceUid().equals(geometry.frameOfReferenceUid())) {
      throw new SegWriteException(
          "Cannot save the segmentation: its frame of reference is not that of the DICOM series."
              + " Save with the series that it was made on.");
    }
    for (int k = 0; k < source.images().size(); k++) {
      Optional<String> fault = misfit(geometry, source.images().get(k), k);
      if (fault.isPresent()) {
        throw new SegWriteException(
            "Cannot save the segmentation: image "
                + (k + 1)
                + " of the DICOM series is not slice "
                + k
                + " of the volume ("
                + fault.get()
                + "). Save with the series that it was made on.");
      }
    }
  }

  private static Optional<String> misfit(VolumeGeometry geometry, SourceImage image, int k) {
    if (!image.hasPlane()) {
      return Optional.empty();
    }
    FramePlace place = PlaneFit.of(geometry, FramePlane.of(image));
    return place.equals(PlaneFit.identity(k)) ? Optional.empty() : Optional.of("found " + place);
  }
}
