package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.UIDUtils;
import io.github.voxelclick.dicom.series.SourceSeries;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Study and series of a source. Anonymised images may have these UIDs empty while a SEG must not:
 * then they are derived from the first image's SOP Instance UID, the same at every save.
 */
final class SourceUids {
  private SourceUids() {}

  static String study(SourceSeries source) {
    return orDerived(source.studyInstanceUid(), "study", source);
  }

  static String series(SourceSeries source) {
    return orDerived(source.seriesInstanceUid(), "series", source);
  }

  /** Whether one of the two had to be derived. */
  static boolean areDerived(SourceSeries source) {
    return source.studyInstanceUid().isEmpty() || source.seriesInstanceUid().isEmpty();
  }

  private static String orDerived(String uid, String role, SourceSeries source) {
    if (!uid.isEmpty()) {
      return uid;
    }
    String name = role + " of " + source.images().get(0).sopInstanceUid();
    return UIDUtils.createUID(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }
}
