package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.DicomReadException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The frames of a nuclear medicine image (PS3.3 C.8.4.8 and C.8.4.11): vectors with one number per
 * frame say which slice, time slot, energy window … a frame belongs to. The first slice lies where
 * the detector's item says; the others follow at Spacing Between Slices along the normal, or
 * against it where the spacing is negative.
 */
final class NuclearVectors implements FrameAttributes {
  /** Vectors that tell images of one place apart. */
  private static final List<Integer> VECTORS =
      List.of(
          Tag.EnergyWindowVector,
          Tag.DetectorVector,
          Tag.PhaseVector,
          Tag.RRIntervalVector,
          Tag.TimeSlotVector,
          Tag.SliceVector,
          Tag.TimeSliceVector);

  /** Vectors of images that are not slices: views from around the patient. */
  private static final List<Integer> VIEWS = List.of(Tag.RotationVector, Tag.AngularViewVector);

  private final Attributes dataset;
  private final Map<Integer, int[]> vectors = new HashMap<>();

  NuclearVectors(Attributes dataset) {
    this.dataset = dataset;
    for (int tag : VECTORS) {
      try {
        int[] values = dataset.getInts(tag);
        vectors.put(tag, values == null ? new int[0] : values);
      } catch (DicomValueException e) {
        vectors.put(tag, new int[0]); // no frame then has a value
      }
    }
  }

  /** Whether a data set has frames that vectors describe. */
  static boolean describe(Attributes dataset) {
    return dataset.containsValue(Tag.DetectorInformationSequence)
        && VECTORS.stream().anyMatch(dataset::containsValue);
  }

  @Override
  public Attributes of(int frame) throws DicomReadException {
    Attributes attributes = new Attributes(dataset);
    vectors.forEach(
        (tag, values) -> {
          if (frame < values.length) {
            attributes.setInt(tag, VR.US, values[frame]);
          } else {
            attributes.remove(tag);
          }
        });
    if (VIEWS.stream().noneMatch(dataset::containsValue)) {
      place(attributes);
    }
    return attributes;
  }

  private void place(Attributes attributes) throws DicomReadException {
    int slice = attributes.getInt(Tag.SliceVector, 0);
    int item = Math.max(1, attributes.getInt(Tag.DetectorVector, 1)) - 1;
    Attributes detector = dataset.getNestedDataset(Tag.DetectorInformationSequence, item);
    if (slice < 1 || detector == null) {
      return;
    }
    attributes.addSelected(detector, Tag.ImageOrientationPatient, Tag.ImagePositionPatient);
    if (!attributes.containsValue(Tag.ImagePositionPatient) || slice == 1) {
      return;
    }
    try {
      ImagePlane first = ImagePlane.of(attributes);
      double steps = slice - 1.0;
      double mm = dataset.getDouble(Tag.SpacingBetweenSlices, 0);
      if (mm == 0 || !Double.isFinite(mm)) {
        throw new DicomReadException(
            "Spacing Between Slices (0018,0088) is missing, so the places of slices behind the"
                + " first are not known.");
      }
      ImagePlane.setPosition(attributes, first.position().plus(first.normal().times(steps * mm)));
    } catch (DicomValueException e) {
      throw new DicomReadException(e.getMessage(), e);
    }
  }
}
