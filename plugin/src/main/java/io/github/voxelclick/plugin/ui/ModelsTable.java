package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.modelstore.Catalogue;
import io.github.voxelclick.modelstore.CatalogueEntry;
import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.modelstore.Origin;
import io.github.voxelclick.plugin.text.Texts;
import java.awt.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.swing.JTable;
import javax.swing.table.AbstractTableModel;

/** The embedded model, those installed, those known. To be used on the event thread. */
final class ModelsTable extends AbstractTableModel {
  private static final long serialVersionUID = 1L;
  private static final List<String> COLUMNS = List.of("name", "state", "size", "use", "licence");

  /** How many letters each column has room for. */
  private static final List<Integer> LETTERS = List.of(22, 18, 9, 14, 60);

  private transient List<Row> rows = List.of();

  /** A model as it is shown. */
  record Row(
      String name,
      String state,
      String size,
      String commercialUse,
      String licence,
      boolean isHere) {
    String cell(int column) {
      return switch (column) {
        case 0 -> name;
        case 1 -> state;
        case 2 -> size;
        case 3 -> commercialUse;
        default -> licence;
      };
    }
  }

  void show(List<InstalledModel> installed, Catalogue catalogue) {
    List<Row> all = new ArrayList<>();
    all.add(
        new Row(
            ModelStore.EMBEDDED,
            Texts.get("models.embedded"),
            "",
            use(Optional.of(false)),
            "Apache-2.0",
            true));
    for (InstalledModel model : installed) {
      all.add(
          new Row(
              model.name(),
              model
                  .fault()
                  .map(fault -> Texts.get("models.damaged", fault))
                  .orElseGet(() -> Texts.get("models.here")),
              megabytes(model.bytes()),
              use(model.origin().flatMap(Origin::nonCommercial)),
              model.origin().flatMap(Origin::licence).orElseGet(() -> Texts.get("models.unknown")),
              true));
    }
    for (CatalogueEntry entry : catalogue.entries()) {
      if (all.stream().noneMatch(r -> r.name().equalsIgnoreCase(entry.name()))) {
        all.add(
            new Row(
                entry.name(),
                Texts.get(entry.isDownloadable() ? "models.canGet" : "models.mustMake"),
                entry.isDownloadable() ? megabytes(entry.bytes()) : "",
                use(entry.licence().flatMap(CatalogueEntry.Licence::nonCommercial)),
                entry
                    .licence()
                    .map(l -> l.name() + " (" + l.covers() + ")")
                    .orElseGet(() -> Texts.get("models.unknown")),
                false));
      }
    }
    rows = List.copyOf(all);
    fireTableDataChanged();
  }

  private static String use(Optional<Boolean> nonCommercial) {
    return Texts.get(
        nonCommercial
            .map(no -> no ? "models.use.no" : "models.use.yes")
            .orElse("models.use.unknown"));
  }

  private static String megabytes(long bytes) {
    return Texts.get("models.megabytes", bytes / 1e6);
  }

  /** Gives each column the room that its texts need, in the table's own font. */
  static void layOut(JTable table) {
    int letter = table.getFontMetrics(table.getFont()).charWidth('n');
    int width = 0;
    for (int column = 0; column < COLUMNS.size(); column++) {
      table.getColumnModel().getColumn(column).setPreferredWidth(LETTERS.get(column) * letter);
      width += LETTERS.get(column) * letter;
    }
    table.setPreferredScrollableViewportSize(new Dimension(width, 24 * table.getRowHeight()));
  }

  /** The names of those rows that a bundle can carry: installed models. */
  static List<String> carried(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.isHere() && !row.name().equals(ModelStore.EMBEDDED))
        .map(Row::name)
        .toList();
  }

  /** A line for each row with what is known of its licence. */
  static String licences(List<Row> rows) {
    return rows.stream()
        .map(
            row ->
                Texts.get("models.export.licence", row.name(), row.licence(), row.commercialUse()))
        .collect(Collectors.joining("\n"));
  }

  Row row(int index) {
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
    return Texts.get("models.column." + COLUMNS.get(column));
  }

  @Override
  public Object getValueAt(int row, int column) {
    return rows.get(row).cell(column);
  }
}
