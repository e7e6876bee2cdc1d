package io.github.voxelclick.dicom.series;

import io.github.voxelclick.volume.PartLetters;
import io.github.voxelclick.volume.ReadWarning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sorts images into volumes and plain slices, and names them (contract c.2): here by what must be
 * equal, then in {@link GroupStacks} by orientation, pixel spacing and place. Used once.
 */
final class SeriesAssembler {
  /** What all images of a volume have in common. */
  private record Group(
      String study,
      String series,
      String frameOfReference,
      String sopClass,
      String stackId,
      int rows,
      int columns,
      boolean grey,
      boolean localizer) {
    static Group of(ImageHeader image) {
      ImageIds ids = image.ids();
      SampleLayout pixels = image.pixels();
      return new Group(
          ids.studyUid(),
          ids.seriesUid(),
          ids.frameOfReferenceUid(),
          ids.sopClassUid(),
          image.stackId(),
          pixels.rows(),
          pixels.columns(),
          pixels.isGrey(),
          ids.localizer());
    }
  }

  private final List<ImageHeader> images;
  private final List<Refused> refused;
  private final Map<Path, List<Path>> damagedByFolder = new HashMap<>();
  private final List<Candidate> candidates = new ArrayList<>();

  /**
   * @param images all images of the scan
   * @param damaged DICOM files whose header cannot be read
   */
  SeriesAssembler(List<ImageHeader> images, List<Refused> damaged) {
    this.images = images;
    this.refused = new ArrayList<>(damaged);
    for (Refused file : damaged) {
      damagedByFolder.computeIfAbsent(folder(file.path()), f -> new ArrayList<>()).add(file.path());
    }
  }

  /** What cannot be used, after {@link #assemble}. */
  List<Refused> refused() {
    return refused;
  }

  /** The volumes and plain slices, with ids, in the order of the ids. */
  List<DicomSeries> assemble() {
    Concatenations concatenations = new Concatenations(images);
    Map<Group, List<ImageHeader>> groups = new LinkedHashMap<>();
    for (ImageHeader image : images) {
      ImageHeader checked = image.withFault(concatenations.faultOf(image));
      groups.computeIfAbsent(Group.of(image), g -> new ArrayList<>()).add(checked);
    }
    for (List<ImageHeader> members : groups.values()) {
      GroupStacks stacks = new GroupStacks(members);
      stacks.sort();
      candidates.addAll(stacks.candidates());
      refused.addAll(stacks.refused());
    }
    setLocalizersApart();
    candidates.sort(Candidate.ORDER);
    return withIds();
  }

  /** Localizers are volumes only where there is nothing else. */
  private void setLocalizersApart() {
    if (!candidates.stream().allMatch(Candidate::isLocalizer)) {
      candidates.replaceAll(c -> c.isLocalizer() ? c.asPlain(Refusals.localizer()) : c);
    }
  }

  private List<DicomSeries> withIds() {
    Map<String, Integer> parts = new HashMap<>();
    candidates.forEach(c -> parts.merge(c.seriesKey(), 1, Integer::sum));
    Map<String, Integer> numbers = new HashMap<>();
    Map<String, Integer> used = new HashMap<>();
    Map<String, Integer> highest = highestSeriesNumbers();
    List<DicomSeries> series = new ArrayList<>();
    for (Candidate c : candidates) {
      int number = numbers.computeIfAbsent(c.seriesKey(), key -> numbers.size() + 1);
      int part = used.merge(c.seriesKey(), 1, Integer::sum);
      String id = number + (parts.get(c.seriesKey()) > 1 ? PartLetters.of(part - 1) : "");
      series.add(new DicomSeries(id, c.withWarnings(withDamage(c)), highest.get(c.studyUid())));
    }
    return series;
  }

  private List<ReadWarning> withDamage(Candidate c) {
    List<Path> damaged = damagedByFolder.getOrDefault(folder(c.rank().file()), List.of());
    if (damaged.isEmpty()) {
      return c.warnings();
    }
    List<ReadWarning> warnings = new ArrayList<>(c.warnings());
    warnings.add(
        new ReadWarning(
            "unreadable-neighbours",
            damaged.get(0).getFileName()
                + (damaged.size() > 1 ? " and " + (damaged.size() - 1) + " more" : "")
                + " of the same folder cannot be read; slices may be missing."));
    return warnings;
  }

  /** The largest Series Number of each study, 0 where there is none. */
  private Map<String, Integer> highestSeriesNumbers() {
    Map<String, Integer> highest = new HashMap<>();
    for (ImageHeader image : images) {
      highest.merge(image.ids().studyUid(), Math.max(0, image.ids().seriesNumber()), Math::max);
    }
    return highest;
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().normalize().resolveSibling("");
  }
}
