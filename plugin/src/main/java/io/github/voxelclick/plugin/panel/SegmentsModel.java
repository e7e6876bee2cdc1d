package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import javax.swing.table.AbstractTableModel;

/** The lines of the {@link SegmentsTable} as Swing wants them. */
final class SegmentsModel extends AbstractTableModel {
  private static final int LONGEST_NAME = 64;

  private transient List<SegmentRow> rows = List.of();
  private final transient BiConsumer<SegmentRow, String> onName;

  /** What there is of a segment, in the order of the columns. */
  enum Column {
    COLOUR,
    NAME,
    CODE,
    LOCK,
    VISIBLE,
    VOLUME,
    SLICES;

    /** Its name in the bundle of texts. */
    String key() {
      return "panel.segments.column." + name().toLowerCase(Locale.ROOT);
    }

    static Column of(int index) {
      return List.of(values()).get(index);
    }

    int index() {
      return List.of(values()).indexOf(this);
    }
  }

  /**
   * A table without lines.
   *
   * @param onName is told of another name that a person typed
   */
  SegmentsModel(BiConsumer<SegmentRow, String> onName) {
    this.onName = onName;
  }

  /** Shows other lines; the selection stays only where the segments are the same. */
  void show(List<SegmentRow> next) {
    List<SegmentRow> before = rows;
    rows = next;
    if (!numbers(before).equals(numbers(next))) {
      fireTableDataChanged();
      return;
    }
    for (int n = 0; n < next.size(); n++) {
      if (!next.get(n).equals(before.get(n))) {
        fireTableRowsUpdated(n, n);
      }
    }
  }

  private static List<Integer> numbers(List<SegmentRow> rows) {
    return rows.stream().map(SegmentRow::number).toList();
  }

  /** The segments that are shown. */
  List<Integer> numbers() {
    return numbers(rows);
  }

  SegmentRow row(int index) {
    return rows.get(index);
  }

  /** Where a segment is; -1 when it is not there. */
  int indexOf(int number) {
    return numbers(rows).indexOf(number);
  }

  /** Whether a segment may be called so: as DICOM wants it. */
  static boolean isName(String text) {
    String name = text.strip();
    return !name.isEmpty()
        && name.codePointCount(0, name.length()) <= LONGEST_NAME
        && name.indexOf('\\') < 0;
  }

  @Override
  public int getRowCount() {
    return rows.size();
  }

  @Override
  public int getColumnCount() {
    return Column.values().length;
  }

  @Override
  public String getColumnName(int column) {
    return Texts.get(Column.of(column).key());
  }

  @Override
  public Class<?> getColumnClass(int column) {
    return Column.of(column) == Column.NAME ? String.class : SegmentRow.class;
  }

  @Override
  public boolean isCellEditable(int row, int column) {
    return Column.of(column) == Column.NAME;
  }

  @Override
  public Object getValueAt(int row, int column) {
    return Column.of(column) == Column.NAME ? rows.get(row).name() : rows.get(row);
  }

  @Override
  public void setValueAt(Object value, int row, int column) {
    String name = String.valueOf(value).strip();
    if (row < rows.size() && isName(name) && !name.equals(rows.get(row).name())) {
      onName.accept(rows.get(row), name);
    }
  }
}
