package io.github.voxelclick.plugin.save;

import io.github.voxelclick.plugin.save.SaveSubject.Candidate;
import io.github.voxelclick.plugin.task.MaskFileFormat;
import io.github.voxelclick.plugin.task.MaskFiles;
import io.github.voxelclick.plugin.task.ProvenanceBeside;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a person has chosen in the dialog so far, sensible or not. Immutable.
 *
 * @param segments numbers of those with a tick
 * @param target where to
 * @param path as typed; of no meaning without a file
 * @param reference for a DICOM file of a volume that is none: the series it came from, as typed
 * @param named whether the reader's name is to stand in the file
 * @param reader that name, as typed
 * @param provenance whether the file beside is written
 */
record SaveChoice(
    Set<Integer> segments,
    SaveTarget target,
    String path,
    String reference,
    boolean named,
    String reader,
    boolean provenance) {
  private static final String FOLDER = "folder";
  private static final String TARGET = "target";
  private static final String NAMED = "reader";
  private static final String PROVENANCE = "provenance";

  /** No folder has so many of our files that a name is looked for further. */
  private static final int MOST_PROPOSALS = 999;

  SaveChoice {
    segments = Set.copyOf(segments);
  }

  /**
   * What the dialog begins with: all segments that have a voxel, and what was chosen last.
   *
   * @param reader the name that is known, if any; without one none is put into a file
   */
  static SaveChoice first(SaveSubject subject, SaveMemory memory, Optional<String> reader) {
    SaveTarget target =
        memory
            .get(targetKey(subject.isDicom()))
            .flatMap(SaveChoice::target)
            .orElse(subject.isDicom() ? SaveTarget.SEG : SaveTarget.NIFTI);
    return new SaveChoice(
        subject.segments().stream()
            .filter(s -> !s.isEmpty())
            .map(Candidate::number)
            .collect(Collectors.toSet()),
        target,
        proposal(folder(memory), target).map(Path::toString).orElse(""),
        "",
        reader.isPresent() && memory.get(NAMED).filter("true"::equals).isPresent(),
        reader.orElse(""),
        memory.get(PROVENANCE).filter("false"::equals).isEmpty());
  }

  /** Volumes with and without DICOM images are saved as different things. */
  private static String targetKey(boolean dicom) {
    return TARGET + (dicom ? ".dicom" : ".other");
  }

  private static Optional<SaveTarget> target(String name) {
    for (SaveTarget target : SaveTarget.values()) {
      if (target.name().equals(name)) {
        return Optional.of(target);
      }
    }
    return Optional.empty(); // of another version
  }

  private static Path folder(SaveMemory memory) {
    Path home = Path.of(System.getProperty("user.home"));
    try {
      return memory.get(FOLDER).map(Path::of).filter(Files::isDirectory).orElse(home);
    } catch (InvalidPathException e) {
      return home;
    }
  }

  /** Keeps what the next dialog begins with. */
  void remember(SaveMemory memory, boolean dicom, Optional<Path> file) {
    memory.put(targetKey(dicom), target.name());
    file.map(f -> f.toAbsolutePath().getParent())
        .ifPresent(folder -> memory.put(FOLDER, folder.toString()));
    if (target.file().isPresent()) {
      memory.put(NAMED, Boolean.toString(named));
      memory.put(PROVENANCE, Boolean.toString(provenance));
    }
  }

  /**
   * A name in a folder under which nothing lies yet, neither a mask nor the file beside it.
   *
   * @return empty where no file is written
   */
  static Optional<Path> proposal(Path folder, SaveTarget target) {
    if (target.file().isEmpty()) {
      return Optional.empty();
    }
    String stem = target == SaveTarget.RTSTRUCT ? "structures" : "segmentation";
    Path path = folder.resolve(stem + target.file().get().ending());
    for (int n = 2; n <= MOST_PROPOSALS && isTaken(path, target.file().get()); n++) {
      path = folder.resolve(stem + "-" + n + target.file().get().ending());
    }
    return Optional.of(path);
  }

  private static boolean isTaken(Path path, MaskFileFormat format) {
    return !MaskFiles.replaced(path, format, false).isEmpty()
        || Files.exists(ProvenanceBeside.of(path), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * The same with another target: a name that was proposed or had its ending gets a fitting one.
   */
  SaveChoice withTarget(SaveTarget next) {
    return new SaveChoice(segments, next, renamed(next), reference, named, reader, provenance);
  }

  private String renamed(SaveTarget next) {
    if (next.file().isEmpty()) {
      return path;
    }
    try {
      Path now = Path.of(path.strip());
      Path folder = now.getParent() == null ? Path.of("") : now.getParent();
      String name = String.valueOf(now.getFileName());
      boolean proposed = name.matches("(segmentation|structures)(-\\d+)?\\.(dcm|nii\\.gz)");
      if (proposed || path.isBlank()) {
        return proposal(folder, next).map(Path::toString).orElse(path);
      }
      String stem = name.replaceFirst("(?i)\\.(dcm|nii|nii\\.gz)$", "");
      return next.file().get().fits(now)
          ? path
          : folder.resolve(stem + next.file().get().ending()).toString();
    } catch (InvalidPathException e) {
      return path;
    }
  }
}
