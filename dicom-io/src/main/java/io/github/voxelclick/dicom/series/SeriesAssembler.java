package io.github.voxelclick.dicom.series;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sorts images into volumes: by what must be equal, then by orientation and pixel spacing, then by
 * place (contract c.2). What does not make a trustworthy volume is refused. Used once.
 */
final class SeriesAssembler {
  /** What all images of a volume have in common. */
  private record Group(
      String study,
      String series,
      String frameOfReference,
      String sopClass,
      int rows,
      int columns,
      boolean grey,
      boolean localizer) {
    static Group of(ImageHeader image) {
      ImageHeader.Ids ids = image.ids();
      SampleLayout pixels = image.pixels();
      return new Group(
          ids.studyUid(),
          ids.seriesUid(),
          ids.frameOfReferenceUid(),
          ids.sopClassUid(),
          pixels.rows(),
          pixels.columns(),
          pixels.isGrey(),
          ids.localizer());
    }
  }

  /** A volume that still has no id. */
  private record Candidate(
      Group group, List<ImageHeader> images, VolumeGeometry geometry, List<ReadWarning> warnings) {
    int seriesNumber() {
      int number = images.get(0).ids().seriesNumber();
      return number < 0 ? Integer.MAX_VALUE : number;
    }

    int firstInstance() {
      return images.stream().mapToInt(image -> image.ids().instanceNumber()).min().orElse(-1);
    }

    Path firstFile() {
      return images.stream().map(ImageHeader::file).min(Comparator.naturalOrder()).orElseThrow();
    }

    String seriesKey() {
      return group.study() + "\n" + group.series();
    }
  }

  private final List<ImageHeader> images;
  private final List<Refused> refused;
  private final Set<Path> foldersWithDamage = new HashSet<>();
  private final List<Candidate> candidates = new ArrayList<>();

  /**
   * @param images all images of the scan
   * @param damaged DICOM files whose header cannot be read
   */
  SeriesAssembler(List<ImageHeader> images, List<Refused> damaged) {
    this.images = images;
    this.refused = new ArrayList<>(damaged);
    for (Refused file : damaged) {
      foldersWithDamage.add(folder(file.path()));
    }
  }

  /** What makes no volume, after {@link #assemble}. */
  List<Refused> refused() {
    return refused;
  }

  /** The volumes, with ids, in the order of the ids. */
  List<DicomSeries> assemble() {
    Map<Group, List<ImageHeader>> groups = new LinkedHashMap<>();
    for (ImageHeader image : images) {
      groups.computeIfAbsent(Group.of(image), g -> new ArrayList<>()).add(image);
    }
    groups.forEach((group, members) -> stacks(group, members));
    setLocalizersApart();
    candidates.sort(
        Comparator.comparingInt(Candidate::seriesNumber)
            .thenComparing(Candidate::seriesKey)
            .thenComparingInt(Candidate::firstInstance)
            .thenComparing(Candidate::firstFile));
    return withIds();
  }

  private void stacks(Group group, List<ImageHeader> members) {
    List<ReadWarning> warnings = new ArrayList<>();
    Map<String, ImageHeader> byUid = new LinkedHashMap<>();
    for (ImageHeader image : members) {
      ImageHeader known = byUid.get(image.ids().sopInstanceUid());
      if (known == null || !known.fault().isEmpty()) {
        byUid.put(image.ids().sopInstanceUid(), image); // of two copies the undamaged one
      } else if (image.fault().isEmpty() && !known.isCopyOf(image)) {
        refused.add(new Refused(image.file(), Refusals.sameUid(known, image)));
        return;
      }
    }
    List<ImageHeader> distinct = List.copyOf(byUid.values());
    if (distinct.size() < members.size()) {
      warnings.add(
          new ReadWarning(
              "duplicate-files",
              members.size()
                  - distinct.size()
                  + " files repeat an image that was already found (same SOP Instance UID)."));
    }
    List<ImageHeader> faulty = distinct.stream().filter(i -> !i.fault().isEmpty()).toList();
    if (!faulty.isEmpty()) {
      Path file = faulty.get(0).file();
      refused.add(new Refused(file, Refusals.faulty(faulty, distinct.size())));
      return;
    }
    List<List<ImageHeader>> clusters = clusters(distinct);
    List<ImageHeader> single = new ArrayList<>();
    for (List<ImageHeader> cluster : clusters) {
      if (cluster.size() == 1 && clusters.size() > 1) {
        single.add(cluster.get(0));
      } else {
        addCandidate(group, ImageStack.of(cluster), warnings);
      }
    }
    if (!single.isEmpty()) {
      refused.add(
          new Refused(
              single.get(0).file(),
              Refusals.oddOrientations(single, distinct.size(), clusters.size())));
    }
  }

