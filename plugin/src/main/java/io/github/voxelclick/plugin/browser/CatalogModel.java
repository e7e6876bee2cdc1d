package io.github.voxelclick.plugin.browser;

import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.swing.table.AbstractTableModel;

/**
 * The lines of the list and what is told of them. Unless names are to be shown, no text of it holds
 * anything that a file says of a patient, nor a description, nor the name of a file or folder. Used
 * on the event thread.
 */
final class CatalogModel extends AbstractTableModel {
  private static final long serialVersionUID = 1L;

  /** Modality (0008,0060) is a code string; anything else in it is not shown. */
  private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,16}");

  /** What is told in a column. */
  enum Column {
    PREVIEW,
    SERIES,
    STUDY,
    KIND,
    SIZE,
    SPACING,
    ORIENTATION,
    MEMORY,
    WARNINGS,
    NAME;

    String title(Texts texts) {
      return texts.text("browser.column." + name().toLowerCase(Locale.ROOT));
    }
  }

  /** The columns in their order. */
  static final List<Column> COLUMNS = List.of(Column.values());

  private final transient Texts texts;
  private final transient Supplier<HeapState> heap;
  private final transient List<CatalogRow> rows = new ArrayList<>();
  private final transient Map<String, Integer> studies = new HashMap<>();
  private final transient Map<String, List<CatalogRow>> bySeries = new HashMap<>();
  private int places;
  private boolean named;

  CatalogModel(Texts texts, Supplier<HeapState> heap) {
    this.texts = texts;
    this.heap = heap;
  }

  void add(ScannedPlace place) {
    int first = rows.size();
    for (CatalogRow row : place.rows()) {
      rows.add(row);
      row.entry()
          .map(VolumeEntry::seriesInstanceUid)
          .filter(uid -> !uid.isEmpty())
          .ifPresent(uid -> bySeries.computeIfAbsent(uid, u -> new ArrayList<>()).add(row));
      study(row).ifPresent(uid -> studies.putIfAbsent(uid, studies.size() + 1));
    }
    places++;
    if (rows.size() > first) {
      fireTableRowsInserted(first, rows.size() - 1);
    }
    if (first > 0) {
      fireTableRowsUpdated(0, first - 1); // masks may refer to what has come
    }
  }

  void clear() {
    rows.clear();
    studies.clear();
    bySeries.clear();
    places = 0;
    fireTableDataChanged();
  }

  /** Whether descriptions and the names of files are shown, which may tell who somebody is. */
  void setNamed(boolean shown) {
    named = shown;
    fireTableDataChanged();
  }

  CatalogRow row(int index) {
    return rows.get(index);
  }

  @Override
  public int getRowCount() {
    return rows.size();
  }

  @Override
  public int getColumnCount() {
    return COLUMNS.size();
  }

  @Override
  public String getColumnName(int column) {
    return COLUMNS.get(column).title(texts);
  }

  @Override
  public Class<?> getColumnClass(int column) {
    return CatalogRow.class;
  }

  @Override
  public Object getValueAt(int row, int column) {
    return rows.get(row);
  }

  private static Optional<String> study(CatalogRow row) {
    return row.entry().map(VolumeEntry::studyInstanceUid).filter(uid -> !uid.isEmpty());
  }

  /** What stands in a cell. */
  String text(CatalogRow row, Column column) {
    return switch (column) {
      case PREVIEW -> "";
      case SERIES -> series(row);
      case STUDY -> study(row).map(uid -> texts.text("browser.study", studies.get(uid))).orElse("");
      case KIND -> kind(row);
      case SIZE -> row.entry().map(e -> size(e.geometry().size())).orElse("");
      case SPACING -> row.entry().map(e -> spacing(e.geometry())).orElse("");
      case ORIENTATION -> row.entry().map(CatalogModel::orientation).orElse("");
      case MEMORY -> row.entry().map(this::memory).orElse("");
      case WARNINGS ->
          row.entry()
              .filter(e -> !e.warnings().isEmpty())
              .map(e -> texts.text("browser.count", e.warnings().size()))
              .orElse("");
      case NAME -> named ? name(row) : "";
    };
  }

  private String series(CatalogRow row) {
    return row.entry()
        .map(e -> places > 1 ? row.place().number() + "\u00b7" + e.id() : e.id())
        .orElse("");
  }

  private String kind(CatalogRow row) {
    return switch (row.kind()) {
      case VOLUME -> volume(row.entry().orElseThrow());
      case SEGMENTATION -> masks(row, "browser.kind.segmentation");
      case STRUCTURE_SET -> masks(row, "browser.kind.structures");
      case OTHER_OBJECT -> texts.text("browser.kind.other");
      case REFUSED -> texts.text("browser.kind.refused");
    };
  }

  private String volume(VolumeEntry entry) {
    String what = CODE.matcher(entry.modality()).matches() ? entry.modality() : "";
    if (entry.format() == VolumeEntry.Format.NIFTI) {
      what = "NIfTI";
    } else if (what.isEmpty()) {
      what = "DICOM";
    }
    return entry.isVolume()
        ? what
        : texts.text(
            entry.geometry().relation() == SliceRelation.TEMPORAL
                ? "browser.kind.film"
                : "browser.kind.slices",
            what);
  }

  private String masks(CatalogRow row, String key) {
    List<CatalogRow> images = images(row);
    return images.isEmpty()
        ? texts.text(key + ".alone")
        : texts.text(
            key + ".of", images.stream().map(this::series).collect(Collectors.joining(", ")));
  }

  /** The volumes in the list that masks refer to. */
  List<CatalogRow> images(CatalogRow masks) {
    List<CatalogRow> found = new ArrayList<>();
    masks.references().forEach(uid -> found.addAll(bySeries.getOrDefault(uid, List.of())));
    return found;
  }

  private static String size(GridSize size) {
    return size.i() + " \u00d7 " + size.j() + " \u00d7 " + size.k();
  }

  private String spacing(VolumeGeometry geometry) {
    double[] mm = geometry.spacingMm();
    return geometry.relation() == SliceRelation.SPATIAL
        ? texts.text("browser.spacing", mm[0], mm[1], mm[2])
        : texts.text("browser.spacing.slice", mm[0], mm[1]);
  }

  private static String orientation(VolumeEntry entry) {
    return entry.isVolume() ? entry.geometry().orientation() : "";
  }

  private String memory(VolumeEntry entry) {
    long mib = HeapState.mib(entry.memoryBytes());
    HeapState now = heap.get();
    return now.fits(entry.memoryBytes())
        ? texts.text("browser.memory", mib)
        : texts.text("browser.memory.more", mib, now.freeMiB());
  }

  boolean isTooLarge(CatalogRow row) {
    return row.entry().filter(e -> !heap.get().fits(e.memoryBytes())).isPresent();
  }

  /** What to do about a volume that does not fit into memory; empty where it does. */
  Optional<String> memoryHint(CatalogRow row) {
    if (!isTooLarge(row)) {
      return Optional.empty();
    }
    long bytes = row.entry().orElseThrow().memoryBytes();
    HeapState now = heap.get();
    return Optional.of(
        texts.text(
            now.fitsAlone(bytes) ? "browser.memory.close" : "browser.memory.raise",
            HeapState.mib(bytes),
            now.freeMiB(),
            now.settingMiB(bytes)));
  }

  private String name(CatalogRow row) {
    String file = String.valueOf(row.path().getFileName());
    return row.entry()
        .map(VolumeEntry::description)
        .filter(d -> !d.isEmpty() && !d.equals(file))
        .map(d -> d + " (" + file + ")")
        .orElse(file);
  }

  /** All that is known of a line, for a text area and for tool tips. */
  String details(CatalogRow row) {
    List<String> lines = new ArrayList<>();
    if (named) {
      lines.add(name(row));
    }
    lines.add(kind(row));
    row.entry()
        .ifPresent(
            e -> {
              lines.add(
                  String.join(
                      "  ",
                      text(row, Column.SIZE),
                      text(row, Column.SPACING),
                      text(row, Column.ORIENTATION)));
              if (!e.variant().isEmpty()) {
                lines.add(shown(row, e.variant()));
              }
            });
    memoryHint(row).ifPresent(lines::add);
    if (!row.reason().isEmpty()) {
      lines.add(shown(row, row.reason()));
    }
    for (ReadWarning warning : row.entry().map(VolumeEntry::warnings).orElse(List.of())) {
      lines.add(texts.text("browser.warning", shown(row, warning.message())));
    }
    return lines.stream().map(String::strip).collect(Collectors.joining("\n"));
  }

  /** A text of ours that may name files. */
  private String shown(CatalogRow row, String text) {
    return named ? text : row.place().withoutNames(text);
  }

  /** Whether every word of a filter stands in a cell of the line. */
  boolean matches(CatalogRow row, String filter) {
    String all =
        COLUMNS.stream()
            .map(column -> text(row, column))
            .collect(Collectors.joining("\n"))
            .toLowerCase(Locale.ROOT);
    String[] words = filter.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
    for (String word : words) {
      if (!all.contains(word)) {
        return false;
      }
    }
    return true;
  }

  /** The order of lines by a column; lines that have nothing to say there come last. */
  Comparator<CatalogRow> order(Column column) {
    Comparator<CatalogRow> natural = CatalogModel::inOrder;
    return switch (column) {
      case PREVIEW, SERIES -> natural;
      case STUDY ->
          Comparator.<CatalogRow>comparingInt(
                  r -> study(r).map(studies::get).orElse(Integer.MAX_VALUE))
              .thenComparing(natural);
      case SIZE -> byNumber(e -> e.geometry().size().voxels()).thenComparing(natural);
      case MEMORY -> byNumber(VolumeEntry::memoryBytes).thenComparing(natural);
      case SPACING ->
          byNumber(e -> Math.round(e.geometry().spacingMm()[2] * 1e6)).thenComparing(natural);
      case WARNINGS -> byNumber(e -> e.warnings().size()).thenComparing(natural);
      case KIND, ORIENTATION, NAME ->
          Comparator.<CatalogRow, String>comparing(r -> text(r, column)).thenComparing(natural);
    };
  }

  private interface Figure {
    long of(VolumeEntry entry);
  }

  private static Comparator<CatalogRow> byNumber(Figure figure) {
    return Comparator.comparingLong(r -> r.entry().map(figure::of).orElse(Long.MAX_VALUE));
  }

  /** By place, volumes before the rest, as the catalogue counts them. */
  private static int inOrder(CatalogRow a, CatalogRow b) {
    int place = Integer.compare(a.place().number(), b.place().number());
    int kind = a.kind().compareTo(b.kind());
    if (place != 0 || kind != 0) {
      return place != 0 ? place : kind;
    }
    return Integer.compare(a.order(), b.order());
  }
}
