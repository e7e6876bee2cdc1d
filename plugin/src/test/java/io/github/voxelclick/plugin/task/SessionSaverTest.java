package io.github.voxelclick.plugin.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.rtstruct.ForeignFrames;
import io.github.voxelclick.dicom.rtstruct.RtStructureSet;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.provenance.MaskHash;
import io.github.voxelclick.provenance.ProvenanceFile;
import io.github.voxelclick.provenance.ProvenanceJson;
import io.github.voxelclick.provenance.SegmentProvenance;
import io.github.voxelclick.session.ActionKind;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved of a session in the formats that the command line does not write. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SessionSaverTest {
  private static final int[] SIZE = {11, 9, 5};

  @TempDir private static Path shared;
  private static LoadedModel model;
  private static OpenedVolume opened;

  @TempDir private Path temp;

  @BeforeAll
  static void open() throws IOException, VolumeException {
    PhantomGrid grid =
        PhantomGrid.oblique(
            SIZE,
            new double[] {0.7, 1.1, 2.5},
            new double[] {-20, 30, -500},
            PhantomGrid.rotatedAxis(0, 10, -20, 35),
            PhantomGrid.rotatedAxis(1, 10, -20, 35));
    DicomSeriesBuilder.of(grid, PixelFormat.SIGNED_16, new short[grid.voxelCount()])
        .writeTo(shared);
    opened =
        VolumeCatalog.of(shared, Progress.none()).choose(Optional.empty()).load(Progress.none());
    model = LoadedModel.open(Optional.empty());
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static SegmentationSession session() throws VolumeException {
    Segment first =
        new Segment(
            1,
            "Liver",
            CodedConcept.TISSUE,
            CodedConcept.TISSUE,
            Segment.Rgb.ofNumber(1),
            Segment.Algorithm.SEMIAUTOMATIC,
            "test",
            "");
    SegmentationSession session =
        SegmentationSession.kept(
            opened.volume(),
            model.model(),
            ModelCatalog.propagatorFor(model.model()),
            SessionOptions.defaults(),
            first);
    SliceMask stamp =
        SliceMask.of(SIZE[0], SIZE[1], (i, j) -> i > 2 && j < 6 && !(i == 5 && j == 2));
    assertTrue(
        session.tools().draw(ActionKind.BRUSH, 1, SlicePlane.k(2), stamp, true, Overlap.ALLOWED));
    return session;
  }

  private List<ReadWarning> save(SegmentationSession session, boolean provenance)
      throws VolumeException {
    return new SessionSaver(
            new MaskSaver(opened, Optional.empty()), model, Optional.empty(), provenance)
        .save(
            session,
            List.of(session.state().segment(1).segment()),
            temp.resolve("liver.dcm"),
            MaskFileFormat.RTSTRUCT,
            Progress.none());
  }

  @Test
  void an_rt_structure_set_tells_beside_it_how_it_came_about() throws Exception {
    SegmentationSession session = session();
    assertEquals(List.of(), save(session, true));
    Mask mask = session.state().segment(1).mask();
    assertEquals(
        List.of(mask),
        RtStructureSet.read(temp.resolve("liver.dcm"))
            .onto(
                opened.dicomSource().orElseThrow(),
                opened.volume().geometry(),
                ForeignFrames.REFUSE,
                Progress.none())
            .segmentation()
            .entries()
            .stream()
            .map(e -> e.mask())
            .toList());
    ProvenanceFile told = ProvenanceJson.read(temp.resolve("liver.provenance.json"));
    SegmentProvenance one = told.segments().get(0);
    assertEquals(MaskHash.of(mask), one.maskSha256());
    assertEquals(Optional.empty(), one.trackingUid(), "a structure set has no place for it");
    assertEquals("Liver", one.label());
  }

  @Test
  void what_a_save_would_replace_beside_the_mask_is_known_before() throws Exception {
    Path mask = temp.resolve("liver.dcm");
    assertFalse(ProvenanceBeside.replaces(mask));
    save(session(), true);
    assertTrue(ProvenanceBeside.replaces(mask));
    assertTrue(ProvenanceBeside.replaces(temp.resolve("liver.nii.gz")));
    Files.writeString(temp.resolve("liver.provenance.json"), "{\"mine\": 1}");
    assertFalse(ProvenanceBeside.replaces(mask), "it would be left as it is");
  }

  private List<ReadWarning> saveLabels(SegmentationSession session, Path out, boolean table)
      throws VolumeException {
    return new SessionSaver(
            new MaskSaver(opened, Optional.empty()), model, Optional.empty(), true, table)
        .save(
            session,
            session.state().segments().stream().map(SegmentState::segment).toList(),
            out,
            MaskFileFormat.ofName(out),
            Progress.none());
  }

  @Test
  void nifti_labels_tell_beside_them_what_their_values_stand_for() throws Exception {
    Path out = temp.resolve("liver.nii.gz");
    SegmentationSession session = session();
    Segment cyst =
        SegmentNaming.describe("", "cyst of the left kidney", "test", "")
            .withNumber(7)
            .withColour(new Segment.Rgb(1, 20, 255));
    session.tools().addSegment(cyst);
    SliceMask spot = SliceMask.of(SIZE[0], SIZE[1], (i, j) -> i == 1 && j > 6);
    session.tools().draw(ActionKind.BRUSH, 7, SlicePlane.k(1), spot, true, Overlap.ALLOWED);
    assertEquals(List.of(), saveLabels(session, out, true));
    LabelTable table = LabelTable.read(out);
    assertEquals(Set.of(1, 7), table.segments().keySet());
    assertEquals("Liver", table.segment(1).label());
    Segment read = table.segment(7);
    assertEquals(cyst.label(), read.label());
    assertEquals(cyst.colour(), read.colour());
    assertEquals(cyst.type(), read.type());
    assertEquals(cyst.category(), read.category());
    assertEquals(cyst.details().region(), read.details().region());
    assertEquals(Segment.Algorithm.MANUAL, read.algorithm(), "it was drawn");
    assertTrue(Files.exists(temp.resolve("liver.provenance.json")));
    assertEquals(
        List.of(out, ProvenanceBeside.of(out), LabelTable.beside(out)),
        MaskFiles.replaced(out, MaskFileFormat.NIFTI, true));
    assertEquals(
        List.of(out, LabelTable.beside(out)), MaskFiles.replaced(out, MaskFileFormat.NIFTI, false));
  }

  @Test
  void other_formats_and_saves_without_one_have_no_table() throws Exception {
    saveLabels(session(), temp.resolve("a.dcm"), true);
    saveLabels(session(), temp.resolve("b.nii"), false);
    assertFalse(Files.exists(temp.resolve("a.labels.tsv")));
    assertFalse(Files.exists(temp.resolve("b.labels.tsv")));
  }

  @Test
  void an_earlier_table_that_cannot_be_replaced_is_told_to_be_wrong() throws Exception {
    String stem = "x".repeat(205); // the table's temporary file would have too long a name
    Path table = temp.resolve(stem + ".labels.tsv");
    Files.writeString(table, "value\tname\n1\tSpleen\n");
    List<ReadWarning> warnings = saveLabels(session(), temp.resolve(stem + ".nii"), true);
    assertEquals("Spleen", LabelTable.read(temp.resolve(stem + ".nii")).segment(1).label());
    List<String> told =
        warnings.stream()
            .filter(w -> w.code().equals("label-table"))
            .map(ReadWarning::message)
            .toList();
    assertEquals(1, told.size(), warnings.toString());
    assertTrue(told.get(0).contains("is of an earlier mask and wrong"), told.toString());
  }

  @Test
  void a_mask_is_kept_whose_table_cannot_be_written() throws Exception {
    Path out = temp.resolve("liver.nii");
    Files.createDirectories(temp.resolve("liver.labels.tsv").resolve("full"));
    List<ReadWarning> warnings = saveLabels(session(), out, true);
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).message().contains("liver.labels.tsv"), warnings.toString());
    assertTrue(Files.size(out) > 0);
    try (Stream<Path> left = Files.list(temp)) {
      assertFalse(left.anyMatch(f -> f.toString().endsWith(".tmp")));
    }
    assertThrows(
        JobException.class,
        () -> MaskFiles.requireNone(MaskFiles.replaced(out, MaskFileFormat.NIFTI, false)));
  }

  @Test
  void without_a_record_none_is_written() throws Exception {
    save(session(), false);
    assertTrue(Files.exists(temp.resolve("liver.dcm")));
    assertFalse(Files.exists(temp.resolve("liver.provenance.json")));
  }
}
