package io.github.voxelclick.report;

import io.github.voxelclick.provenance.ProvenanceException;
import io.github.voxelclick.volume.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the provenance of many cases tells together. Immutable.
 *
 * @param files that were read
 * @param setAside segments of earlier saves of the same case, which do not count
 * @param unreadable what was not read
 * @param first when the first of the segments was done; empty for none
 * @param last when the last one was
 * @param unit in which drift is told
 * @param figures of every group, by level, model, structure, reader
 */
public record CaseReport(
    int files,
    int setAside,
    List<CaseFolder.Unreadable> unreadable,
    Optional<Instant> first,
    Optional<Instant> last,
    Drift.Unit unit,
    List<GroupFigures> figures) {

  private static final Comparator<Group> ORDER =
      Comparator.comparing(Group::level)
          .thenComparing(g -> g.maker().orElse(Maker.NONE))
          .thenComparing(g -> g.structure().orElse(""))
          .thenComparing(g -> g.reader().orElse(""));

  /** Takes lists as they are at this moment. */
  public CaseReport {
    unreadable = List.copyOf(unreadable);
    figures = List.copyOf(figures);
  }

  /**
   * Reads all provenance files below a folder.
   *
   * @param folder is not changed; links in it are not followed
   * @throws ProvenanceException when the folder cannot be read or holds too much
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public static CaseReport of(Path folder, Progress progress) throws ProvenanceException {
    return of(CaseFolder.read(folder, progress));
  }

  static CaseReport of(CaseFolder.Content content) {
    List<CaseSegment> segments = content.segments();
    Drift.Unit unit = Drift.Unit.of(segments);
    Map<String, String> names = names(segments);
    Map<Group, GroupContent> groups = new LinkedHashMap<>();
    for (Group.Level level : Group.Level.values()) {
      for (CaseSegment segment : segments) {
        add(groups, names, level, segment);
      }
    }
    groups.computeIfAbsent(
        new Group(Group.Level.ALL, Optional.empty(), Optional.empty(), Optional.empty()),
        g -> new GroupContent());
    List<GroupFigures> figures =
        groups.entrySet().stream()
            .sorted(Map.Entry.comparingByKey(ORDER))
            .map(e -> GroupFigures.of(e.getKey(), e.getValue(), unit))
            .toList();
    return new CaseReport(
        content.files(),
        content.setAside(),
        content.unreadable(),
        segments.stream().map(CaseSegment::done).min(Instant::compareTo),
        segments.stream().map(CaseSegment::done).max(Instant::compareTo),
        unit,
        figures);
  }

  private static void add(
      Map<Group, GroupContent> groups,
      Map<String, String> names,
      Group.Level level,
      CaseSegment segment) {
    groups
        .computeIfAbsent(group(level, names, segment, segment.maker()), g -> new GroupContent())
        .add(segment);
    for (MadeSlice made : segment.made()) {
      groups
          .computeIfAbsent(group(level, names, segment, made.maker()), g -> new GroupContent())
          .add(new GroupContent.Slice(segment, made));
    }
  }

  private static Group group(
      Group.Level level, Map<String, String> names, CaseSegment segment, Maker maker) {
    return new Group(
        level,
        level.tellsMakers() ? Optional.of(maker) : Optional.empty(),
        level.tellsStructures()
            ? Optional.ofNullable(names.get(segment.structure()))
            : Optional.empty(),
        level.tellsReaders() ? Optional.of(segment.reader()) : Optional.empty());
  }

  /** What most call each structure, the first by name of several; unique. */
  private static Map<String, String> names(List<CaseSegment> segments) {
    Map<String, Map<String, Integer>> spellings = new TreeMap<>();
    for (CaseSegment segment : segments) {
      spellings
          .computeIfAbsent(segment.structure(), s -> new TreeMap<>())
          .merge(segment.structureName(), 1, Integer::sum);
    }
    Map<String, String> names = new HashMap<>();
    Map<String, Integer> taken = new HashMap<>();
    spellings.forEach(
        (structure, counts) -> {
          int most = counts.values().stream().mapToInt(n -> n).max().orElseThrow();
          String name =
              counts.entrySet().stream()
                  .filter(e -> e.getValue() == most)
                  .map(Map.Entry::getKey)
                  .findFirst()
                  .orElseThrow();
          // A code and a label may be called the same, and are still two.
          int before = taken.merge(name, 1, Integer::sum);
          names.put(structure, before == 1 ? name : name + " [" + structure + "]");
        });
    return names;
  }

  /** The figures of one level. */
  public List<GroupFigures> of(Group.Level level) {
    return figures.stream().filter(f -> f.group().level() == level).toList();
  }

  /** The figures of all together. */
  public GroupFigures all() {
    return of(Group.Level.ALL).get(0);
  }
}
