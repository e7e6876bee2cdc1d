package io.github.voxelclick.plugin.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.rtstruct.ForeignFrames;
import io.github.voxelclick.dicom.rtstruct.RtStructReading;
import io.github.voxelclick.dicom.rtstruct.RtStructureSet;
import io.github.voxelclick.dicom.seg.DicomSegReader;
import io.github.voxelclick.dicom.seg.SegWriteOptions;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format is read back by its own reader, onto the grid of the images. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MaskSaverTest {
  private static final int[] SIZE = {13, 9, 5};

  @TempDir private static Path shared;
  private static Path series;
  private static OpenedVolume dicom;
  private static OpenedVolume nifti;

  @TempDir private Path temp;

  private static PhantomGrid grid() {
    return PhantomGrid.oblique(
        SIZE,
        new double[] {0.7, 1.1, 2.5},
        new double[] {-20, 30, -500},
        PhantomGrid.rotatedAxis(0, 10, -20, 35),
        PhantomGrid.rotatedAxis(1, 10, -20, 35));
  }

  @BeforeAll
  static void open_both() throws IOException, VolumeException {
    short[] samples = new short[grid().voxelCount()];
    for (int n = 0; n < samples.length; n++) {
      samples[n] = (short) (n % 300 - 100);
    }
    series = shared.resolve("series");
    DicomSeriesBuilder.of(grid(), PixelFormat.SIGNED_16, samples).writeTo(series);
    Path image = shared.resolve("image.nii.gz");
    NiftiBuilder.of(SIZE, samples).affine(grid().affineRas()).writeTo(image);
    dicom = open(series);
    nifti = open(image);
  }

  private static OpenedVolume open(Path path) throws VolumeException {
    return VolumeCatalog.of(path, Progress.none()).choose(Optional.empty()).load(Progress.none());
  }

  private static Segment segment(int number, String label) {
    return new Segment(
        number,
        label,
        CodedConcept.TISSUE,
        CodedConcept.TISSUE,
        Segment.Rgb.ofNumber(number),
        Segment.Algorithm.SEMIAUTOMATIC,
        "test",
        "");
  }

  /** A ring with an island in it on slice 1, a bar on slice 3. */
  private static Mask ring() {
    GridSize size = new GridSize(SIZE[0], SIZE[1], SIZE[2]);
    SliceMask ring =
        SliceMask.of(
            SIZE[0],
            SIZE[1],
            (i, j) ->
                (i >= 1 && i <= 7 && j >= 2 && j <= 7 && !(i >= 3 && i <= 5 && j >= 3 && j <= 6))
                    || (i == 4 && j == 5));
    return Mask.empty(size)
        .withSlice(SlicePlane.k(1), ring)
        .withSlice(SlicePlane.k(3), SliceMask.of(SIZE[0], SIZE[1], (i, j) -> i == 2 && j < 4));
  }

  private static Mask block(int firstColumn) {
    return Mask.empty(new GridSize(SIZE[0], SIZE[1], SIZE[2]))
        .withSlice(
            SlicePlane.k(1), SliceMask.of(SIZE[0], SIZE[1], (i, j) -> i >= firstColumn && j > 5));
  }

  private static Segmentation segmentation(OpenedVolume opened, Mask first, Mask second) {
    return new Segmentation(
        opened.volume().geometry(),
        List.of(
            new Segmentation.Entry(segment(1, "Liver"), first),
            new Segmentation.Entry(segment(2, "Nothing"), Mask.empty(first.size())),
            new Segmentation.Entry(segment(3, "Cyst"), second)));
  }

  private static MaskSaver.Saved save(
      OpenedVolume opened,
      Optional<Path> reference,
      Segmentation masks,
      Path out,
      MaskFileFormat format)
      throws VolumeException {
    return new MaskSaver(opened, reference)
        .save(masks, SegWriteOptions.of(Installation.producer()), out, format, Progress.none());
  }

  private static List<Mask> readSeg(Path file) throws VolumeException {
    return DicomSegReader.read(file, dicom.dicomSource().orElseThrow(), dicom.volume().geometry())
        .segmentation()
        .entries()
        .stream()
        .map(Segmentation.Entry::mask)
        .toList();
  }

  private static RtStructReading readStructures(Path file) throws VolumeException {
    return RtStructureSet.read(file)
        .onto(
            dicom.dicomSource().orElseThrow(),
            dicom.volume().geometry(),
            ForeignFrames.REFUSE,
            Progress.none());
  }

  private static Mask labels(Path file, int value) throws VolumeException {
    Volume volume = NiftiReader.read(file, Progress.none()).volume();
    Mask mask = Mask.empty(volume.size());
    for (int k = 0; k < volume.size().k(); k++) {
      float[] slice = volume.slice(SlicePlane.k(k));
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(SIZE[0], SIZE[1], (i, j) -> slice[j * SIZE[0] + i] == value));
    }
    return mask;
  }

  @Test
  void a_seg_reads_back_as_it_was_also_where_segments_overlap() throws Exception {
    Path out = temp.resolve("a.dcm");
    MaskSaver.Saved saved =
        save(
            dicom,
            Optional.empty(),
            segmentation(dicom, ring(), block(4)),
            out,
            MaskFileFormat.SEG);
    assertEquals(List.of(ring(), block(4)), readSeg(out));
    assertEquals(Map.of(1, 1, 3, 2), saved.numbers());
  }

  @Test
  void an_rt_structure_set_reads_back_as_it_was_with_holes_and_overlap() throws Exception {
    Path out = temp.resolve("a.dcm");
    MaskSaver.Saved saved =
        save(
            dicom,
            Optional.empty(),
            segmentation(dicom, ring(), block(4)),
            out,
            MaskFileFormat.RTSTRUCT);
    Segmentation read = readStructures(out).segmentation();
    assertEquals(
        List.of(ring(), block(4)), read.entries().stream().map(Segmentation.Entry::mask).toList());
    assertEquals(
        List.of("Liver", "Cyst"), read.entries().stream().map(e -> e.segment().label()).toList());
    assertEquals(Map.of(1, 1, 3, 3), saved.numbers());
    assertEquals(List.of("empty-segments"), saved.warnings().stream().map(w -> w.code()).toList());
  }

  @Test
  void nifti_labels_read_back_as_they_were() throws Exception {
    for (OpenedVolume opened : List.of(dicom, nifti)) {
      Path out = temp.resolve("a.nii.gz");
      save(
          opened,
          Optional.empty(),
          segmentation(opened, ring(), block(9)),
          out,
          MaskFileFormat.NIFTI);
      assertEquals(ring(), labels(out, 1));
      assertEquals(block(9), labels(out, 3));
    }
  }

  @Test
  void masks_of_a_nifti_image_become_dicom_on_the_series_it_came_from() throws Exception {
    Segmentation masks = segmentation(nifti, ring(), block(4));
    Path seg = temp.resolve("seg.dcm");
    save(nifti, Optional.of(series), masks, seg, MaskFileFormat.SEG);
    Path structures = temp.resolve("rt.dcm");
    save(nifti, Optional.of(series), masks, structures, MaskFileFormat.RTSTRUCT);
    Segmentation carried =
        GridMatch.of(nifti.volume().geometry(), dicom.volume().geometry()).carry(masks);
    List<Mask> expected =
        carried.entries().stream()
            .map(Segmentation.Entry::mask)
            .filter(mask -> !mask.isEmpty())
            .toList();
    assertEquals(expected, readSeg(seg));
    assertEquals(
        expected,
        readStructures(structures).segmentation().entries().stream()
            .map(Segmentation.Entry::mask)
            .toList());
  }

  @Test
  void nifti_refuses_overlap_and_leaves_the_file_as_it_was() throws Exception {
    Path out = Files.writeString(temp.resolve("a.nii"), "before");
    Segmentation overlapping = segmentation(dicom, ring(), block(4));
    assertThrows(
        SegWriteException.class,
        () -> save(dicom, Optional.empty(), overlapping, out, MaskFileFormat.NIFTI));
    assertEquals("before", Files.readString(out));
  }

  @ParameterizedTest
  @EnumSource(
      value = MaskFileFormat.class,
      names = {"SEG", "RTSTRUCT"})
  void dicom_of_a_nifti_image_is_refused_without_the_series(MaskFileFormat format) {
    JobException refusal =
        assertThrows(
            JobException.class,
            () -> new MaskSaver(nifti, Optional.empty()).check(temp.resolve("a.dcm"), format));
    assertTrue(refusal.getMessage().contains(format.title()), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("--reference"), refusal.getMessage());
  }

  @Test
  void a_reference_that_says_nothing_is_refused() {
    assertThrows(
        JobException.class,
        () ->
            new MaskSaver(nifti, Optional.of(series))
                .check(temp.resolve("a.nii"), MaskFileFormat.NIFTI));
    assertThrows(
        JobException.class,
        () ->
            new MaskSaver(dicom, Optional.of(series))
                .check(temp.resolve("a.dcm"), MaskFileFormat.RTSTRUCT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.dcm.txt", "a", ".dcm", "a.nii.gz.bak", "nii.gz"})
  void a_name_that_stands_for_no_format_is_refused_with_those_that_do(String name) {
    JobException refusal =
        assertThrows(JobException.class, () -> MaskFileFormat.ofName(Path.of(name)));
    for (String known : List.of(".dcm", "DICOM SEG", "RT Structure Set", ".nii.gz")) {
      assertTrue(refusal.getMessage().contains(known), refusal.getMessage());
    }
  }

  @Test
  void a_name_stands_for_a_seg_or_for_nifti_and_the_format_can_be_said() throws Exception {
    assertEquals(MaskFileFormat.SEG, MaskFileFormat.ofName(Path.of("x", "A.DCM")));
    assertEquals(MaskFileFormat.NIFTI, MaskFileFormat.ofName(Path.of("a.nii")));
    assertEquals(MaskFileFormat.NIFTI, MaskFileFormat.ofName(Path.of("a.b.NII.GZ")));
    assertFalse(MaskFileFormat.RTSTRUCT.fits(Path.of("a.nii.gz")));
    JobException refusal =
        assertThrows(
            JobException.class, () -> MaskFileFormat.RTSTRUCT.requireFits(Path.of("a.nii.gz")));
    assertTrue(refusal.getMessage().contains(".dcm"), refusal.getMessage());
  }
}
