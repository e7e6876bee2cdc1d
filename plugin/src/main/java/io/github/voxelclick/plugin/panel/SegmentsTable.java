package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.SizeText;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Term;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.KeyboardFocusManager;
import java.awt.Point;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.swing.AbstractAction;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JToolTip;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;
import javax.swing.SwingUtilities;
import javax.swing.table.TableColumn;

/**
 * The segments: colour, name, code, lock, visibility, volume and how many slices are confirmed. The
 * selected one is worked on. Arrow keys choose a cell, Space or Enter does what a click does there;
 * Insert adds a segment, Delete removes it.
 */
public final class SegmentsTable extends JPanel {
  private static final int VISIBLE_ROWS = 4;

  private final transient SegmentDialogs dialogs;
  private final transient Listener listener;
  private final SegmentsModel model = new SegmentsModel(this::named);
  private final JTable table = new Cells(model);
  private final JButton add = new JButton(Texts.get("panel.segments.add"));
  private final JButton remove = new JButton(Texts.get("panel.segments.remove"));
  private final JButton confirmAll = new JButton(Texts.get("panel.segments.confirmAll"));
  private boolean showing;

  /**
   * What is shown.
   *
   * @param rows the segments in their order
   * @param selected number of the one that is worked on; of none to select none
   */
  public record Content(List<SegmentRow> rows, int selected) {
    /** Copies the list. */
    public Content {
      rows = List.copyOf(rows);
    }
  }

  /** Learns what a person does. */
  public interface Listener {
    /** Works on another segment. */
    void selected(int number);

    /**
     * Gives another name.
     *
     * @param name 1 to 64 characters without a backslash
     */
    void renamed(int number, String name);

    /** Gives another colour. */
    void recoloured(int number, Segment.Rgb colour);

    /** Says what the segment is. */
    void coded(int number, Term term);

    /** Locks or unlocks. */
    void locked(int number, boolean locked);

    /** Hides or shows. */
    void shown(int number, boolean visible);

    /** Adds a segment. */
    void added();

    /** Removes a segment; the person has been asked if it has voxels. */
    void removed(int number);

    /** Confirms all slices and locks. */
    void allConfirmed(int number);
  }

