package io.github.voxelclick.plugin.save;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.text.Texts;
import java.awt.Component;
import java.awt.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SavePanelTest {
  @TempDir private Path folder;

  private final Subjects.Remembered memory = new Subjects.Remembered();
  private final List<Optional<SaveRequest>> ends = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private boolean answer;

  @BeforeEach
  void save_into_the_folder() {
    memory.kept.put("folder", folder.toString());
  }

  private final class Answers implements SaveQuestions {
    @Override
    public boolean mayReplace(String question) {
      asked.add(question);
      return answer;
    }

    @Override
    public Optional<Path> chooseFile(String proposal) {
      return Optional.of(folder.resolve("chosen.dcm"));
    }

    @Override
    public Optional<Path> chooseReference(String proposal) {
      return Optional.of(folder);
    }
  }

  private void withPanel(boolean dicom, Consumer<SavePanel> action) throws Exception {
    SwingUtilities.invokeAndWait(
        () ->
            action.accept(
                new SavePanel(
                    Subjects.liver(dicom),
                    memory,
                    Optional.empty(),
                    Optional.of(new Answers()),
                    Texts.in(Locale.ENGLISH),
                    ends::add)));
  }

  private static <T extends Component> T find(Container in, Class<T> type, Predicate<T> which) {
    List<T> found = new ArrayList<>();
    collect(in, type, which, found);
    assertEquals(1, found.size(), found.toString());
    return found.get(0);
  }

  private static <T extends Component> void collect(
      Container in, Class<T> type, Predicate<T> which, List<T> into) {
    for (Component c : in.getComponents()) {
      if (type.isInstance(c) && which.test(type.cast(c))) {
        into.add(type.cast(c));
      } else if (c instanceof Container inner && c.isVisible()) {
        collect(inner, type, which, into);
      }
    }
  }

  private static AbstractButton button(SavePanel panel, String text) {
    return find(panel, AbstractButton.class, b -> text.equals(b.getText()) && b.isVisible());
  }

  private static String said(SavePanel panel) {
    List<JTextArea> areas = new ArrayList<>();
    collect(panel, JTextArea.class, Component::isVisible, areas);
    return String.join("|", areas.stream().map(JTextArea::getText).toList());
  }

  private static int browseButtons(SavePanel panel) {
    List<AbstractButton> found = new ArrayList<>();
    collect(panel, AbstractButton.class, b -> "Browse…".equals(b.getText()), found);
    return found.size();
  }

  private static void choose(SavePanel panel, SaveTarget target) {
    find(panel, JComboBox.class, c -> true).setSelectedItem(target);
  }

  @Test
  void begins_with_all_that_can_be_saved_and_says_what_will_happen() throws Exception {
    withPanel(
        true,
        panel -> {
          assertTrue(button(panel, "Liver").isSelected());
          assertFalse(button(panel, "Spleen").isSelected());
          assertFalse(button(panel, "Spleen").isEnabled());
          assertTrue(
              said(panel).contains("2 segments, DICOM SEG, segmentation.dcm: replaces nothing."),
              said(panel));
          assertTrue(said(panel).contains("2 of 5 slices of “Liver”"), said(panel));
          button(panel, "Save").doClick();
        });
    assertEquals(List.of(1, 2), ends.get(0).orElseThrow().segments());
    assertEquals(List.of(), asked);
    assertEquals(folder.toString(), memory.kept.get("folder"));
  }

  @Test
  void ticks_change_what_is_saved_and_without_any_nothing_can_be() throws Exception {
    withPanel(
        true,
        panel -> {
          button(panel, "None").doClick();
          assertFalse(button(panel, "Save").isEnabled());
          assertTrue(said(panel).contains("No segment is chosen"), said(panel));
          button(panel, "Cyst").doClick();
          assertFalse(said(panel).contains("Liver"), said(panel));
          button(panel, "Save").doClick();
        });
    assertEquals(List.of(2), ends.get(0).orElseThrow().segments());
  }

  @Test
  void a_file_is_replaced_only_after_yes() throws Exception {
    withPanel(
        true,
        panel -> {
          write(folder.resolve("chosen.dcm"));
          button(panel, "Browse…").doClick();
          assertTrue(said(panel).contains("replaces chosen.dcm after asking"), said(panel));
          button(panel, "Save").doClick();
          assertEquals(1, asked.size());
          assertTrue(asked.get(0).contains("chosen.dcm"), asked.toString());
          assertEquals(List.of(), ends);
          answer = true;
          button(panel, "Save").doClick();
        });
    assertEquals(2, asked.size());
    assertTrue(ends.get(0).orElseThrow().mayReplace());
  }

  @Test
  void a_file_that_came_while_the_dialog_was_open_is_asked_for() throws Exception {
    withPanel(
        true,
        panel -> {
          write(folder.resolve("segmentation.dcm"));
          button(panel, "Save").doClick();
        });
    assertEquals(1, asked.size());
    assertEquals(List.of(), ends);
  }

  @Test
  void a_format_shows_its_own_fields_only() throws Exception {
    withPanel(
        false,
        panel -> {
          assertTrue(said(panel).contains("overlap"), said(panel)); // NIfTI of Liver and Cyst
          choose(panel, SaveTarget.SEG);
          assertTrue(said(panel).contains("must refer to DICOM images"), said(panel));
          assertEquals(2, browseButtons(panel)); // of the file, and of the reference
          choose(panel, SaveTarget.NIFTI);
          assertEquals(1, browseButtons(panel));
          choose(panel, SaveTarget.RESULTS);
          assertEquals(0, browseButtons(panel));
        });
  }

  @Test
  void the_reference_series_is_asked_for_a_dicom_file_of_other_images() throws Exception {
    withPanel(
        false,
        panel -> {
          choose(panel, SaveTarget.RTSTRUCT);
          assertFalse(button(panel, "Save").isEnabled());
          find(panel, AbstractButton.class, b -> b.getMnemonic() == 'W').doClick();
          button(panel, "Save").doClick();
        });
    SaveRequest request = ends.get(0).orElseThrow();
    assertEquals(SaveTarget.RTSTRUCT, request.target());
    assertEquals(Optional.of(folder), request.reference());
    assertEquals("RTSTRUCT", memory.kept.get("target.other"));
  }

  @Test
  void imagej_needs_no_file() throws Exception {
    withPanel(
        true,
        panel -> {
          choose(panel, SaveTarget.ROI_MANAGER);
          List<JTextField> fields = new ArrayList<>();
          collect(panel, JTextField.class, Component::isVisible, fields);
          assertEquals(List.of(), fields);
          button(panel, "Save").doClick();
        });
    assertEquals(Optional.empty(), ends.get(0).orElseThrow().file());
  }

  @Test
  void a_label_that_looks_like_a_page_is_shown_letter_by_letter() throws Exception {
    String label = "<html><b>x</b>";
    SwingUtilities.invokeAndWait(
        () -> {
          SaveSubject subject =
              SaveSubject.of(
                  Subjects.state(Subjects.segment(1, label, 3, 1, 1)),
                  Subjects.geometry(true),
                  true);
          SavePanel panel = new SavePanel(subject, memory, Optional.empty(), ends::add);
          assertNull(button(panel, label).getClientProperty("html"));
        });
  }

  @Test
  void giving_up_saves_and_remembers_nothing() throws Exception {
    withPanel(true, panel -> button(panel, "Cancel").doClick());
    assertEquals(List.of(Optional.empty()), ends);
    assertEquals(1, memory.kept.size());
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, "before");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
