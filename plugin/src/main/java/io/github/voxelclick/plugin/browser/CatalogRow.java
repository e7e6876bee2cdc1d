package io.github.voxelclick.plugin.browser;

import io.github.voxelclick.open.VolumeEntry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** One line of the list: a volume, an object beside it, or something that cannot be opened. */
final class CatalogRow {
  /** What a line is, in the order in which they are listed. */
  enum Kind {
    VOLUME,
    SEGMENTATION,
    STRUCTURE_SET,
    OTHER_OBJECT,
    REFUSED
  }

  private final Kind kind;
  private final ScannedPlace place;
  private final int order;
  private final Path path;
  private final Optional<VolumeEntry> entry;
  private final String reason;
  private final Set<String> references;

  private CatalogRow(
      Kind kind,
      ScannedPlace place,
      Path path,
      Optional<VolumeEntry> entry,
      String reason,
      Set<String> references) {
    this.kind = kind;
    this.place = place;
    this.order = place.rows().size();
    this.path = path;
    this.entry = entry;
    this.reason = reason;
    this.references = Set.copyOf(references);
  }

  static CatalogRow of(ScannedPlace place, VolumeEntry entry) {
    return new CatalogRow(
        Kind.VOLUME, place, entry.path(), Optional.of(entry), entry.plainReason(), Set.of());
  }

  /** Masks that refer to series, by Series Instance UID. */
  static CatalogRow masks(ScannedPlace place, Kind kind, Path path, Set<String> references) {
    return new CatalogRow(kind, place, path, Optional.empty(), "", references);
  }

  /** Something that cannot be opened. */
  static CatalogRow closed(ScannedPlace place, Kind kind, Path path, String reason) {
    return new CatalogRow(kind, place, path, Optional.empty(), reason, Set.of());
  }

  Kind kind() {
    return kind;
  }

  ScannedPlace place() {
    return place;
  }

  /** Its place among the lines of its file or folder. */
  int order() {
    return order;
  }

  /** The file, or the first of several. */
  Path path() {
    return path;
  }

  Optional<VolumeEntry> entry() {
    return entry;
  }

  /** Why it cannot be opened, or only as plain slices; may name files. */
  String reason() {
    return reason;
  }

  /** Series Instance UIDs of the images that masks lie on. */
  Set<String> references() {
    return references;
  }

  /** Whether masks can be loaded from it: a NIfTI image may be one of labels. */
  boolean mayBeLabels() {
    return kind == Kind.SEGMENTATION
        || kind == Kind.STRUCTURE_SET
        || entry.filter(e -> e.format() == VolumeEntry.Format.NIFTI).isPresent();
  }

  boolean canBeOpened() {
    return kind != Kind.OTHER_OBJECT && kind != Kind.REFUSED;
  }
}
