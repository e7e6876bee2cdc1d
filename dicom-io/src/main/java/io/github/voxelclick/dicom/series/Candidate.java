package io.github.voxelclick.dicom.series;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * A volume, or plain slices, that still has no id.
 *
 * @param rank its place among those of its series; equal ones keep their order
 * @param images in slice order
 * @param geometry with the relation of the slices
 * @param variant what tells it from others of its series, may be empty
 * @param plainReason why it is no volume; empty for a volume
 * @param warnings what was tolerated
 */
record Candidate(
    Rank rank,
    List<ImageHeader> images,
    VolumeGeometry geometry,
    String variant,
    String plainReason,
    List<ReadWarning> warnings) {
  /**
   * What orders the parts of a series.
   *
   * @param instance lowest Instance Number
   * @param file first file by name
   * @param frame first frame
   */
  record Rank(int instance, Path file, int frame) {
    /** Of images that stay together, whatever they are divided into. */
    static Rank of(List<ImageHeader> images) {
      return new Rank(
          images.stream().mapToInt(image -> image.ids().instanceNumber()).min().orElse(-1),
          images.stream().map(ImageHeader::file).min(Comparator.naturalOrder()).orElseThrow(),
          images.stream().mapToInt(ImageHeader::frame).min().orElse(0));
    }
  }

  /** The order of ids: series as the scanner counts them, volumes before plain slices. */
  static final Comparator<Candidate> ORDER =
      Comparator.comparingInt(Candidate::seriesNumber)
          .thenComparing(Candidate::seriesKey)
          .thenComparing(Candidate::isPlain)
          .thenComparingInt(candidate -> candidate.rank.instance())
          .thenComparing(candidate -> candidate.rank.file())
          .thenComparingInt(candidate -> candidate.rank.frame());

  Candidate {
    images = List.copyOf(images);
    warnings = List.copyOf(warnings);
  }

  private int seriesNumber() {
    int number = images.get(0).ids().seriesNumber();
    return number < 0 ? Integer.MAX_VALUE : number;
  }

  String studyUid() {
    return images.get(0).ids().studyUid();
  }

  String seriesKey() {
    return studyUid() + "\n" + images.get(0).ids().seriesUid();
  }

  boolean isLocalizer() {
    return images.get(0).ids().localizer();
  }

  boolean isPlain() {
    return !plainReason.isEmpty();
  }

  /** The same images as plain slices. */
  Candidate asPlain(String reason) {
    return new Candidate(
        rank, images, geometry.withRelation(SliceRelation.UNRELATED), variant, reason, warnings);
  }

  Candidate withWarnings(List<ReadWarning> all) {
    return new Candidate(rank, images, geometry, variant, plainReason, all);
  }

  /**
   * The same without some images, which leave gaps.
   *
   * @param reasons why each is left out, by slice; at least one slice is left
   * @throws GeometryException when the others span no volume
   */
  Candidate without(SortedMap<Integer, String> reasons) throws GeometryException {
    List<ImageHeader> kept = new ArrayList<>();
    List<ImageHeader> left = new ArrayList<>();
    for (int k = 0; k < images.size(); k++) {
      boolean usable = !reasons.containsKey(k);
      (usable ? kept : left).add(images.get(k).withFault(reasons.getOrDefault(k, "")));
    }
    List<ReadWarning> all = new ArrayList<>(warnings);
    all.add(Refusals.leftOut(left));
    if (isPlain()) {
      VolumeGeometry shorter = PlainSlices.geometry(kept, geometry.relation());
      return new Candidate(rank, kept, shorter, variant, plainReason, all);
    }
    StackGeometry grid =
        new StackGeometry(kept, left.stream().map(image -> image.plane().position()).toList());
    VolumeGeometry gappy = grid.build();
    grid.warnings().stream()
        .filter(found -> warnings.stream().noneMatch(w -> w.code().equals(found.code())))
        .forEach(all::add);
    return new Candidate(rank, kept, gappy, variant, plainReason, all);
  }
}
