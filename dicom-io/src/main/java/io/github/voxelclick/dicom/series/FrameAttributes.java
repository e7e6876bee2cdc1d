package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.volume.DicomReadException;

/** What a file says of each of its frames, as if each were a file of its own. */
@FunctionalInterface
interface FrameAttributes {
  /**
   * The attributes of one frame.
   *
   * @param frame from 0
   * @return to be read only
   * @throws DicomReadException when what describes the frames contradicts itself
   */
  Attributes of(int frame) throws DicomReadException;

  /** Chooses by what describes the frames of a data set. */
  static FrameAttributes in(Attributes dataset) {
    if (dataset.containsValue(Tag.PerFrameFunctionalGroupsSequence)
        || dataset.containsValue(Tag.SharedFunctionalGroupsSequence)) {
      return new FunctionalGroupReader(dataset);
    }
    if (NuclearVectors.describe(dataset)) {
      return new NuclearVectors(dataset);
    }
    if (dataset.getString(Tag.SOPClassUID, "").equals(UID.RTDoseStorage)) {
      return new DoseFrames(dataset);
    }
    return frame -> dataset;
  }
}
