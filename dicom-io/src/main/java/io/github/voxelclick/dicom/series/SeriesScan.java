package io.github.voxelclick.dicom.series;

import java.util.List;

/**
 * What a look at many files found.
 *
 * @param series volumes that can be loaded, in the order of their ids
 * @param refused images that cannot be used, and DICOM files that cannot be read
 * @param otherObjects DICOM objects that are no images, such as reports, plans and segmentations
 * @param notDicom files that are not DICOM, each with what was found
 */
public record SeriesScan(
    List<DicomSeries> series,
    List<Refused> refused,
    List<Refused> otherObjects,
    List<Refused> notDicom) {
  /** Copies the lists. */
  public SeriesScan {
    series = List.copyOf(series);
    refused = List.copyOf(refused);
    otherObjects = List.copyOf(otherObjects);
    notDicom = List.copyOf(notDicom);
  }

  /** How many series the volumes come from: the highest number in an id. */
  public int seriesCount() {
    if (series.isEmpty()) {
      return 0;
    }
    String last = series.get(series.size() - 1).id();
    return Integer.parseInt(last.replaceAll("[a-z]+$", ""));
  }
}
