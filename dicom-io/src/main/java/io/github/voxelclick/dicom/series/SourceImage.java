package io.github.voxelclick.dicom.series;

import java.nio.file.Path;
import java.util.List;

/**
 * What a segmentation says about the image under one slice. The decimal texts are those of the
 * file, so that they can be written again without a digit changed. Immutable.
 *
 * @param file where the image lies
 * @param sopClassUid (0008,0016)
 * @param sopInstanceUid (0008,0018)
 * @param imagePosition (0020,0032) three texts, mm LPS of the centre of pixel (0, 0)
 * @param imageOrientation (0020,0037) six texts, direction of rows, then of columns
 * @param pixelSpacing (0028,0030) two texts, mm between rows, then between columns
 * @param sliceThickness (0018,0050) mm; empty when the file does not say
 */
public record SourceImage(
    Path file,
    String sopClassUid,
    String sopInstanceUid,
    List<String> imagePosition,
    List<String> imageOrientation,
    List<String> pixelSpacing,
    String sliceThickness) {
  /** Checks how many texts there are. */
  public SourceImage {
    imagePosition = List.copyOf(imagePosition);
    imageOrientation = List.copyOf(imageOrientation);
    pixelSpacing = List.copyOf(pixelSpacing);
    if (imagePosition.size() != 3 || imageOrientation.size() != 6 || pixelSpacing.size() != 2) {
      throw new IllegalArgumentException(
          imagePosition.size()
              + ", "
              + imageOrientation.size()
              + " and "
              + pixelSpacing.size()
              + " numbers for position, orientation and spacing, expected 3, 6 and 2");
    }
    if (sopClassUid.isBlank() || sopInstanceUid.isBlank()) {
      throw new IllegalArgumentException("an image without SOP Class or SOP Instance UID");
    }
  }
}
