package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.modelstore.Catalogue;
import io.github.voxelclick.modelstore.CatalogueEntry;
import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.modelstore.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.table.AbstractTableModel;

/** The embedded model, those installed, those known. To be used on the event thread. */
final class ModelsTable extends AbstractTableModel {
  private static final long serialVersionUID = 1L;
  private static final List<String> COLUMNS = List.of("Name", "State", "Size", "Licence");

  private transient List<Row> rows = List.of();

  /** A model as it is shown. */
  record Row(String name, String state, String size, String licence, boolean isHere) {
    String cell(int column) {
      return switch (column) {
        case 0 -> name;
        case 1 -> state;
        case 2 -> size;
        default -> licence;
      };
    }
  }

  void show(List<InstalledModel> installed, Catalogue catalogue) {
    List<Row> all = new ArrayList<>();
    all.add(new Row(ModelStore.EMBEDDED, "embedded", "", "Apache-2.0", true));
    for (InstalledModel model : installed) {
      all.add(
          new Row(
              model.name(),
              model.fault().map(fault -> "damaged: " + fault).orElse("installed"),
              megabytes(model.bytes()),
              model.origin().map(ModelsTable::licence).orElse("unknown"),
              true));
    }
    for (CatalogueEntry entry : catalogue.entries()) {
      if (all.stream().noneMatch(r -> r.name().equalsIgnoreCase(entry.name()))) {
        all.add(
            new Row(
                entry.name(),
                entry.isDownloadable() ? "can be downloaded" : "has to be exported",
                entry.isDownloadable() ? megabytes(entry.bytes()) : "",
                entry.licence().map(Object::toString).orElse("unknown"),
                false));
      }
    }
    rows = List.copyOf(all);
    fireTableDataChanged();
  }

  private static String licence(Origin origin) {
    Optional<String> use = origin.nonCommercial().filter(no -> no).map(no -> "; NON-COMMERCIAL");
    return origin.licence().orElse("unknown") + use.orElse("");
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
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
    return COLUMNS.get(column);
  }

  @Override
  public Object getValueAt(int row, int column) {
    return rows.get(row).cell(column);
  }
}
