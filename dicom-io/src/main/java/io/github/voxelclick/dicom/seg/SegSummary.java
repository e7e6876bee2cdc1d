package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.DicomReadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a segmentation file says of itself, to be listed before one is chosen. Immutable.
 *
 * @param file where it lies
 * @param type how it stores its segments
 * @param description Series Description, else Content Label; may be empty
 * @param contentDateTime Content Date and Time as digits, which sort by age; may be empty
 * @param segmentLabels in the order of the file
 * @param studyInstanceUid (0020,000D)
 * @param frameOfReferenceUid (0020,0052), may be empty
 * @param seriesInstanceUids of the series that it refers to; none when it does not say
 * @param imageUids SOP Instance UIDs of the images that its frames derive from; may be none
 */
public record SegSummary(
    Path file,
    SegType type,
    String description,
    String contentDateTime,
    List<String> segmentLabels,
    String studyInstanceUid,
    String frameOfReferenceUid,
    Set<String> seriesInstanceUids,
    Set<String> imageUids) {
  /** Why a segmentation belongs to a series, the best reason first. */
  public enum Match {
    /** It names the series. */
    SERIES,
    /** It names no series, but its frames derive from images of this one. */
    IMAGES,
    /** It names neither, but has the study and the frame of reference in common. */
    FRAME_OF_REFERENCE
  }

  /** Copies the collections. */
  public SegSummary {
    segmentLabels = List.copyOf(segmentLabels);
    seriesInstanceUids = Set.copyOf(seriesInstanceUids);
    imageUids = Set.copyOf(imageUids);
  }

  /**
   * Reads the header of a file.
   *
   * @throws DicomReadException when it is no segmentation of a volume, or damaged
   */
  public static SegSummary read(Path path) throws DicomReadException {
    try {
      return of(DicomFile.read(path));
    } catch (DicomValueException e) {
      throw new DicomReadException("Cannot read the segmentation: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DicomReadException(
          "Cannot read the segmentation " + path.getFileName() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Those of some files that are segmentations, the newest first. Nothing is merged: each is a
   * result of its own.
   */
  public static List<SegSummary> list(List<Path> files) {
    List<SegSummary> all = new ArrayList<>();
    for (Path file : files) {
      try {
        all.add(read(file));
      } catch (DicomReadException notOne) {
        // images and other files lie beside segmentations
      }
    }
    all.sort(
        Comparator.comparing(SegSummary::contentDateTime)
            .reversed()
            .thenComparing(summary -> summary.file().toString()));
    return all;
  }

  private static SegSummary of(DicomFile file) throws DicomReadException {
    SegObject seg = SegObject.of(file, new ArrayList<>());
    Attributes dataset = seg.dataset();
    List<String> labels = new ArrayList<>();
    for (Attributes segment : items(dataset, Tag.SegmentSequence)) {
      labels.add(segment.getString(Tag.SegmentLabel, ""));
    }
    Set<String> series = new LinkedHashSet<>();
    for (Attributes item : items(dataset, Tag.ReferencedSeriesSequence)) {
      series.add(item.getString(Tag.SeriesInstanceUID, ""));
    }
    series.remove("");
    Set<String> images = new LinkedHashSet<>();
    for (int f = 0; f < seg.frames(); f++) {
      seg.group(f, Tag.DerivationImageSequence)
          .ifPresent(
              derivation -> {
                for (Attributes image : items(derivation, Tag.SourceImageSequence)) {
                  images.add(image.getString(Tag.ReferencedSOPInstanceUID, ""));
                }
              });
    }
    images.remove("");
    String time = dataset.getString(Tag.ContentTime, "").replaceAll("\\D", "");
    return new SegSummary(
        file.path(),
        seg.type(),
        dataset.getString(Tag.SeriesDescription, dataset.getString(Tag.ContentLabel, "")),
        dataset.getString(Tag.ContentDate, "") + time,
        labels,
        dataset.getString(Tag.StudyInstanceUID, ""),
        dataset.getString(Tag.FrameOfReferenceUID, ""),
        series,
        images);
  }

  private static List<Attributes> items(Attributes dataset, int tag) {
    Sequence sequence = dataset.getSequence(tag);
    return sequence == null ? List.of() : sequence;
  }

  /** Whether and why the segmentation belongs to a series; each reason counts only for want. */
  public Optional<Match> matches(SourceSeries series) {
    if (!seriesInstanceUids.isEmpty()) {
      return when(seriesInstanceUids.contains(series.seriesInstanceUid()), Match.SERIES);
    }
    if (!imageUids.isEmpty()) {
      return when(
          series.images().stream().anyMatch(i -> imageUids.contains(i.sopInstanceUid())),
          Match.IMAGES);
    }
    return when(
        !frameOfReferenceUid.isEmpty()
            && series.frameOfReferenceUid().equals(Optional.of(frameOfReferenceUid))
            && series.studyInstanceUid().equals(studyInstanceUid),
        Match.FRAME_OF_REFERENCE);
  }

  private static Optional<Match> when(boolean holds, Match match) {
    return holds ? Optional.of(match) : Optional.empty();
  }
}
