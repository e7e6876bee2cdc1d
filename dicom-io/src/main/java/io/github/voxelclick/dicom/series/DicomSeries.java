package io.github.voxelclick.dicom.series;

import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.PetUnit;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Images that make one volume, or one stack of plain slices, known from their headers: a series, or
 * a part of one. {@link DicomVolumeLoader} reads its samples. Immutable.
 */
public final class DicomSeries {
  private final String id;
  private final Candidate content;
  private final int highestSeriesNumber;

  DicomSeries(String id, Candidate content, int highestSeriesNumber) {
    this.id = id;
    this.content = content;
    this.highestSeriesNumber = highestSeriesNumber;
  }

  /**
   * Short name within one scan: series are counted from 1 in the order of Series Number (those
   * without one last), then Series Instance UID; a letter is added (2a, 2b) where one series makes
   * several volumes or stacks of plain slices: volumes first, then in the order of their first
   * Instance Number.
   */
  public String id() {
    return id;
  }

  /** (0020,000E); empty where the files lack it. */
  public String seriesInstanceUid() {
    return images().get(0).ids().seriesUid();
  }

  /** (0020,000D); empty where the files lack it. */
  public String studyInstanceUid() {
    return images().get(0).ids().studyUid();
  }

  /** Bytes that the samples take in memory once they are read. */
  public long memoryBytes() {
    return geometry().size().voxels() * new SliceStore(images()).bytesPerVoxel();
  }

  /** (0008,0060), such as CT; may be empty. */
  public String modality() {
    return images().get(0).ids().modality();
  }

  /** (0008,103E); may be empty. */
  public String description() {
    return images().get(0).ids().seriesDescription();
  }

  /**
   * What tells this volume from the others of its series, such as {@code echo time 15}; empty where
   * there is nothing to tell. Never a date or time of day.
   */
  public String variant() {
    return content.variant();
  }

  /** Why the images are no volume but plain slices; empty for a volume. */
  public String plainReason() {
    return content.plainReason();
  }

  /** Grid and place of the volume. */
  public VolumeGeometry geometry() {
    return content.geometry();
  }

  /** How the middle slice wants to be shown, the preferred way first. */
  public List<DisplayPreset> presets() {
    return images().get(images().size() / 2).values().display().presets();
  }

  /** What the values of a PET series are and how they become SUV; empty for other modalities. */
  public Optional<PetUnit> petUnit() {
    List<PetFacts> facts = images().stream().flatMap(image -> image.pet().stream()).toList();
    return facts.size() < images().size()
        ? Optional.empty()
        : Optional.of(SuvScale.of(facts, !content.variant().isEmpty()));
  }

  /** The files, {@code files().get(k)} of slice k; the frames of a file repeat it. */
  public List<Path> files() {
    return images().stream().map(ImageHeader::file).toList();
  }

  /** The UIDs of the transfer syntaxes that occur, ascending. */
  public List<String> transferSyntaxes() {
    return images().stream().map(i -> i.pixels().transferSyntax()).distinct().sorted().toList();
  }

  /** What the headers made the reader tolerate. */
  public List<ReadWarning> warnings() {
    return content.warnings();
  }

  /**
   * What a segmentation refers to, in slice order. Images that make no volume refer to each other
   * in nothing, and keep their places to themselves.
   */
  List<SourceImage> sourceImages() {
    boolean volume = !content.isPlain();
    return images().stream().map(image -> image.toSourceImage(volume)).toList();
  }

  /**
   * The series without images whose pixels turned out not to be readable.
   *
   * @param reasons by slice, at least one slice left out
   * @throws GeometryException when the others span no volume
   */
  DicomSeries without(SortedMap<Integer, String> reasons) throws GeometryException {
    return new DicomSeries(id, content.without(reasons), highestSeriesNumber);
  }

  /** In slice order. */
  List<ImageHeader> images() {
    return content.images();
  }

  int highestSeriesNumber() {
    return highestSeriesNumber;
  }
}