  /** A table without segments. */
  public SegmentsTable(SegmentDialogs dialogs, Listener listener) {
    super(new BorderLayout());
    this.dialogs = dialogs;
    this.listener = listener;
    layOutTable();
    int gap = FontSize.gap(this);
    setLayout(new BorderLayout(gap, gap));
    setBorder(FontSize.border(this));
    JScrollPane scroll = new JScrollPane(table);
    scroll.setColumnHeaderView(table.getTableHeader());
    add(scroll, BorderLayout.CENTER);
    add(buttons(gap), BorderLayout.SOUTH);
    table.getSelectionModel().addListSelectionListener(e -> choose(e.getValueIsAdjusting()));
    table.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            Point at = e.getPoint();
            if (SwingUtilities.isLeftMouseButton(e) && e.getClickCount() == 1) {
              act(table.rowAtPoint(at), table.columnAtPoint(at));
            }
          }
        });
    onKey(KeyEvent.VK_SPACE, this::actOnCell);
    onKey(KeyEvent.VK_ENTER, this::actOnCell);
    onKey(KeyEvent.VK_INSERT, add::doClick);
    onKey(KeyEvent.VK_DELETE, remove::doClick);
    enableButtons();
  }

  /** Says of each cell what it is for. */
  private static final class Cells extends JTable {
    Cells(SegmentsModel model) {
      super(model);
    }

    @Override
    public JToolTip createToolTip() {
      return PlainLabel.plain(super.createToolTip());
    }

    @Override
    public String getToolTipText(MouseEvent e) {
      int row = rowAtPoint(e.getPoint());
      int column = columnAtPoint(e.getPoint());
      return row < 0 || column < 0 || !(getModel() instanceof SegmentsModel rows)
          ? super.getToolTipText(e)
          : SegmentCells.tip(SegmentsModel.Column.of(column), rows.row(row));
    }
  }

  private void layOutTable() {
    int line = FontSize.line(table);
    table.setRowHeight(line * 3 / 2);
    table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    table.getTableHeader().setReorderingAllowed(false);
    table.setFillsViewportHeight(true);
    table.putClientProperty("JTable.autoStartsEdit", false); // letters are keys of the windows
    table.putClientProperty("terminateEditOnFocusLost", true);
    table.setFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, null);
    table.setFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, null);
    table.setDefaultEditor(String.class, new SegmentCells.NameEditor());
    table.getAccessibleContext().setAccessibleName(Texts.get("panel.segments"));
    int width = 0;
    for (TableColumn shown : Collections.list(table.getColumnModel().getColumns())) {
      SegmentsModel.Column column = SegmentsModel.Column.of(shown.getModelIndex());
      shown.setCellRenderer(new SegmentCells.Renderer(column));
      int wide = width(column, line);
      shown.setPreferredWidth(wide);
      if (column != SegmentsModel.Column.NAME && column != SegmentsModel.Column.CODE) {
        shown.setMinWidth(wide);
        shown.setMaxWidth(wide * 2);
      }
      width += wide;
    }
    table.setPreferredScrollableViewportSize(
        new Dimension(width, table.getRowHeight() * VISIBLE_ROWS));
  }

  /** As wide as its heading and what usually stands below it. */
  private int width(SegmentsModel.Column column, int line) {
    String usual =
        switch (column) {
          case COLOUR, LOCK, VISIBLE -> "";
          case NAME, CODE -> "Left adrenal gland";
          case VOLUME -> SizeText.of(Texts.current(), 1, OptionalDouble.of(8888.88));
          case SLICES -> Texts.get("panel.segments.slices", 888, 888);
        };
    int heading =
        table
            .getTableHeader()
            .getFontMetrics(table.getTableHeader().getFont())
            .stringWidth(Texts.get(column.key()));
    return Math.max(line * 3 / 2, Math.max(heading + line * 2 / 3, wide(usual, line)));
  }

  private JPanel buttons(int gap) {
    add.setToolTipText(Texts.get("panel.segments.add.tip"));
    remove.setToolTipText(Texts.get("panel.segments.remove.tip"));
    confirmAll.setToolTipText(Texts.get("panel.segments.confirmAll.tip"));
    add.addActionListener(e -> listener.added());
    remove.addActionListener(e -> selectedRow().ifPresent(this::askToRemove));
    confirmAll.addActionListener(
        e -> selectedRow().ifPresent(row -> listener.allConfirmed(row.number())));
    JPanel edits = new JPanel(new FlowLayout(FlowLayout.LEADING, gap, 0));
    edits.add(add);
    edits.add(remove);
    JPanel row = new JPanel(new BorderLayout());
    row.add(edits, BorderLayout.LINE_START);
    row.add(confirmAll, BorderLayout.LINE_END);
    return row;
  }

  private void onKey(int code, Runnable what) {
    String name = "segments " + code;
    table
        .getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
        .put(KeyStroke.getKeyStroke(code, 0), name);
    table
        .getActionMap()
        .put(
            name,
            new AbstractAction() {
              @Override
              public boolean isEnabled() {
                return !table.isEditing(); // a name may hold spaces
              }

              @Override
              public void actionPerformed(ActionEvent e) {
                what.run();
              }
            });
  }

  /** Shows other segments, without telling anybody. */
  public void show(Content content) {
    showing = true;
    try {
      boolean same =
          model.numbers().equals(content.rows().stream().map(SegmentRow::number).toList());
      if (table.isEditing() && !same) {
        table.getCellEditor().cancelCellEditing();
      }
      model.show(content.rows());
      widenVolumes(content.rows());
      int index = model.indexOf(content.selected());
      if (index < 0) {
        table.clearSelection();
      } else if (index != table.getSelectedRow()) {
        table.setRowSelectionInterval(index, index);
        table.scrollRectToVisible(table.getCellRect(index, 0, true));
      }
    } finally {
      showing = false;
    }
    enableButtons();
  }

  /** Many voxels, or a small volume in its unit, take more place than usual. */
  private void widenVolumes(List<SegmentRow> rows) {
    String longest = "";
    for (SegmentRow row : rows) {
      String text = SegmentCells.text(SegmentsModel.Column.VOLUME, row);
      longest = text.length() > longest.length() ? text : longest;
    }
    TableColumn column = table.getColumnModel().getColumn(SegmentsModel.Column.VOLUME.index());
    int wide = wide(longest, FontSize.line(table));
    if (wide > column.getMinWidth()) {
      column.setMaxWidth(wide * 2);
      column.setPreferredWidth(wide);
      column.setMinWidth(wide);
    }
  }

  private int wide(String text, int line) {
    return table.getFontMetrics(table.getFont()).stringWidth(text) + line * 2 / 3;
  }

  private Optional<SegmentRow> selectedRow() {
    int index = table.getSelectedRow();
    return index < 0 ? Optional.empty() : Optional.of(model.row(index));
  }

  private void choose(boolean adjusting) {
    if (!showing && !adjusting) {
      enableButtons();
      selectedRow().ifPresent(row -> listener.selected(row.number()));
    }
  }

  private void enableButtons() {
    Optional<SegmentRow> unlocked = selectedRow().filter(row -> !row.locked());
    remove.setEnabled(unlocked.isPresent() && model.getRowCount() > 1);
    confirmAll.setEnabled(unlocked.filter(SegmentRow::hasMask).isPresent());
  }

  private void named(SegmentRow row, String name) {
    listener.renamed(row.number(), name);
  }

  private void askToRemove(SegmentRow row) {
    if (!row.hasMask() || dialogs.remove(this, row)) {
      listener.removed(row.number());
    }
  }

  private void actOnCell() {
    int row = table.getSelectedRow();
    int column = table.getColumnModel().getSelectionModel().getLeadSelectionIndex();
    if (row >= 0 && column >= 0 && SegmentsModel.Column.of(column) == SegmentsModel.Column.NAME) {
      if (table.editCellAt(row, column)) {
        table.getEditorComponent().requestFocusInWindow();
      }
    } else {
      act(row, column);
    }
  }

  /** What a click on a cell does. */
  void act(int rowIndex, int column) {
    if (rowIndex < 0 || column < 0) {
      return;
    }
    SegmentRow row = model.row(rowIndex);
    switch (SegmentsModel.Column.of(column)) {
      case COLOUR ->
          dialogs.colour(this, row).ifPresent(rgb -> listener.recoloured(row.number(), rgb));
      case CODE -> dialogs.code(this, row).ifPresent(term -> listener.coded(row.number(), term));
      case LOCK -> listener.locked(row.number(), !row.locked());
      case VISIBLE -> listener.shown(row.number(), !row.visible());
      case NAME, VOLUME, SLICES -> {}
    }
  }

  JTable table() {
    return table;
  }

  JButton add() {
    return add;
  }

  JButton remove() {
    return remove;
  }

  JButton confirmAll() {
    return confirmAll;
  }
}
