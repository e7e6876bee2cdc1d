package io.github.voxelclick.plugin.browser;

import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Rectangle;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.swing.JTable;
import javax.swing.JViewport;
import javax.swing.ListSelectionModel;
import javax.swing.RowFilter;
import javax.swing.SwingConstants;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.table.TableColumn;
import javax.swing.table.TableRowSorter;

/** The list as a table: sorted by any column, filtered by words. Used on the event thread. */
final class CatalogTable extends JTable {
  private static final long serialVersionUID = 1L;

  /** Height of a line, in heights of the font. */
  private static final double LINES = 3.4;

  private static final int MARGIN = 2;

  private final transient CatalogModel content;
  private final transient TableRowSorter<CatalogModel> sorter;
  private final TableColumn name;
  private transient Previews previews;

  CatalogTable(CatalogModel content) {
    super(content);
    this.content = content;
    this.sorter = new TableRowSorter<>(content);
    for (CatalogModel.Column column : CatalogModel.COLUMNS) {
      sorter.setComparator(index(column), content.order(column));
    }
    setRowSorter(sorter);
    sorter.toggleSortOrder(index(CatalogModel.Column.SERIES));
    setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    setDefaultRenderer(CatalogRow.class, new Cell());
    setFillsViewportHeight(true); // so that things can be dropped below the last line
    layOut();
    name = getColumnModel().getColumn(index(CatalogModel.Column.NAME));
    setNamed(false);
  }

  private static int index(CatalogModel.Column column) {
    return CatalogModel.COLUMNS.indexOf(column);
  }

  void show(Previews pictures) {
    previews = pictures;
  }

  /** Sizes from the font: again when that changes. */
  void layOut() {
    FontMetrics font = getFontMetrics(getFont());
    setRowHeight((int) Math.round(LINES * font.getHeight()));
    for (int n = 0; n < getColumnCount(); n++) {
      CatalogModel.Column what = CatalogModel.COLUMNS.get(convertColumnIndexToModel(n));
      int pixels =
          what == CatalogModel.Column.PREVIEW
              ? getRowHeight()
              : Math.max(font.stringWidth(widest(what)), font.stringWidth(getColumnName(n) + "00"));
      getColumnModel().getColumn(n).setPreferredWidth(pixels + 4 * MARGIN);
    }
  }

  /** A text as long as what usually stands in a column. */
  private static String widest(CatalogModel.Column column) {
    return switch (column) {
      case PREVIEW, WARNINGS, ORIENTATION -> "000000";
      case SERIES -> "0\u00b700aa";
      case STUDY -> "Study 000";
      case KIND -> "Segmentation of 2a, 2b";
      case SIZE -> "0000 \u00d7 0000 \u00d7 0000";
      case SPACING -> "0.000 \u00d7 0.000 \u00d7 0.000 mm";
      case MEMORY -> "00000 MiB > 00000 MiB";
      case NAME -> "A description of a series";
    };
  }

  /** The width at which all columns have what they need. */
  int preferredColumnsWidth() {
    int sum = 0;
    for (int n = 0; n < getColumnCount(); n++) {
      sum += getColumnModel().getColumn(n).getPreferredWidth();
    }
    return sum;
  }

  /** Shows or hides the column with descriptions and the names of files. */
  void setNamed(boolean shown) {
    if (shown && getColumnModel().getColumnCount() < CatalogModel.COLUMNS.size()) {
      addColumn(name);
    } else if (!shown) {
      removeColumn(name);
    }
  }

  void filter(String words) {
    sorter.setRowFilter(
        words.isBlank()
            ? null
            : new RowFilter<CatalogModel, Integer>() {
              @Override
              public boolean include(Entry<? extends CatalogModel, ? extends Integer> entry) {
                return content.matches(content.row(entry.getIdentifier()), words);
              }
            });
  }

  Optional<CatalogRow> selected() {
    int row = getSelectedRow();
    return row < 0 ? Optional.empty() : Optional.of(content.row(convertRowIndexToModel(row)));
  }

  /** The lines in sight, the selected one first. */
  List<CatalogRow> inSight() {
    Container above = getParent();
    Rectangle seen = above instanceof JViewport view ? view.getViewRect() : getVisibleRect();
    if (seen.isEmpty() || getRowCount() == 0) {
      return selected().map(List::of).orElseGet(Collections::emptyList);
    }
    int first = Math.max(0, seen.y / getRowHeight());
    int last = Math.min(getRowCount() - 1, (seen.y + seen.height - 1) / getRowHeight());
    List<CatalogRow> rows = new ArrayList<>();
    selected().ifPresent(rows::add);
    for (int n = first; n <= last; n++) {
      CatalogRow row = content.row(convertRowIndexToModel(n));
      if (!rows.contains(row)) {
        rows.add(row);
      }
    }
    return rows;
  }

  @Override
  public String getToolTipText(MouseEvent e) {
    int row = rowAtPoint(e.getPoint());
    if (row < 0) {
      return super.getToolTipText(e);
    }
    return html(content.details(content.row(convertRowIndexToModel(row))));
  }

  /** Text that a file may have brought is never read as markup. */
  private static String html(String text) {
    return "<html>"
        + text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\n", "<br>");
  }

  private final class Cell extends DefaultTableCellRenderer {
    private static final long serialVersionUID = 1L;

    @Override
    public Component getTableCellRendererComponent(
        JTable table, Object value, boolean selected, boolean focused, int row, int column) {
      CatalogRow line = (CatalogRow) value;
      CatalogModel.Column what = CatalogModel.COLUMNS.get(convertColumnIndexToModel(column));
      super.getTableCellRendererComponent(table, "", selected, focused, row, column);
      putClientProperty("html.disable", true);
      setText(content.text(line, what));
      setIcon(
          what == CatalogModel.Column.PREVIEW && line.entry().isPresent()
              ? new ThumbnailIcon(
                  previews == null ? Optional.empty() : previews.of(line),
                  getRowHeight() - 2 * MARGIN)
              : null);
      setHorizontalAlignment(
          switch (what) {
            case PREVIEW -> SwingConstants.CENTER;
            case SIZE, SPACING, MEMORY, WARNINGS -> SwingConstants.TRAILING;
            default -> SwingConstants.LEADING;
          });
      boolean alarm = what == CatalogModel.Column.MEMORY && content.isTooLarge(line);
      setFont(alarm ? getFont().deriveFont(Font.BOLD) : table.getFont());
      if (!selected) {
        setForeground(colour(table, line, alarm));
      }
      return this;
    }

    private Color colour(JTable table, CatalogRow line, boolean alarm) {
      if (alarm) {
        return isDark(table.getBackground()) ? new Color(255, 120, 110) : new Color(190, 0, 0);
      }
      return line.canBeOpened()
          ? table.getForeground()
          : mixed(table.getForeground(), table.getBackground());
    }

    private boolean isDark(Color c) {
      return c.getRed() + c.getGreen() + c.getBlue() < 3 * 128;
    }

    private Color mixed(Color a, Color b) {
      return new Color(
          (a.getRed() + b.getRed()) / 2,
          (a.getGreen() + b.getGreen()) / 2,
          (a.getBlue() + b.getBlue()) / 2);
    }
  }
}
