package io.github.voxelclick.plugin.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Term;
import io.github.voxelclick.volume.Terminology;
import java.awt.Color;
import java.awt.Component;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.JToolTip;
import javax.swing.plaf.basic.BasicHTML;
import javax.swing.table.TableColumn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(Spoken.class)
class SegmentsTableTest {
  private final List<String> told = new ArrayList<>();
  private final Answers answers = new Answers();
  private SegmentsTable table;

  /** Answers as a person would. */
  private static final class Answers implements SegmentDialogs {
    private final List<String> asked = new ArrayList<>();
    private boolean yes;

    @Override
    public Optional<Segment.Rgb> colour(Component parent, SegmentRow row) {
      asked.add("colour of " + row.name());
      return yes ? Optional.of(new Segment.Rgb(1, 2, 3)) : Optional.empty();
    }

    @Override
    public Optional<Term> code(Component parent, SegmentRow row) {
      asked.add("code of " + row.name());
      return yes ? Terminology.standard().ofName("spleen") : Optional.empty();
    }

    @Override
    public boolean remove(Component parent, SegmentRow row) {
      asked.add("remove " + row.name());
      return yes;
    }
  }

  /** Writes down what it is told. */
  private final class Told implements SegmentsTable.Listener {
    @Override
    public void selected(int number) {
      told.add("selected " + number);
    }

    @Override
    public void renamed(int number, String name) {
      told.add("renamed " + number + " " + name);
    }

    @Override
    public void recoloured(int number, Segment.Rgb colour) {
      told.add("recoloured " + number + " " + colour.blue());
    }

    @Override
    public void coded(int number, Term term) {
      told.add("coded " + number + " " + term.type().meaning());
    }

    @Override
    public void locked(int number, boolean locked) {
      told.add("locked " + number + " " + locked);
    }

    @Override
    public void shown(int number, boolean visible) {
      told.add("shown " + number + " " + visible);
    }

    @Override
    public void added() {
      told.add("added");
    }

    @Override
    public void removed(int number) {
      told.add("removed " + number);
    }

    @Override
    public void allConfirmed(int number) {
      told.add("all confirmed " + number);
    }
  }

  @BeforeEach
  void show_three() {
    table = new SegmentsTable(answers, new Told());
    show(1);
  }

  private void show(int selected) {
    table.show(new SegmentsTable.Content(rows(), selected));
  }

  private static List<SegmentRow> rows() {
    return new SegmentRows(Cases.geometry(), true).of(Cases.session(), number -> number != 2);
  }

  private static int column(SegmentsModel.Column column) {
    return List.of(SegmentsModel.Column.values()).indexOf(column);
  }

  private void act(int row, SegmentsModel.Column column) {
    table.act(row, column(column));
  }

  @Test
  void showing_and_selecting_by_program_tell_nobody() {
    show(7);
    show(2);
    show(99);
    table.show(new SegmentsTable.Content(List.of(), 1));
    show(1);
    assertEquals(List.of(), told);
    assertEquals(0, table.table().getSelectedRow());
  }

  @Test
  void selecting_a_row_is_told_once() {
    table.table().setRowSelectionInterval(2, 2);
    assertEquals(List.of("selected 7"), told);
  }

  @Test
  void a_click_on_a_cell_does_what_its_column_is_for() {
    answers.yes = true;
    act(0, SegmentsModel.Column.COLOUR);
    act(2, SegmentsModel.Column.CODE);
    act(0, SegmentsModel.Column.LOCK);
    act(1, SegmentsModel.Column.LOCK);
    act(0, SegmentsModel.Column.VISIBLE);
    act(1, SegmentsModel.Column.VISIBLE);
    act(1, SegmentsModel.Column.VOLUME);
    act(-1, SegmentsModel.Column.LOCK);
    assertEquals(
        List.of(
            "recoloured 1 3",
            "coded 7 Spleen",
            "locked 1 true",
            "locked 2 false",
            "shown 1 false",
            "shown 2 true"),
        told);
  }

  @Test
  void nothing_is_told_when_a_dialog_is_cancelled() {
    act(0, SegmentsModel.Column.COLOUR);
    act(0, SegmentsModel.Column.CODE);
    table.remove().doClick();
    assertEquals(List.of(), told);
    assertEquals(
        List.of("colour of left kidney", "code of left kidney", "remove left kidney"),
        answers.asked);
  }

  @Test
  void removing_asks_only_where_voxels_are_lost() {
    show(7);
    table.remove().doClick();
    assertEquals(List.of("removed 7"), told);
    assertEquals(List.of(), answers.asked);
    answers.yes = true;
    show(1);
    table.remove().doClick();
    assertEquals(List.of("removed 7", "removed 1"), told);
    assertEquals(List.of("remove left kidney"), answers.asked);
  }

  @Test
  void buttons_that_would_be_refused_are_off() {
    assertTrue(table.remove().isEnabled());
    assertTrue(table.confirmAll().isEnabled());
    show(2);
    assertFalse(table.remove().isEnabled(), "locked");
    assertFalse(table.confirmAll().isEnabled(), "locked");
    show(7);
    assertTrue(table.remove().isEnabled());
    assertFalse(table.confirmAll().isEnabled(), "nothing to confirm");
    table.show(new SegmentsTable.Content(rows().subList(0, 1), 1));
    assertFalse(table.remove().isEnabled(), "the last one");
    table.show(new SegmentsTable.Content(List.of(), 1));
    assertFalse(table.confirmAll().isEnabled());
    assertTrue(table.add().isEnabled());
  }

