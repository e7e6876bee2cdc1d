package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.SizeText;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.Segment;
import java.awt.Color;
import java.awt.Component;
import java.awt.geom.Rectangle2D;
import javax.swing.BorderFactory;
import javax.swing.DefaultCellEditor;
import javax.swing.Icon;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.SwingConstants;
import javax.swing.UIManager;
import javax.swing.table.DefaultTableCellRenderer;

/** How the cells of the {@link SegmentsTable} look. Stateless. */
final class SegmentCells {
  private SegmentCells() {}

  /** A square of a colour with a thin frame. */
  static Icon swatch(Color colour, int size) {
    return new PaintedIcon(
        size,
        g -> {
          Rectangle2D square = new Rectangle2D.Double(2, 2, 12, 12);
          Color frame = g.getColor();
          g.setColor(colour);
          g.fill(square);
          g.setColor(frame);
          g.draw(square);
        });
  }

  /** The words of a cell, for screen readers and tests too. */
  static String text(SegmentsModel.Column column, SegmentRow row) {
    return switch (column) {
      case COLOUR, LOCK, VISIBLE -> "";
      case NAME -> row.name();
      case CODE -> row.type();
      case VOLUME -> SizeText.of(Texts.current(), row.voxels(), row.millilitres());
      case SLICES -> Texts.get("panel.segments.slices", row.confirmedSlices(), row.maskSlices());
    };
  }

  /** What a cell is for. */
  static String tip(SegmentsModel.Column column, SegmentRow row) {
    String tip = column.key() + ".tip";
    return switch (column) {
      case COLOUR, NAME, VOLUME -> Texts.get(tip);
      case CODE -> Texts.get(tip, row.type(), row.code());
      case LOCK -> Texts.get(row.locked() ? tip + ".locked" : tip);
      case VISIBLE -> Texts.get(row.visible() ? tip : tip + ".hidden");
      case SLICES -> Texts.get(tip, row.confirmedSlices(), row.maskSlices());
    };
  }

  /** Draws the cells of a column. */
  static final class Renderer extends DefaultTableCellRenderer {
    private final SegmentsModel.Column column;

    Renderer(SegmentsModel.Column column) {
      this.column = column;
      PlainLabel.plain(this);
      setHorizontalAlignment(
          switch (column) {
            case COLOUR, LOCK, VISIBLE -> SwingConstants.CENTER;
            case NAME, CODE -> SwingConstants.LEADING;
            case VOLUME, SLICES -> SwingConstants.TRAILING;
          });
    }

    @Override
    public Component getTableCellRendererComponent(
        JTable table, Object value, boolean selected, boolean focused, int row, int at) {
      super.getTableCellRendererComponent(table, value, selected, focused, row, at);
      if (value instanceof SegmentRow segment) {
        setText(text(column, segment));
        setIcon(icon(segment, FontSize.line(table)));
        getAccessibleContext().setAccessibleName(tip(column, segment));
      }
      return this;
    }

    private Icon icon(SegmentRow row, int size) {
      Segment.Rgb rgb = row.colour();
      return switch (column) {
        case COLOUR -> swatch(new Color(rgb.red(), rgb.green(), rgb.blue()), size);
        case LOCK -> ToolDrawings.lock(row.locked(), size);
        case VISIBLE -> ToolDrawings.eye(row.visible(), size);
        default -> new PaintedIcon(1, g -> {});
      };
    }
  }

  /** Edits a name; one that DICOM cannot hold is not taken, and framed in red until it is. */
  static final class NameEditor extends DefaultCellEditor {
    private final JTextField field;

    NameEditor() {
      this(new JTextField());
    }

    private NameEditor(JTextField field) {
      super(field);
      this.field = field;
      field.setBorder(UIManager.getBorder("Table.editorBorder"));
      setClickCountToStart(2);
    }

    @Override
    public Component getTableCellEditorComponent(
        JTable table, Object value, boolean selected, int row, int column) {
      Component editor = super.getTableCellEditorComponent(table, value, selected, row, column);
      mark(true);
      field.selectAll();
      return editor;
    }

    @Override
    public boolean stopCellEditing() {
      boolean good = SegmentsModel.isName(field.getText());
      mark(good);
      return good && super.stopCellEditing();
    }

    private void mark(boolean good) {
      field.setBorder(BorderFactory.createLineBorder(good ? Color.GRAY : Color.RED));
      field.setToolTipText(good ? null : Texts.get("panel.segments.name.expected"));
    }
  }
}
