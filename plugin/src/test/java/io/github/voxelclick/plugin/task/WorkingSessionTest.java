package io.github.voxelclick.plugin.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.ActionKind;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WorkingSessionTest {
  private static final GridSize SIZE = new GridSize(9, 7, 5);
  private static LoadedModel model;

  @TempDir private Path folder;
  private String before = "";

  @BeforeAll
  static void load_the_model() throws VolumeException {
    model = LoadedModel.open(Optional.empty());
  }

  @AfterAll
  static void close_the_model() {
    model.close();
  }

  @BeforeEach
  void keep_journals_apart() {
    before = System.getProperty(Journals.FOLDER_PROPERTY, "");
    System.setProperty(Journals.FOLDER_PROPERTY, folder.toString());
  }

  @AfterEach
  void put_the_property_back() {
    System.setProperty(Journals.FOLDER_PROPERTY, before);
  }

  private static Volume volume(int level) throws VolumeException {
    short[][] samples = new short[SIZE.k()][SIZE.voxelsPerSlice()];
    samples[1][3] = (short) level;
    return new Volume(
        VolumeGeometry.regular(
            SIZE,
            Affine.ofRowMajor(0.7, -0.1, 0.3, 11, 0.1, 1.1, -0.2, -23, 0.05, 0.1, 2.5, 40),
            Optional.empty()),
        new VoxelData.S16(samples),
        new Rescale(1, 0),
        "CT",
        List.of());
  }

  private static WorkingSession open(int level) throws VolumeException {
    Segment first =
        new Segment(
            1,
            "first",
            CodedConcept.TISSUE,
            CodedConcept.TISSUE,
            Segment.Rgb.ofNumber(1),
            Segment.Algorithm.SEMIAUTOMATIC,
            "test",
            "");
    return WorkingSession.open(volume(level), model.model(), first);
  }

  private static Mask draw(WorkingSession work) throws VolumeException {
    SlicePlane plane = SlicePlane.k(2);
    SliceMask stamp = SliceMask.of(SIZE.i(), SIZE.j(), (i, j) -> i > 2 && j < 4);
    assertTrue(
        work.session().tools().draw(ActionKind.BRUSH, 1, plane, stamp, true, Overlap.ALLOWED));
    return mask(work);
  }

  private static Mask mask(WorkingSession work) {
    return work.session().state().segment(1).mask();
  }

  @Test
  void of_a_new_image_is_recorded_and_says_nothing() throws Exception {
    try (WorkingSession work = open(1)) {
      assertTrue(work.record().isPresent());
      assertEquals(List.of(), work.messages());
      assertEquals(1, Journals.folder(Optional.empty()).list().size());
    }
  }

  @Test
  void of_an_image_worked_on_before_says_so_and_undo_goes_on_from_there() throws Exception {
    Mask drawn;
    try (WorkingSession work = open(1)) {
      drawn = draw(work);
    }
    try (WorkingSession other = open(2);
        WorkingSession again = open(1)) {
      assertEquals(List.of(), other.messages());
      assertEquals(1, again.messages().size());
      assertTrue(again.messages().get(0).contains("earlier work"), again.messages().get(0));
      assertEquals(List.of(), again.warnings());
      assertEquals(drawn, mask(again));
      assertTrue(again.session().undo());
      assertTrue(mask(again).isEmpty());
    }
  }

  @Test
  void speaks_the_language_of_the_windows() throws Exception {
    System.setProperty(Texts.LANGUAGE_PROPERTY, "de");
    try {
      open(1).close();
      try (WorkingSession again = open(1);
          WorkingSession second = open(1)) {
        assertTrue(again.messages().get(0).startsWith("Die frühere Arbeit"));
        String message = second.messages().get(0);
        assertTrue(message.endsWith("vor dem Schließen des Bildes speichern."), message);
        assertEquals(second.messages(), second.warnings());
      }
    } finally {
      System.clearProperty(Texts.LANGUAGE_PROPERTY);
    }
  }

  @Test
  void of_an_image_open_already_works_unrecorded_and_says_so() throws Exception {
    Mask drawn;
    try (WorkingSession work = open(1)) {
      try (WorkingSession second = open(1)) {
        assertTrue(second.record().isEmpty());
        assertEquals(1, second.messages().size());
        String message = second.messages().get(0);
        assertTrue(message.contains("open already") && message.contains("not kept"), message);
        draw(second);
      }
      assertTrue(mask(work).isEmpty());
      drawn = draw(work);
    }
    try (WorkingSession again = open(1)) {
      assertTrue(again.record().isPresent());
      assertEquals(drawn, mask(again));
    }
  }

  @Test
  void that_is_closed_lets_go_of_its_journal() throws Exception {
    open(1).close();
    assertEquals(1, Journals.folder(Optional.empty()).purgeAll().removed().size());
    try (WorkingSession work = open(1)) {
      assertEquals(List.of(), work.messages());
    }
  }

  @Test
  void tells_of_a_journal_whose_end_was_torn() throws Exception {
    Mask drawn;
    try (WorkingSession work = open(1)) {
      drawn = draw(work);
      work.session().undo();
    }
    String hash = Journals.folder(Optional.empty()).list().get(0).hash();
    Path file = folder.resolve(hash + ".journal");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    try (WorkingSession again = open(1)) {
      assertEquals(2, again.messages().size(), again.messages().toString());
      assertEquals(again.messages().subList(1, 2), again.warnings());
      assertEquals(drawn, mask(again));
    }
  }

  @Test
  void where_no_journal_can_be_made_works_unrecorded_and_says_so() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    System.setProperty(Journals.FOLDER_PROPERTY, file.resolve("journals").toString());
    try (WorkingSession work = open(1)) {
      assertTrue(work.record().isEmpty());
      assertTrue(work.messages().get(0).contains("not kept"), work.messages().get(0));
      assertFalse(draw(work).isEmpty());
    }
  }
}