  @Test
  void add_and_confirm_all_are_told() {
    table.add().doClick();
    table.confirmAll().doClick();
    assertEquals(List.of("added", "all confirmed 1"), told);
  }

  private boolean rename(String text) {
    JTable t = table.table();
    assertTrue(t.editCellAt(0, column(SegmentsModel.Column.NAME)));
    ((JTextField) t.getEditorComponent()).setText(text);
    return t.getCellEditor().stopCellEditing();
  }

  @Test
  void a_name_is_edited_in_place() {
    assertTrue(rename("  Niere links "));
    assertEquals(List.of("renamed 1 Niere links"), told);
    assertFalse(table.table().isCellEditable(0, column(SegmentsModel.Column.CODE)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "a\\b",
        "0123456789012345678901234567890123456789012345678901234567890123x"
      })
  void a_name_that_dicom_cannot_hold_is_not_taken(String name) {
    assertFalse(rename(name));
    assertTrue(table.table().isEditing());
    assertEquals(List.of(), told);
  }

  @Test
  void an_edit_goes_on_while_other_things_change_but_not_when_its_segment_may_be_another() {
    JTable t = table.table();
    t.editCellAt(0, column(SegmentsModel.Column.NAME));
    ((JTextField) t.getEditorComponent()).setText("half ty");
    table.show(
        new SegmentsTable.Content(
            new SegmentRows(Cases.geometry(), true).of(Cases.session(), number -> false), 1));
    assertTrue(t.isEditing());
    table.show(new SegmentsTable.Content(rows().subList(1, 3), 2));
    assertFalse(t.isEditing());
    assertEquals(List.of(), told);
  }

  @Test
  void keys_do_what_the_mouse_does_but_not_while_a_name_is_typed() {
    JTable t = table.table();
    t.changeSelection(0, column(SegmentsModel.Column.LOCK), false, false);
    Painted.press(t, KeyEvent.VK_SPACE);
    Painted.press(t, KeyEvent.VK_INSERT);
    t.changeSelection(0, column(SegmentsModel.Column.NAME), false, false);
    Painted.press(t, KeyEvent.VK_ENTER);
    assertTrue(t.isEditing());
    Painted.press(t, KeyEvent.VK_INSERT);
    assertEquals(List.of("locked 1 true", "added"), told);
  }

  @Test
  void a_swatch_has_the_colour_of_its_segment_and_numbers_those_of_the_language() {
    Painted.laidOut(table);
    BufferedImage image = Painted.image(table.table());
    for (int row = 0; row < 3; row++) {
      Rectangle cell = table.table().getCellRect(row, 0, false);
      Segment.Rgb rgb = rows().get(row).colour();
      assertEquals(
          new Color(rgb.red(), rgb.green(), rgb.blue()),
          Painted.at(image, (int) cell.getCenterX(), (int) cell.getCenterY()));
    }
    SegmentRow kidney = rows().get(0);
    assertEquals("30.8 mm³", SegmentCells.text(SegmentsModel.Column.VOLUME, kidney));
    assertEquals("1/7", SegmentCells.text(SegmentsModel.Column.SLICES, kidney));
    Spoken.choose("de");
    assertEquals("30,8 mm³", SegmentCells.text(SegmentsModel.Column.VOLUME, kidney));
  }

  @Test
  void many_voxels_get_the_place_that_they_take() {
    TableColumn column =
        table.table().getColumnModel().getColumn(SegmentsModel.Column.VOLUME.index());
    int before = column.getMinWidth();
    SegmentRow many =
        new SegmentRow(
            5,
            "a",
            "b",
            "c",
            Segment.Rgb.ofNumber(5),
            false,
            true,
            123_456_789_012L,
            OptionalDouble.empty(),
            0,
            3);
    table.show(new SegmentsTable.Content(List.of(many), 5));
    String text = SegmentCells.text(SegmentsModel.Column.VOLUME, many);
    assertEquals("123,456,789,012 voxels", text);
    assertTrue(column.getMinWidth() > before);
    assertTrue(
        column.getMinWidth()
            > table.table().getFontMetrics(table.table().getFont()).stringWidth(text));
  }

  @Test
  void a_name_that_looks_like_a_page_stays_a_name() {
    String page = "<html><img src=\"x\">";
    SegmentRow row =
        new SegmentRow(
            5,
            page,
            page,
            page,
            Segment.Rgb.ofNumber(5),
            false,
            true,
            0,
            OptionalDouble.empty(),
            0,
            0);
    for (SegmentsModel.Column column : SegmentsModel.Column.values()) {
      JComponent cell =
          (JComponent)
              new SegmentCells.Renderer(column)
                  .getTableCellRendererComponent(
                      table.table(), row, false, false, 0, column(column));
      assertNull(cell.getClientProperty(BasicHTML.propertyKey), column.name());
    }
    JToolTip tip = table.table().createToolTip();
    tip.setTipText(page);
    assertNull(tip.getClientProperty(BasicHTML.propertyKey));
    JLabel label = new JLabel(page);
    assertNotNull(label.getClientProperty(BasicHTML.propertyKey), "this is what Swing does else");
  }

  @Test
  void every_cell_has_a_tool_tip_in_both_languages() {
    for (String language : List.of("en", "de")) {
      Spoken.choose(language);
      for (SegmentRow row : rows()) {
        for (SegmentsModel.Column column : SegmentsModel.Column.values()) {
          assertFalse(SegmentCells.tip(column, row).isBlank());
        }
      }
    }
  }
}
