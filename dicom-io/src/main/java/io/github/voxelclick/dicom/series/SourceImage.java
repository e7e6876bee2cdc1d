package io.github.voxelclick.dicom.series;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a segmentation says about the image, or the frame of one, under a slice. The decimal texts
 * are those of the file, so that they can be written again without a digit changed. Immutable.
 *
 * @param file where the image lies
 * @param sopClassUid (0008,0016)
 * @param sopInstanceUid (0008,0018)
 * @param frameNumber from 1, of a multi-frame image; empty for a single-frame one
 * @param imagePosition (0020,0032) three texts, mm LPS of the centre of pixel (0, 0); none when the
 *     place in the patient is not known, or the images make no volume
 * @param imageOrientation (0020,0037) six texts, direction of rows, then of columns; none with
 *     {@code imagePosition}
 * @param pixelSpacing (0028,0030) two texts, mm between rows, then between columns; none with
 *     {@code imagePosition}
 * @param sliceThickness (0018,0050) mm; empty when the file does not say
 */
public record SourceImage(
    Path file,
    String sopClassUid,
    String sopInstanceUid,
    Optional<Integer> frameNumber,
    List<String> imagePosition,
    List<String> imageOrientation,
    List<String> pixelSpacing,
    String sliceThickness) {
  /** Checks how many texts there are. */
  public SourceImage {
    imagePosition = List.copyOf(imagePosition);
    imageOrientation = List.copyOf(imageOrientation);
    pixelSpacing = List.copyOf(pixelSpacing);
    int given = imagePosition.size() + imageOrientation.size() + pixelSpacing.size();
    boolean complete =
        imagePosition.size() == 3 && imageOrientation.size() == 6 && pixelSpacing.size() == 2;
    if (given > 0 && !complete) {
      throw new IllegalArgumentException(
          imagePosition.size()
              + ", "
              + imageOrientation.size()
              + " and "
              + pixelSpacing.size()
              + " numbers for position, orientation and spacing, expected 3, 6 and 2, or none");
    }
    if (frameNumber.isPresent() && frameNumber.get() < 1) {
      throw new IllegalArgumentException("frame number " + frameNumber.get() + ", counted from 1");
    }
    if (sopClassUid.isBlank() || sopInstanceUid.isBlank()) {
      throw new IllegalArgumentException("an image without SOP Class or SOP Instance UID");
    }
  }

  /** Whether it says where the image lies in the patient. */
  public boolean hasPlane() {
    return !imagePosition.isEmpty();
  }
}
