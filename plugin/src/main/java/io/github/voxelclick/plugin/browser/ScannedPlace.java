package io.github.voxelclick.plugin.browser;

import io.github.voxelclick.dicom.derived.DerivedHeader;
import io.github.voxelclick.dicom.series.Refused;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A file or folder, and what is in it. Written by {@link #scan} alone. */
final class ScannedPlace {
  /** Shorter words of a file's name, such as IM12, say nothing of anybody. */
  private static final Pattern WORD = Pattern.compile("\\p{L}{3,}");

  private static final String HIDDEN = "\u2026";

  private final int number;
  private final Path root;
  private final List<CatalogRow> rows = new ArrayList<>();

  /** Names of files and folders that may tell who somebody is, the longest first. */
  private final Set<String> names =
      new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(s -> s));

  private ScannedPlace(int number, Path root) {
    this.number = number;
    this.root = root;
  }

  /**
   * Looks at a place.
   *
   * @param number from 1, among all places of the list
   * @param root a file, a DICOMDIR or a folder
   * @throws VolumeException when there is nothing to list; the message may name files
   */
  static ScannedPlace scan(int number, Path root, Progress progress) throws VolumeException {
    ScannedPlace place = new ScannedPlace(number, root);
    try {
      place.fill(VolumeCatalog.of(root, progress), progress);
    } catch (VolumeException e) {
      if (!Files.isRegularFile(root) || !place.addObject(root)) {
        throw e;
      }
    }
    return place;
  }

  private void fill(VolumeCatalog catalog, Progress progress) {
    for (VolumeEntry entry : catalog.entries()) {
      rows.add(CatalogRow.of(this, entry));
    }
    for (Refused other : catalog.otherObjects()) {
      progress.checkCancelled();
      if (!addObject(other.path())) {
        rows.add(
            CatalogRow.closed(this, CatalogRow.Kind.OTHER_OBJECT, other.path(), other.reason()));
      }
    }
    for (Refused refused : catalog.refused()) {
      remember(refused.path()); // a folder is no file of the catalogue
      rows.add(CatalogRow.closed(this, CatalogRow.Kind.REFUSED, refused.path(), refused.reason()));
    }
    for (Path file : catalog.files()) {
      progress.checkCancelled();
      remember(file);
    }
  }

  /** Adds an object that holds masks; false when it is none. */
  private boolean addObject(Path path) {
    try {
      DerivedHeader header = DerivedHeader.read(path);
      remember(path);
      switch (header.kind()) {
        case SEGMENTATION ->
            rows.add(
                CatalogRow.masks(
                    this, CatalogRow.Kind.SEGMENTATION, path, header.seriesInstanceUids()));
        case STRUCTURE_SET ->
            rows.add(
                CatalogRow.masks(
                    this, CatalogRow.Kind.STRUCTURE_SET, path, header.seriesInstanceUids()));
        case OTHER -> {
          return false;
        }
      }
      return true;
    } catch (DicomReadException e) {
      return false; // told as what the scan found it to be
    }
  }

  /** The names of a file and of the folders on the way to it. */
  private void remember(Path file) {
    for (Path part : file.toAbsolutePath().normalize()) {
      if (WORD.matcher(part.toString()).find()) {
        names.add(part.toString());
      }
    }
  }

  int number() {
    return number;
  }

  Path root() {
    return root;
  }

  List<CatalogRow> rows() {
    return rows;
  }

  /** A text without the names of files and folders. */
  String withoutNames(String text) {
    String hidden = text;
    for (String name : names) {
      hidden = hidden.contains(name) ? hidden.replace(name, HIDDEN) : hidden;
    }
    return hidden;
  }

  /** A failure's text without the name of what could not be looked at. */
  static String withoutNames(String text, Path root) {
    List<String> parts = new ArrayList<>();
    root.toAbsolutePath().normalize().forEach(part -> parts.add(part.toString()));
    parts.sort(Comparator.comparingInt(String::length).reversed());
    String hidden = text.replace(root.toString(), HIDDEN);
    for (String part : parts) {
      hidden = WORD.matcher(part).find() ? hidden.replace(part, HIDDEN) : hidden;
    }
    return hidden;
  }

  @Override
  public String toString() {
    return rows.stream().map(r -> r.kind().name()).collect(Collectors.joining(", "));
  }
}
