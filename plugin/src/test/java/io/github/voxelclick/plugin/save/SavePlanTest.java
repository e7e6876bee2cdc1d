package io.github.voxelclick.plugin.save;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroOptions;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SavePlanTest {
  private static final Texts ENGLISH = Texts.in(Locale.ENGLISH);

  @TempDir private Path folder;

  private SaveChoice choice(SaveTarget target, String name, Integer... segments) {
    return new SaveChoice(
        Set.of(segments), target, folder.resolve(name).toString(), "", false, "", true);
  }

  private static SavePlan plan(SaveSubject subject, SaveChoice choice) {
    return SavePlan.of(subject, choice, ENGLISH);
  }

  private static void assertRefused(SavePlan plan, String... words) {
    String problems = String.join(" ", plan.problems());
    for (String word : words) {
      assertTrue(problems.contains(word), problems);
    }
    assertEquals("", plan.summary());
    assertEquals(Optional.empty(), plan.request(true));
  }

  @Test
  void says_what_will_happen_and_becomes_a_request() {
    SavePlan plan = plan(Subjects.liver(true), choice(SaveTarget.SEG, "a.dcm", 1, 2));
    assertEquals(List.of(), plan.problems());
    assertEquals("2 segments, DICOM SEG, a.dcm: replaces nothing.", plan.summary());
    assertEquals(
        Optional.of(
            new SaveRequest(
                List.of(1, 2),
                SaveTarget.SEG,
                Optional.of(folder.resolve("a.dcm")),
                Optional.empty(),
                Optional.empty(),
                true,
                false)),
        plan.request(false));
  }

  @Test
  void tells_of_slices_that_nobody_confirmed_of_the_chosen_segments_only() {
    SaveSubject subject = Subjects.liver(true);
    assertEquals(
        List.of(
            "2 of 5 slices of “Liver” were carried by the model and nobody has confirmed them."),
        plan(subject, choice(SaveTarget.SEG, "a.dcm", 1, 2)).warnings());
    assertEquals(List.of(), plan(subject, choice(SaveTarget.SEG, "a.dcm", 2)).warnings());
  }

  @Test
  void one_open_slice_is_told_of_in_the_singular_in_both_languages() {
    SaveSubject subject =
        SaveSubject.of(
            Subjects.state(Subjects.segment(4, "Niere {0} 'links'", 3, 1, 0)),
            Subjects.geometry(true),
            true);
    SaveChoice choice = choice(SaveTarget.SEG, "a.dcm", 4);
    assertEquals(
        List.of(
            "1 of 1 slice of “Niere {0} 'links'” was carried by the model and nobody has"
                + " confirmed it."),
        plan(subject, choice).warnings());
    assertEquals(
        List.of(
            "1 von 1 Schicht von „Niere {0} 'links'“ wurde vom Modell übertragen und von"
                + " niemandem bestätigt."),
        SavePlan.of(subject, choice, Texts.in(Locale.GERMAN)).warnings());
  }

  @Test
  void where_nobody_knows_how_large_voxels_are_there_are_no_volumes() {
    SaveSubject measured = Subjects.liver(true);
    SaveSubject unmeasured = measured.unmeasured();
    for (int n = 0; n < 3; n++) {
      SaveSubject.Candidate before = measured.segments().get(n);
      SaveSubject.Candidate after = unmeasured.segments().get(n);
      assertTrue(before.millilitres().isPresent());
      assertTrue(after.millilitres().isEmpty());
      assertEquals(before.voxels(), after.voxels());
      assertEquals(before.unconfirmed(), after.unconfirmed());
    }
    SaveChoice choice = choice(SaveTarget.NIFTI, "a.nii", 1, 2);
    assertEquals(plan(measured, choice).problems(), plan(unmeasured, choice).problems());
  }

  @Test
  void of_many_segments_with_open_slices_some_are_named_and_the_others_counted() {
    SegmentState[] many = new SegmentState[5];
    for (int n = 0; n < many.length; n++) {
      many[n] = Subjects.segment(n + 1, "Lesion " + n, 3, 2, 0);
    }
    SaveSubject subject = SaveSubject.of(Subjects.state(many), Subjects.geometry(true), true);
    List<String> four = plan(subject, choice(SaveTarget.SEG, "a.dcm", 1, 2, 3, 4)).warnings();
    assertEquals(4, four.size());
    assertTrue(four.get(3).contains("Lesion 3"), four.toString());
    List<String> five = plan(subject, choice(SaveTarget.SEG, "a.dcm", 1, 2, 3, 4, 5)).warnings();
    assertEquals(4, five.size());
    assertTrue(five.get(3).contains("2 other segments"), five.toString());
  }

  @Test
  void nothing_is_replaced_unasked() throws IOException {
    Files.writeString(folder.resolve("a.dcm"), "before");
    SavePlan plan = plan(Subjects.liver(true), choice(SaveTarget.RTSTRUCT, "a.dcm", 1));
    assertEquals(List.of("a.dcm"), plan.replaced());
    assertTrue(plan.question().contains("a.dcm"), plan.question());
    assertTrue(plan.summary().contains("replaces a.dcm after asking"), plan.summary());
    assertEquals(Optional.empty(), plan.request(false));
    assertTrue(plan.request(true).orElseThrow().mayReplace());
  }

  @Test
  void a_provenance_of_another_mask_is_asked_for_too() throws IOException {
    Files.writeString(
        folder.resolve("a.provenance.json"), "{\"format\": \"voxelclick-provenance\"}");
    SaveChoice choice = choice(SaveTarget.NIFTI, "a.nii.gz", 2);
    assertEquals(List.of("a.provenance.json"), plan(Subjects.liver(true), choice).replaced());
    SaveChoice without =
        new SaveChoice(choice.segments(), choice.target(), choice.path(), "", false, "", false);
    assertEquals(List.of(), plan(Subjects.liver(true), without).replaced());
  }

  @Test
  void a_table_of_other_labels_is_asked_for_too() throws Exception {
    Files.writeString(folder.resolve("a.labels.tsv"), "1\tspleen, by hand");
    SaveChoice labels = choice(SaveTarget.NIFTI, "a.nii.gz", 2);
    SavePlan plan = plan(Subjects.liver(true), labels);
    assertEquals(List.of("a.labels.tsv"), plan.replaced());
    assertTrue(plan.question().contains("a.labels.tsv"), plan.question());
    assertTrue(plan.summary().contains("replaces a.labels.tsv after asking"), plan.summary());
    assertEquals(Optional.empty(), plan.request(false));
    assertEquals(
        List.of(), plan(Subjects.liver(true), choice(SaveTarget.SEG, "a.dcm", 2)).replaced());
    Files.delete(folder.resolve("a.labels.tsv"));
    SaveRequest request = plan(Subjects.liver(true), labels).request(false).orElseThrow();
    Files.writeString(folder.resolve("a.labels.tsv"), "1\tspleen, by hand");
    String told = assertThrows(JobException.class, request::requireStillFree).getMessage();
    assertTrue(told.contains("a.labels.tsv has come into the folder meanwhile"), told);
  }

  @Test
  void a_macro_line_replaces_only_where_it_says_so() throws Exception {
    Path mask = Files.writeString(folder.resolve("a.nii.gz"), "before");
    Files.writeString(folder.resolve("a.labels.tsv"), "1\tspleen, by hand");
    String line = "path=[" + mask + "] segments=2 format=nifti";
    SaveSubject subject = Subjects.liver(true);
    MacroOptions without = MacroOptions.parse(MacroCommand.SAVE_SEGMENTS, line);
    String told =
        assertThrows(JobException.class, () -> SaveLines.read(without, subject)).getMessage();
    assertTrue(told.contains("a.nii.gz, a.labels.tsv would be replaced"), told);
    assertTrue(told.contains("option overwrite"), told);
    MacroOptions with = MacroOptions.parse(MacroCommand.SAVE_SEGMENTS, line + " overwrite");
    assertTrue(SaveLines.read(with, subject).mayReplace());
    for (MacroCommand other : List.of(MacroCommand.SAVE, MacroCommand.SAVE_SURFACES)) {
      MacroOptions plain = MacroOptions.parse(other, "path=/a.stl");
      assertThrows(JobException.class, () -> SaveLines.requireMayReplace(plain, List.of("a.stl")));
      SaveLines.requireMayReplace(plain, List.of());
      SaveLines.requireMayReplace(
          MacroOptions.parse(other, "path=/a.stl overwrite"), List.of("a.stl"));
    }
  }

  @Test
  void a_request_does_not_replace_what_has_come_since() throws Exception {
    SaveRequest request =
        plan(Subjects.liver(true), choice(SaveTarget.SEG, "a.dcm", 1)).request(false).orElseThrow();
    request.requireStillFree();
    Files.writeString(folder.resolve("a.dcm"), "from elsewhere");
    assertTrue(
        assertThrows(JobException.class, request::requireStillFree).getMessage().contains("a.dcm"));
    plan(Subjects.liver(true), choice(SaveTarget.SEG, "a.dcm", 1))
        .request(true)
        .orElseThrow()
        .requireStillFree();
  }

  @Test
  void nifti_refuses_overlap_but_one_of_the_two_is_fine() {
    SaveSubject subject = Subjects.liver(true);
    assertRefused(
        plan(subject, choice(SaveTarget.NIFTI, "a.nii", 1, 2)), "“Liver” and “Cyst” overlap");
    assertEquals(List.of(), plan(subject, choice(SaveTarget.NIFTI, "a.nii", 1)).problems());
  }

  @Test
  void label_images_come_one_by_one_where_segments_overlap() {
    SaveSubject subject = Subjects.liver(true);
    SavePlan both = plan(subject, choice(SaveTarget.LABEL_IMAGE, "x", 1, 2));
    assertTrue(both.summary().contains("2 label images"), both.summary());
    assertTrue(both.warnings().get(0).contains("image of its own"), both.warnings().toString());
    SavePlan one = plan(subject, choice(SaveTarget.LABEL_IMAGE, "x", 1));
    assertTrue(one.summary().contains("one label image"), one.summary());
    SaveRequest request = one.request(false).orElseThrow();
    assertEquals(Optional.empty(), request.file());
    assertFalse(request.provenance());
  }

  @Test
  void selections_and_rows_are_counted() {
    SaveSubject subject = Subjects.liver(false);
    String rois = plan(subject, choice(SaveTarget.ROI_MANAGER, "", 1, 2)).summary();
    assertEquals("2 segments: 7 selections are added to the ROI Manager.", rois);
    String rows = plan(subject, choice(SaveTarget.RESULTS, "", 2)).summary();
    assertEquals("1 segment: 1 row is added to the Results table.", rows);
  }

  @Test
  void empty_segments_are_never_saved() {
    SaveSubject subject = Subjects.liver(true);
    assertRefused(plan(subject, choice(SaveTarget.SEG, "a.dcm")), "No segment");
    assertRefused(plan(subject, choice(SaveTarget.SEG, "a.dcm", 3)), "No segment");
    assertEquals(
        List.of(2),
        plan(subject, choice(SaveTarget.SEG, "a.dcm", 2, 3))
            .request(false)
            .orElseThrow()
            .segments());
    SaveSubject nothing =
        SaveSubject.of(
            Subjects.state(Subjects.segment(1, "Liver", 3, 0, 0)), Subjects.geometry(true), true);
    assertRefused(plan(nothing, choice(SaveTarget.SEG, "a.dcm", 1)), "Nothing is segmented");
  }

  @ParameterizedTest
  @EnumSource(
      value = SaveTarget.class,
      names = {"SEG", "RTSTRUCT"})
  void a_dicom_file_of_other_images_needs_the_series_they_came_from(SaveTarget target) {
    SaveSubject subject = Subjects.liver(false);
    assertRefused(plan(subject, choice(target, "a.dcm", 1)), "must refer to DICOM images");
    SaveChoice gone =
        new SaveChoice(
            Set.of(1),
            target,
            folder.resolve("a.dcm").toString(),
            folder.resolve("gone").toString(),
            false,
            "",
            true);
    assertRefused(plan(subject, gone), "no such reference");
    SaveChoice there =
        new SaveChoice(Set.of(1), target, gone.path(), folder.toString(), false, "", true);
    assertEquals(
        Optional.of(folder), plan(subject, there).request(false).orElseThrow().reference());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\u0000", "gone/a.dcm", "a.nii.gz", "."})
  void names_that_lead_nowhere_are_refused(String name) {
    SaveChoice choice =
        new SaveChoice(
            Set.of(1),
            SaveTarget.SEG,
            name.isBlank() || name.indexOf(0) >= 0 ? name : folder.resolve(name).toString(),
            "",
            false,
            "",
            true);
    SavePlan plan = plan(Subjects.liver(true), choice);
    assertEquals(1, plan.problems().size(), plan.problems().toString());
    assertEquals(Optional.empty(), plan.request(true));
  }

  @Test
  void a_name_without_an_ending_gets_the_one_of_the_format() throws IOException {
    SavePlan plan = plan(Subjects.liver(true), choice(SaveTarget.RTSTRUCT, "Leber 1.5 T", 1));
    assertEquals(
        Optional.of(folder.resolve("Leber 1.5 T.dcm")), plan.request(false).orElseThrow().file());
    Files.createDirectory(folder.resolve("b.dcm"));
    assertRefused(plan(Subjects.liver(true), choice(SaveTarget.SEG, "b", 1)), "folder");
  }

  @Test
  void uneven_slices_are_no_nifti_and_images_without_a_frame_no_contours() throws Exception {
    SessionState state = Subjects.state(Subjects.segment(1, "Liver", 3, 2, 2));
    List<WorldPoint> places = new ArrayList<>();
    for (int k = 0; k < Subjects.SIZE.k(); k++) {
      places.add(new WorldPoint(1, 2, k == 3 ? 9.5 : 2.5 * k));
    }
    SaveSubject uneven = SaveSubject.of(state, unevenGeometry(places), true);
    assertRefused(plan(uneven, choice(SaveTarget.NIFTI, "a.nii", 1)), "unevenly spaced");
    assertEquals(List.of(), plan(uneven, choice(SaveTarget.SEG, "a.dcm", 1)).problems());
    SaveSubject frameless = SaveSubject.of(state, Subjects.geometry(false), true);
    assertRefused(plan(frameless, choice(SaveTarget.RTSTRUCT, "a.dcm", 1)), "frame of reference");
  }

  private static VolumeGeometry unevenGeometry(List<WorldPoint> places) throws GeometryException {
    return VolumeGeometry.ofSlices(
        Subjects.SIZE,
        new WorldPoint(0.7, 0, 0),
        new WorldPoint(0, 1.1, 0),
        places,
        Optional.empty());
  }

  @Test
  void a_readers_name_stands_in_the_file_only_when_asked_for_and_fit() {
    SaveSubject subject = Subjects.liver(true);
    for (boolean named : new boolean[] {false, true}) {
      SaveChoice choice =
          new SaveChoice(
              Set.of(1),
              SaveTarget.SEG,
              folder.resolve("a.dcm").toString(),
              "",
              named,
              " Readerson^Ann ",
              true);
      assertEquals(
          named ? Optional.of("Readerson^Ann") : Optional.empty(),
          plan(subject, choice).request(false).orElseThrow().reader());
    }
    for (String unfit : List.of("", " ", "a\\b", "x".repeat(65))) {
      SaveChoice choice =
          new SaveChoice(
              Set.of(1), SaveTarget.SEG, folder.resolve("a.dcm").toString(), "", true, unfit, true);
      assertRefused(plan(subject, choice), "reader's name");
    }
  }

  @Test
  void a_proposed_name_is_free_also_beside() throws IOException {
    assertEquals(
        Optional.of(folder.resolve("segmentation.dcm")),
        SaveChoice.proposal(folder, SaveTarget.SEG));
    Files.writeString(folder.resolve("segmentation.dcm"), "");
    Files.writeString(folder.resolve("segmentation-2.provenance.json"), "");
    Files.writeString(folder.resolve("segmentation-3.labels.tsv"), "");
    assertEquals(
        Optional.of(folder.resolve("segmentation-3.dcm")),
        SaveChoice.proposal(folder, SaveTarget.SEG));
    assertEquals(
        Optional.of(folder.resolve("segmentation.nii.gz")),
        SaveChoice.proposal(folder, SaveTarget.NIFTI));
    Files.writeString(folder.resolve("segmentation.labels.tsv"), "");
    assertEquals(
        Optional.of(folder.resolve("segmentation-4.nii.gz")),
        SaveChoice.proposal(folder, SaveTarget.NIFTI));
    assertEquals(Optional.empty(), SaveChoice.proposal(folder, SaveTarget.RESULTS));
  }

  @Test
  void another_format_changes_the_ending_and_keeps_a_name_of_ones_own() {
    SaveChoice mine = choice(SaveTarget.SEG, "liver.v2.dcm", 1);
    SaveChoice nifti = mine.withTarget(SaveTarget.NIFTI);
    assertEquals(folder.resolve("liver.v2.nii.gz").toString(), nifti.path());
    assertEquals(nifti.path(), nifti.withTarget(SaveTarget.RESULTS).path());
    assertEquals(mine.path(), nifti.withTarget(SaveTarget.RTSTRUCT).path());
    SaveChoice proposed = choice(SaveTarget.SEG, "segmentation.dcm", 1);
    assertEquals(
        folder.resolve("structures.dcm").toString(),
        proposed.withTarget(SaveTarget.RTSTRUCT).path());
  }

  @Test
  void what_was_chosen_last_is_proposed_next() {
    Subjects.Remembered memory = new Subjects.Remembered();
    SaveSubject subject = Subjects.liver(true);
    SaveChoice first = SaveChoice.first(subject, memory, Optional.of("Readerson^Ann"));
    assertEquals(SaveTarget.SEG, first.target());
    assertEquals(Set.of(1, 2), first.segments());
    assertFalse(first.named());
    assertTrue(first.provenance());
    assertEquals(
        SaveTarget.NIFTI,
        SaveChoice.first(Subjects.liver(false), memory, Optional.empty()).target());
    new SaveChoice(
            Set.of(2),
            SaveTarget.RTSTRUCT,
            folder.resolve("a.dcm").toString(),
            "",
            true,
            "Readerson^Ann",
            false)
        .remember(memory, true, Optional.of(folder.resolve("a.dcm")));
    assertFalse(memory.kept.toString().contains("Readerson"), "names are not kept");
    SaveChoice next = SaveChoice.first(subject, memory, Optional.of("Readerson^Ann"));
    assertEquals(SaveTarget.RTSTRUCT, next.target());
    assertEquals(folder.resolve("structures.dcm").toString(), next.path());
    assertTrue(next.named());
    assertFalse(next.provenance());
    assertFalse(SaveChoice.first(subject, memory, Optional.empty()).named(), "no name, none named");
    memory.kept.put("folder", folder.resolve("gone").toString());
    memory.kept.put("target.dicom", "OF_A_NEWER_VERSION");
    SaveChoice odd = SaveChoice.first(subject, memory, Optional.empty());
    assertEquals(SaveTarget.SEG, odd.target());
    assertTrue(odd.path().startsWith(System.getProperty("user.home")), odd.path());
  }

  @Test
  void a_segment_removed_meanwhile_is_told_of() throws Exception {
    SaveRequest request =
        plan(Subjects.liver(true), choice(SaveTarget.SEG, "a.dcm", 1, 2))
            .request(false)
            .orElseThrow();
    SessionState later = Subjects.state(Subjects.segment(2, "Cyst", 6, 2, 2));
    assertThrows(JobException.class, () -> request.described(later));
    assertThrows(JobException.class, () -> request.segmentation(later, Subjects.geometry(true)));
    SessionState same =
        Subjects.state(Subjects.segment(1, "Liver", 3, 5, 3), Subjects.segment(2, "Cyst", 6, 2, 2));
    assertEquals(
        List.of("Liver", "Cyst"), request.described(same).stream().map(s -> s.label()).toList());
    assertEquals(
        same.segment(2).mask(),
        request.segmentation(same, Subjects.geometry(true)).entries().get(1).mask());
  }

  @Test
  void both_languages_have_the_same_texts() throws IOException {
    Set<String> english = keys("texts.properties");
    assertEquals(english, keys("texts_de.properties"));
    assertTrue(english.contains("save.summary.new") && english.contains("errors.copy"));
  }

  private static Set<String> keys(String file) throws IOException {
    Properties texts = new Properties();
    try (Reader in =
        new InputStreamReader(Texts.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
      texts.load(in);
    }
    Set<String> keys = new TreeSet<>();
    for (String key : texts.stringPropertyNames()) {
      if (key.startsWith("save.") || key.startsWith("errors.")) {
        keys.add(key);
      }
    }
    return keys;
  }
}