  private static List<List<ImageHeader>> clusters(List<ImageHeader> members) {
    List<List<ImageHeader>> clusters = new ArrayList<>();
    for (ImageHeader image : members) {
      List<ImageHeader> home = null;
      for (List<ImageHeader> cluster : clusters) {
        ImagePlane plane = cluster.get(0).plane();
        if (home == null
            && image.plane().isParallelTo(plane)
            && image.plane().hasSpacingOf(plane)) {
          home = cluster;
        }
      }
      if (home == null) {
        home = new ArrayList<>();
        clusters.add(home);
      }
      home.add(image);
    }
    return clusters;
  }

  private void addCandidate(Group group, ImageStack stack, List<ReadWarning> groupWarnings) {
    Path file = stack.images().get(0).file();
    List<List<ImageHeader>> places = stack.byPlace();
    if (places.size() < stack.size()) {
      refused.add(new Refused(file, Refusals.samePlace(places)));
      return;
    }
    StackGeometry grid = new StackGeometry(stack.images());
    try {
      VolumeGeometry geometry = grid.build();
      List<ReadWarning> warnings = new ArrayList<>(groupWarnings);
      warnings.addAll(grid.warnings());
      warnings.addAll(
          FileWarnings.summary(stack.images().stream().map(ImageHeader::warnings).toList()));
      candidates.add(new Candidate(group, stack.images(), geometry, warnings));
    } catch (GeometryException e) {
      refused.add(new Refused(file, file.getFileName() + ": " + e.getMessage()));
    }
  }

  /** Localizers are volumes only where there is nothing else. */
  private void setLocalizersApart() {
    if (candidates.stream().allMatch(c -> c.group().localizer())) {
      return;
    }
    for (Candidate c : candidates) {
      if (c.group().localizer()) {
        refused.add(
            new Refused(
                c.firstFile(),
                c.firstFile().getFileName()
                    + ": "
                    + c.images().size()
                    + " localizer images were set apart from the volumes. Open them alone to use"
                    + " them."));
      }
    }
    candidates.removeIf(c -> c.group().localizer());
  }

  private List<DicomSeries> withIds() {
    Map<String, Integer> parts = new HashMap<>();
    candidates.forEach(c -> parts.merge(c.seriesKey(), 1, Integer::sum));
    Map<String, Integer> numbers = new HashMap<>();
    Map<String, Integer> used = new HashMap<>();
    List<DicomSeries> series = new ArrayList<>();
    for (Candidate c : candidates) {
      int number = numbers.computeIfAbsent(c.seriesKey(), key -> numbers.size() + 1);
      int part = used.merge(c.seriesKey(), 1, Integer::sum);
      String id = number + (parts.get(c.seriesKey()) > 1 ? letters(part) : "");
      series.add(
          new DicomSeries(
              id, c.images(), c.geometry(), withDamage(c), highestSeriesNumber(c.group().study())));
    }
    return series;
  }

  /** 1 → a, 26 → z, 27 → aa, as columns of a spreadsheet. */
  private static String letters(int part) {
    StringBuilder letters = new StringBuilder();
    for (int n = part; n > 0; n = (n - 1) / 26) {
      letters.insert(0, (char) ('a' + (n - 1) % 26));
    }
    return letters.toString();
  }

  private List<ReadWarning> withDamage(Candidate c) {
    List<ReadWarning> warnings = new ArrayList<>(c.warnings());
    if (foldersWithDamage.contains(folder(c.firstFile()))) {
      warnings.add(
          new ReadWarning(
              "unreadable-neighbours",
              "DICOM files of the same folder cannot be read; slices may be missing."));
    }
    return warnings;
  }

  private int highestSeriesNumber(String study) {
    return images.stream()
        .filter(image -> image.ids().studyUid().equals(study))
        .mapToInt(image -> image.ids().seriesNumber())
        .reduce(0, Math::max);
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().normalize().resolveSibling("");
  }
}
