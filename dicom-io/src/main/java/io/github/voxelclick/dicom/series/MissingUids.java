package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.ReadWarning;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Fills in what anonymisers emptied and a segmentation cannot do without: the UIDs of study and
 * series, derived from those that are left, so that each reading gives the same.
 */
final class MissingUids {
  private MissingUids() {}

  /**
   * Completes a data set.
   *
   * @param dataset of the first image; changed
   * @param ids the same image's
   * @return one warning when study or series had no UID
   */
  static List<ReadWarning> fill(Attributes dataset, ImageIds ids) {
    dataset.setString(Tag.SOPClassUID, VR.UI, ids.sopClassUid());
    dataset.setString(Tag.SOPInstanceUID, VR.UI, ids.sopInstanceUid());
    String stem =
        ids.frameOfReferenceUid().isEmpty() ? ids.sopInstanceUid() : ids.frameOfReferenceUid();
    List<String> filled = new ArrayList<>();
    if (ids.studyUid().isEmpty()) {
      dataset.setString(Tag.StudyInstanceUID, VR.UI, derived("study " + stem));
      filled.add("study");
    }
    if (ids.seriesUid().isEmpty()) {
      String name = "series " + ids.seriesNumber() + " " + ids.modality() + " " + stem;
      dataset.setString(Tag.SeriesInstanceUID, VR.UI, derived(name));
      filled.add("series");
    }
    return filled.isEmpty()
        ? List.of()
        : List.of(
            new ReadWarning(
                "missing-uids",
                "The images have no UID of their "
                    + String.join(" and ", filled)
                    + "; one was derived, and a PACS will file the segmentation apart from them."));
  }

  /** A UID of PS3.5 B.2 from a name-based UUID. */
  private static String derived(String name) {
    UUID uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    String hex = uuid.toString().replace("-", "");
    return "2.25." + new BigInteger(hex, 16);
  }
}
