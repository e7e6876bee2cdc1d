package io.github.voxelclick.plugin.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.task.Installation;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.session.ActionKind;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels 2 and 7 on 19 x 14 x 6 voxels of an oblique, anisotropic grid. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LabelLoaderTest {
  private static final int[] SIZE = {19, 14, 6};

  @TempDir private Path folder;
  private Path images;
  private Path labels;

  private static PhantomGrid grid() {
    return PhantomGrid.oblique(
        SIZE,
        new double[] {0.9, 1.1, 2.5},
        new double[] {-20, 30, -500},
        PhantomGrid.rotatedAxis(0, 10, -20, 35),
        PhantomGrid.rotatedAxis(1, 10, -20, 35));
  }

  private static short label(int i, int j, int k) {
    if (i > 2 && i < 9 && j > 3 + k / 2 && j < 12 && k > 0) {
      return 2;
    }
    return (short) (i > 11 && j < 6 && k < 4 ? 7 : 0);
  }

  @BeforeEach
  void write() throws IOException {
    short[] samples = new short[grid().voxelCount()];
    short[] values = new short[samples.length];
    for (int n = 0; n < samples.length; n++) {
      int[] v = grid().voxel(n);
      samples[n] = (short) (v[0] + 3 * v[1]);
      values[n] = label(v[0], v[1], v[2]);
    }
    images = folder.resolve("images");
    DicomSeriesBuilder.of(grid(), PixelFormat.SIGNED_16, samples).writeTo(images);
    labels = folder.resolve("labels.nii.gz");
    NiftiBuilder.of(SIZE, values).affine(grid().affineRas()).writeTo(labels);
  }

  private static OpenedVolume open(Path path) throws VolumeException {
    return VolumeCatalog.of(path, Progress.none()).choose(Optional.empty()).load(Progress.none());
  }

  private Path converted(MaskFormat format) throws VolumeException {
    Path file = folder.resolve(format + ".dcm");
    Converter.masks(
        labels,
        file,
        format,
        ReadSettings.PLAIN.withReference(images),
        Installation.producer(),
        Progress.none());
    return file;
  }

  private static void assertIs(int value, Mask mask) {
    for (int k = 0; k < SIZE[2]; k++) {
      for (int j = 0; j < SIZE[1]; j++) {
        for (int i = 0; i < SIZE[0]; i++) {
          assertEquals(
              label(i, j, k) == value,
              mask.slice(SlicePlane.k(k)).get(i, j),
              i + ", " + j + ", " + k);
        }
      }
    }
  }

  private static LabelLoader.Labels read(OpenedVolume opened, Path file) throws VolumeException {
    return LabelLoader.read(opened, file, ReadSettings.PLAIN, Progress.none());
  }

  private static List<Integer> numbers(LabelLoader.Labels read) {
    return read.segmentation().entries().stream().map(e -> e.segment().number()).toList();
  }

  @Test
  void nifti_and_both_dicom_objects_lie_on_the_open_series() throws Exception {
    OpenedVolume opened = open(images);
    for (Path file : List.of(labels, converted(MaskFormat.SEG), converted(MaskFormat.LABELMAP))) {
      LabelLoader.Labels read = read(opened, file);
      assertEquals(opened.volume().geometry(), read.segmentation().geometry());
      assertIs(2, read.segmentation().entries().get(0).mask());
      assertIs(7, read.segmentation().entries().get(1).mask());
    }
    LabelLoader.Labels structures = read(opened, converted(MaskFormat.RTSTRUCT));
    assertEquals(2, structures.segmentation().entries().size());
    assertIs(7, structures.segmentation().entries().get(1).mask());
  }

  @Test
  void labels_lie_on_a_nifti_image_of_the_same_voxels() throws Exception {
    Path image = folder.resolve("image.nii");
    NiftiBuilder.of(SIZE, new short[grid().voxelCount()]).affine(grid().affineRas()).writeTo(image);
    LabelLoader.Labels read = read(open(image), labels);
    assertEquals(List.of(2, 7), numbers(read));
    assertIs(7, read.segmentation().entries().get(1).mask());
    Path seg = converted(MaskFormat.SEG);
    ReadSettings withSeries = ReadSettings.PLAIN.withReference(images);
    LabelLoader.Labels fromSeg = LabelLoader.read(open(image), seg, withSeries, Progress.none());
    assertIs(2, fromSeg.segmentation().entries().get(0).mask());
  }

  @Test
  void another_grid_is_refused_unless_resampling_is_wanted() throws Exception {
    Path other = folder.resolve("other.nii");
    double[] ras = grid().affineRas();
    double[] moved = ras.clone();
    moved[3] += 0.45 * ras[0];
    moved[7] += 0.45 * ras[4];
    moved[11] += 0.45 * ras[8];
    short[] values = new short[grid().voxelCount()];
    for (int n = 0; n < values.length; n++) {
      int[] v = grid().voxel(n);
      values[n] = label(v[0], v[1], v[2]);
    }
    NiftiBuilder.of(SIZE, values).affine(moved).writeTo(other);
    OpenedVolume opened = open(images);
    OtherGridException e = assertThrows(OtherGridException.class, () -> read(opened, other));
    assertTrue(e.getMessage().contains("not the same voxels"), e.getMessage());
    assertTrue(e.difference().contains("mm beside it"), e.difference());
    assertFalse(LabelLoader.fits(other, opened));
    ReadSettings resample =
        new ReadSettings(Optional.empty(), Optional.empty(), true, false, Set.of(7));
    LabelLoader.Labels read = LabelLoader.read(opened, other, resample, Progress.none());
    assertEquals(List.of(7), numbers(read));
    assertIs(7, read.segmentation().entries().get(0).mask()); // moved by less than half a voxel
    assertEquals("resampled", read.warnings().get(0).code());
  }

  @Test
  void labels_fit_the_image_on_whose_voxels_they_lie_and_tell_how_another_grid_differs()
      throws Exception {
    OpenedVolume opened = open(images);
    Path same = folder.resolve("same.nii");
    NiftiBuilder.of(SIZE, new short[grid().voxelCount()]).affine(grid().affineRas()).writeTo(same);
    assertTrue(LabelLoader.fits(same, opened));
    int[] fewer = {SIZE[0], SIZE[1], SIZE[2] - 1};
    Path cut = folder.resolve("cut.nii");
    short[] some = new short[fewer[0] * fewer[1] * fewer[2]];
    some[5] = 2;
    NiftiBuilder.of(fewer, some).affine(grid().affineRas()).writeTo(cut);
    assertFalse(LabelLoader.fits(cut, opened));
    OtherGridException e = assertThrows(OtherGridException.class, () -> read(opened, cut));
    String sizes = fewer[0] + "\u00d7" + fewer[1] + "\u00d7" + fewer[2] + " voxels";
    assertTrue(e.difference().contains(sizes), e.difference());
  }

  @Test
  void what_holds_no_masks_or_no_place_is_refused() throws Exception {
    OpenedVolume opened = open(images);
    Path slice = VolumeCatalog.of(images, Progress.none()).entries().get(0).path();
    VolumeException e = assertThrows(VolumeException.class, () -> read(opened, slice));
    assertTrue(e.getMessage().contains("holds no masks"), e.getMessage());
    Path nowhere = folder.resolve("nowhere.nii");
    NiftiBuilder.of(SIZE, new short[grid().voxelCount()]).writeTo(nowhere);
    VolumeException n = assertThrows(VolumeException.class, () -> read(opened, nowhere));
    assertFalse(LabelLoader.fits(nowhere, opened));
    assertFalse(LabelLoader.fits(slice, opened));
    assertTrue(n.getMessage().contains("does not say where"), n.getMessage());
  }

  @Test
  void segments_enter_a_session_each_in_a_step_and_keep_what_is_there() throws Exception {
    OpenedVolume opened = open(images);
    try (LoadedModel model = LoadedModel.open(Optional.empty())) {
      Segment first =
          new Segment(
              2,
              "mine",
              CodedConcept.TISSUE,
              CodedConcept.TISSUE,
              Segment.Rgb.ofNumber(2),
              Segment.Algorithm.MANUAL,
              "",
              "");
      SegmentationSession session =
          SegmentationSession.kept(
              opened.volume(),
              model.model(),
              ModelCatalog.propagatorFor(model.model()),
              SessionOptions.defaults(),
              first);
      assertEquals(List.of(3, 7), LabelLoader.enter(session, read(opened, labels)));
      assertEquals(2, session.history().size());
      assertEquals(ActionKind.LOAD, session.history().get(1).kind());
      assertIs(2, session.state().segment(3).mask());
      assertIs(7, session.state().segment(7).mask());
      assertTrue(session.state().segment(2).mask().isEmpty());
      assertEquals(first.colour(), session.state().segment(2).segment().colour());
      assertEquals(
          3, session.state().segments().stream().map(s -> s.segment().colour()).distinct().count());
      session.undo();
      session.undo();
      assertEquals(1, session.state().segments().size());
    }
  }
}
