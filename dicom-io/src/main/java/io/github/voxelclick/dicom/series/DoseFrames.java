package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.WorldPoint;

/**
 * The frames of an RT dose (PS3.3 C.8.8.3): Grid Frame Offset Vector says how far each lies from
 * the first along the normal, or, where it does not begin with 0, at which patient z; Dose Grid
 * Scaling takes the place of Rescale Slope.
 */
final class DoseFrames implements FrameAttributes {
  /** How far a normal may differ from the patient's z axis for offsets to be places along it. */
  private static final double ALONG_Z = 1e-3;

  private final Attributes dataset;
  private final double[] offsetsMm;

  DoseFrames(Attributes dataset) {
    this.dataset = dataset;
    double[] offsets;
    try {
      offsets = dataset.getDoubles(Tag.GridFrameOffsetVector);
    } catch (DicomValueException e) {
      offsets = null; // more than one frame then has no place
    }
    offsetsMm = offsets == null ? new double[] {0} : offsets;
  }

  @Override
  public Attributes of(int frame) throws DicomReadException {
    Attributes attributes = new Attributes(dataset);
    String scaling = dataset.getString(Tag.DoseGridScaling, "");
    if (!scaling.isEmpty()) {
      attributes.setString(Tag.RescaleSlope, VR.DS, scaling);
    }
    if (frame >= offsetsMm.length || !Double.isFinite(offsetsMm[frame])) {
      attributes.remove(Tag.ImagePositionPatient);
    } else if (frame > 0 && attributes.containsValue(Tag.ImagePositionPatient)) {
      ImagePlane first = ImagePlane.of(attributes);
      ImagePlane.setPosition(attributes, place(first, frame));
    }
    return attributes;
  }

  private WorldPoint place(ImagePlane first, int frame) throws DicomReadException {
    double beyondFirst = offsetsMm[frame] - offsetsMm[0];
    WorldPoint direction = first.normal();
    if (offsetsMm[0] != 0) {
      if (Math.abs(direction.z()) < 1 - ALONG_Z) {
        throw new DicomReadException(
            "Grid Frame Offset Vector (3004,000C) counts along the patient's z axis while the"
                + " frames are oblique to it; expected offsets that begin with 0.");
      }
      direction = new WorldPoint(0, 0, 1);
    }
    return first.position().plus(direction.times(beyondFirst));
  }
}
