package io.github.voxelclick.dicom.series;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the files that the File IDs of a DICOMDIR mean (PS3.10 §8.5, PS3.11): names joined below
 * the folder of the DICOMDIR, and never a file outside of it. Copies of a medium may have other
 * capitals, or extensions that the File IDs lack. Remembers what folders hold; not thread-safe.
 */
final class FileIds {
  /** Bytes of a name, on the disks that people have; the standard allows 8 (PS3.10 8.2). */
  private static final int LONGEST_NAME = 255;

  /** More than the eight that the standard allows; each one costs a look into a folder. */
  private static final int MAX_COMPONENTS = 32;

  private final Path root;

  /** The root without symbolic links. */
  private final Path realRoot;

  /** Folder to its files, by their names in small letters with and without extension. */
  private final Map<Path, Map<String, Path>> listings = new HashMap<>();

  /** Folders that the disk did not list. */
  private final Set<Path> unlisted = new HashSet<>();

  /**
   * @param root the folder that the DICOMDIR lies in
   * @throws IOException if there is no such folder
   */
  FileIds(Path root) throws IOException {
    this.root = root;
    realRoot = root.toRealPath();
  }

  /**
   * Whether the File ID stays below the root by its names alone: no {@code ..}, no absolute path,
   * no drive letter.
   */
  static boolean isSafe(List<String> fileId) {
    return !fileId.isEmpty()
        && fileId.size() <= MAX_COMPONENTS
        && fileId.stream().allMatch(FileIds::isName);
  }

  private static boolean isName(String component) {
    return !component.isBlank()
        && component.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
        && !component.equals(".")
        && !component.equals("..")
        && component.chars().noneMatch(c -> c < ' ' || c == '/' || c == '\\' || c == ':');
  }

  /**
   * The file that a safe File ID means; empty where there is none, or it is a link to somewhere
   * outside of the root.
   */
  Optional<Path> find(List<String> fileId) {
    Path at = root;
    for (String component : fileId) {
      Optional<Path> child = child(at, component);
      if (child.isEmpty()) {
        return child;
      }
      at = child.get();
    }
    try {
      return Files.isRegularFile(at) && at.toRealPath().startsWith(realRoot)
          ? Optional.of(at)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the disk does not even tell if the file is there that a safe File ID means: it refuses
   * to look at the file or at a folder on the way, or to list a folder in which the file may lie
   * with other capitals.
   *
   * @param fileId one that {@link #find} found nothing for
   */
  boolean isUnknown(List<String> fileId) {
    Path at = root;
    for (String component : fileId) {
      Optional<Path> child = child(at, component);
      if (child.isEmpty()) {
        return unlisted.contains(at)
            || (!Files.isRegularFile(at) && isNotTold(at, component)); // files have no children
      }
      at = child.get();
    }
    return isNotTold(at); // else a folder, or a link to somewhere outside
  }

  private static boolean isNotTold(Path folder, String name) {
    try {
      return isNotTold(folder.resolve(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isNotTold(Path file) {
    return !Files.exists(file) && !Files.notExists(file);
  }

  private Optional<Path> child(Path folder, String name) {
    try {
      Path exact = folder.resolve(name);
      if (Files.exists(exact)) {
        return Optional.of(exact);
      }
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    Map<String, Path> listing = listings.computeIfAbsent(folder, this::list);
    return Optional.ofNullable(listing.get(name.toLowerCase(Locale.ROOT)));
  }

  private Map<String, Path> list(Path folder) {
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> found = Files.list(folder)) {
      found.sorted().forEach(paths::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Map.of();
    } catch (IOException | UncheckedIOException e) {
      unlisted.add(folder);
      return Map.of();
    }
    Map<String, Path> names = new HashMap<>();
    for (Path path : paths) {
      names.putIfAbsent(lowerName(path), path);
    }
    for (Path path : paths) {
      // An extension, or the version that ISO 9660 appends.
      names.putIfAbsent(lowerName(path).replaceFirst("(\\.[^.]*|;[0-9]+)+$", ""), path);
    }
    return names;
  }

  private static String lowerName(Path path) {
    return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
  }
}
