package io.github.voxelclick.report;

import io.github.voxelclick.provenance.ProvenanceException;
import io.github.voxelclick.provenance.ProvenanceFile;
import io.github.voxelclick.provenance.ProvenanceJson;
import io.github.voxelclick.provenance.SegmentProvenance;
import io.github.voxelclick.volume.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All provenance files below a folder. Links are not followed; what cannot be read is listed and
 * does not stop the rest. Stateless.
 */
public final class CaseFolder {
  /** Folders within folders that are looked into. */
  static final int DEPTH = 16;

  /** Most files of any kind that are passed, and most provenance files that are read. */
  static final int MOST_ENTRIES = 2_000_000;

  static final int MOST_FILES = 100_000;

  /** Most slices in memory; each takes about 100 bytes. */
  static final int MOST_SLICES = 5_000_000;

  private CaseFolder() {}

  /**
   * A file or folder that was not read.
   *
   * @param file within the folder, with slashes
   * @param reason a sentence for people
   */
  public record Unreadable(String file, String reason) {}

  /**
   * What was found.
   *
   * @param files that were read
   * @param segments that count, in a fixed order
   * @param setAside segments of earlier saves of the same case
   * @param unreadable what was not read, by name
   */
  record Content(int files, List<CaseSegment> segments, int setAside, List<Unreadable> unreadable) {
    Content {
      segments = List.copyOf(segments);
      unreadable = List.copyOf(unreadable);
    }
  }

  /** What makes two saves one case. */
  private record Identity(String fingerprint, String reader, int number, String label) {
    Identity(CaseSegment segment) {
      this(
          segment.fingerprint(),
          segment.reader(),
          segment.number(),
          CaseSegment.folded(segment.label()));
    }
  }

  /**
   * Reads a folder and all below it.
   *
   * @throws ProvenanceException when the folder itself cannot be read, or holds too much
   */
  static Content read(Path folder, Progress progress) throws ProvenanceException {
    Visit visit;
    try {
      visit = new Visit(folder, folder.toRealPath());
      Files.walkFileTree(visit.root, Set.of(), DEPTH + 1, visit);
    } catch (IOException e) {
      throw new ProvenanceException(
          "Cannot read the folder " + folder + ". Check that it is there and may be opened.", e);
    }
    if (visit.fault != null) {
      throw visit.fault;
    }
    visit.files.sort(Comparator.comparing(Path::toString));
    List<CaseSegment> all = new ArrayList<>();
    int read = 0;
    long slices = 0;
    for (Path file : visit.files) {
      progress.checkCancelled();
      progress.update(read, visit.files.size());
      try {
        ProvenanceFile document = ProvenanceJson.readWithoutEntries(file);
        for (SegmentProvenance segment : document.segments()) {
          slices += segment.slices().size();
          all.add(CaseSegment.of(document, segment));
        }
        read++;
      } catch (ProvenanceException e) {
        visit.unreadable.add(new Unreadable(visit.name(file), String.valueOf(e.getMessage())));
      }
      if (slices > MOST_SLICES) {
        throw tooMuch(folder, "slices", MOST_SLICES);
      }
    }
    Collection<CaseSegment> latest = latest(all);
    visit.unreadable.sort(Comparator.comparing(Unreadable::file));
    return new Content(read, List.copyOf(latest), all.size() - latest.size(), visit.unreadable);
  }

  /** Of several saves of one case the latest; of those of the same second the last by name. */
  private static Collection<CaseSegment> latest(List<CaseSegment> all) {
    Map<Identity, CaseSegment> latest = new HashMap<>();
    for (CaseSegment segment : all) {
      latest.merge(
          new Identity(segment),
          segment,
          (before, now) -> now.saved().isBefore(before.saved()) ? before : now);
    }
    return latest.values().stream()
        .sorted(
            Comparator.comparing(CaseSegment::done)
                .thenComparing(CaseSegment::fingerprint)
                .thenComparing(CaseSegment::reader)
                .thenComparingInt(CaseSegment::number)
                .thenComparing(CaseSegment::label))
        .toList();
  }

  private static ProvenanceException tooMuch(Path folder, String what, int most) {
    return new ProvenanceException(
        "Cannot report on "
            + folder
            + ": there are more than "
            + most
            + " "
            + what
            + " below it, expected at most as many. Choose a folder within it.");
  }

  /** Collects files. */
  private static final class Visit extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Path root;
    private final List<Path> files = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private int entries;
    private @Nullable ProvenanceException fault;

    Visit(Path folder, Path root) {
      this.folder = folder;
      this.root = root;
    }

    String name(Path path) {
      return root.relativize(path).toString().replace(File.separatorChar, '/');
    }

    private FileVisitResult stop(String what, int most) {
      fault = tooMuch(folder, what, most);
      return FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (++entries > MOST_ENTRIES) {
        return stop("files", MOST_ENTRIES);
      }
      if (attributes.isDirectory()) {
        unreadable.add(
            new Unreadable(
                name(file),
                "This folder lies deeper than " + DEPTH + " folders, which is not looked into."));
      } else if (file.toString().endsWith(ProvenanceJson.ENDING)) {
        if (!attributes.isRegularFile()) {
          unreadable.add(
              new Unreadable(name(file), "This is a link or no file, which is not followed."));
        } else if (files.size() == MOST_FILES) {
          return stop("files *" + ProvenanceJson.ENDING, MOST_FILES);
        } else {
          files.add(file);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(root)) {
        throw e;
      }
      unreadable.add(
          new Unreadable(name(file), "This cannot be opened: " + e.getClass().getSimpleName()));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) {
      if (e != null) {
        unreadable.add(
            new Unreadable(
                name(dir), "This folder was not read to its end: " + e.getClass().getSimpleName()));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
