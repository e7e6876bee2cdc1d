package io.github.voxelclick.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.niftigen.NiftiType;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.WorldPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NiftiWriterTest {
  private static final PhantomGrid GRID = GlyphPhantom.smallObliqueGrid();

  @TempDir private Path folder;

  private static VolumeGeometry geometry(PhantomGrid grid) throws Exception {
    return VolumeGeometry.regular(
        new GridSize(grid.ni(), grid.nj(), grid.nk()),
        Affine.ofRowMajor(grid.affineLps()),
        Optional.of("1.2.3"));
  }

  private static Mask letter(PhantomGrid grid, int shift) {
    boolean[] letter = GlyphPhantom.letterMask(grid);
    Mask mask = Mask.empty(new GridSize(grid.ni(), grid.nj(), grid.nk()));
    for (int slice = 0; slice < grid.nk(); slice++) {
      int k = slice;
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(
                  grid.ni(),
                  grid.nj(),
                  (i, j) -> i >= shift && letter[grid.offset(i - shift, j, k)]));
    }
    return mask;
  }

  private static Segmentation.Entry entry(int number, Mask mask) {
    CodedConcept tissue = new CodedConcept("85756007", "SCT", "Tissue");
    return new Segmentation.Entry(
        new Segment(
            number,
            "segment " + number,
            tissue,
            tissue,
            new Segment.Rgb(255, 0, 0),
            Segment.Algorithm.MANUAL,
            "",
            ""),
        mask);
  }

  private static Segmentation letterF(VolumeGeometry geometry) {
    return new Segmentation(geometry, List.of(entry(1, letter(GRID, 0))));
  }

  private static void assertLabels(Segmentation expected, NiftiVolume found) {
    GridSize size = expected.geometry().size();
    for (int k = 0; k < size.k(); k++) {
      for (int j = 0; j < size.j(); j++) {
        for (int i = 0; i < size.i(); i++) {
          VoxelIndex v = new VoxelIndex(i, j, k);
          int label = 0;
          for (Segmentation.Entry e : expected.entries()) {
            label = e.mask().get(v) ? e.segment().number() : label;
          }
          assertEquals(label, found.volume().value(v), v.toString());
        }
      }
    }
  }

  @Nested
  @Tag("C4.4")
  @Tag("C4.5")
  class MaskOfNiftiImage {
    private NiftiHeader image(NiftiBuilder image, String name) throws Exception {
      return NiftiReader.readHeader(image.writeTo(folder.resolve(name)));
    }

    private NiftiBuilder builder() {
      return NiftiBuilder.of(GRID.size(), GlyphPhantom.indexSamples(GRID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mask.nii", "mask.nii.gz"})
    void has_the_place_of_the_image_to_the_last_bit(String name) throws Exception {
      double[] other = {0.7, 0, 0, 5, 0, 1.1, 0, 6, 0, 0, 2.5, 7, 0, 0, 0, 1};
      NiftiBuilder source = builder().qform(GRID.affineRas(), 2).sform(other, 4).scaling(3, 4);
      NiftiHeader image = image(source, "image.nii");
      Segmentation f = letterF(image.geometry());
      Path target = folder.resolve(name);
      NiftiWriter.writeLabels(target, f, image);
      NiftiVolume mask = NiftiReader.read(target, Progress.none());
      byte[] expected = image.fields().toBytes();
      byte[] found = mask.header().fields().toBytes();
      assertArrayEquals(bytes(expected, 40, 56), bytes(found, 40, 56), "dim");
      assertArrayEquals(bytes(expected, 76, 108), bytes(found, 76, 108), "pixdim");
      assertEquals(expected[123], found[123], "xyzt_units");
      assertArrayEquals(bytes(expected, 252, 328), bytes(found, 252, 328), "qform and sform");
      assertArrayEquals(image.affineRas(), mask.header().affineRas());
      assertEquals("u8", mask.volume().data().typeName());
      assertEquals(Rescale.IDENTITY, mask.volume().rescale());
      assertLabels(f, mask);
    }

    @Test
    void keeps_the_byte_order_and_leaves_texts_and_extensions_behind() throws Exception {
      byte[] bytes =
          builder()
              .affine(GRID.affineRas())
              .bigEndian()
              .extension(2, "PATIENT".getBytes(StandardCharsets.US_ASCII))
              .toBytes();
      System.arraycopy("PATIENT".getBytes(StandardCharsets.US_ASCII), 0, bytes, 14, 7);
      System.arraycopy("PATIENT".getBytes(StandardCharsets.US_ASCII), 0, bytes, 148, 7);
      NiftiHeader image = NiftiReader.readHeader(Files.write(folder.resolve("image.nii"), bytes));
      Segmentation f = new Segmentation(image.geometry(), List.of(entry(300, letter(GRID, 0))));
      Path target = folder.resolve("mask.nii");
      NiftiWriter.writeLabels(target, f, image);
      assertLabels(f, NiftiReader.read(target, Progress.none()));
      byte[] written = Files.readAllBytes(target);
      assertArrayEquals(new byte[] {0, 0, 1, 0x5c}, bytes(written, 0, 4), "348, big endian");
      String text = new String(written, StandardCharsets.ISO_8859_1);
      assertFalse(text.contains("PATIENT"));
    }

    @Test
    void of_a_nifti_2_image_is_nifti_2_with_the_place_to_the_last_bit() throws Exception {
      double[] other = {0.7, 0, 0, 5, 0, 1.1, 0, 6, 0, 0, 2.5, 7, 0, 0, 0, 1};
      NiftiBuilder source = builder().nifti2().qform(GRID.affineRas(), 2).sform(other, 4).units(10);
      NiftiHeader image = image(source, "image.nii");
      Path target = folder.resolve("mask.nii");
      NiftiWriter.writeLabels(target, letterF(image.geometry()), image);
      byte[] expected = image.fields().toBytes();
      byte[] found = Files.readAllBytes(target);
      assertArrayEquals(bytes(expected, 0, 12), bytes(found, 0, 12), "size and magic");
      assertArrayEquals(bytes(expected, 16, 80), bytes(found, 16, 80), "dim");
      assertArrayEquals(bytes(expected, 104, 168), bytes(found, 104, 168), "pixdim");
      assertArrayEquals(bytes(expected, 344, 496), bytes(found, 344, 496), "qform and sform");
      assertArrayEquals(bytes(expected, 500, 504), bytes(found, 500, 504), "xyzt_units");
      assertLabels(letterF(image.geometry()), NiftiReader.read(target, Progress.none()));
    }

    @Test
    void of_a_pair_is_one_file_and_of_one_time_point_has_three_dimensions() throws Exception {
      int[] size = {5, 7, 3, 4};
      NiftiBuilder source =
          NiftiBuilder.of(size, NiftiType.UINT8, new double[5 * 7 * 3 * 4])
              .affine(GRID.affineRas());
      NiftiHeader image =
          NiftiReader.readHeader(
              source.writePairTo(folder.resolve("image.hdr"), folder.resolve("image.img")));
      Path target = folder.resolve("mask.nii");
      NiftiWriter.writeLabels(target, letterF(image.geometry()), image);
      NiftiVolume mask = NiftiReader.read(target, Progress.none());
      assertEquals(3, mask.header().fields().dim(0));
      assertEquals(List.of(), mask.warnings());
      assertArrayEquals(image.affineRas(), mask.header().affineRas());
      assertLabels(letterF(image.geometry()), mask);
    }

    @Test
    void of_an_analyze_image_claims_no_orientation_either() throws Exception {
      NiftiHeader image =
          NiftiReader.readHeader(
              builder()
                  .affine(GRID.affineRas())
                  .magic("")
                  .writePairTo(folder.resolve("image.hdr"), folder.resolve("image.img")));
      Path target = folder.resolve("mask.nii");
      NiftiWriter.writeLabels(target, letterF(image.geometry()), image);
      NiftiVolume mask = NiftiReader.read(target, Progress.none());
      assertFalse(mask.header().hasOrientation());
      assertArrayEquals(image.affineRas(), mask.header().affineRas());
      assertLabels(letterF(image.geometry()), mask);
    }

    @Test
    void on_another_grid_is_refused() throws Exception {
      NiftiHeader image = image(builder().affine(GRID.affineRas()), "image.nii");
      PhantomGrid moved = GRID.centredAt(1, 2, 3);
      Segmentation f = letterF(geometry(moved));
      Path target = folder.resolve("mask.nii");
      assertThrows(SegWriteException.class, () -> NiftiWriter.writeLabels(target, f, image));
      assertFalse(Files.exists(target));
    }

    private byte[] bytes(byte[] header, int from, int to) {
      return Arrays.copyOfRange(header, from, to);
    }
  }

  @Nested
  @Tag("C4.4")
  @Tag("C4.5")
  class MaskOfDicomVolume {
    private NiftiVolume written(VolumeGeometry geometry) throws Exception {
      Path target = folder.resolve("mask.nii.gz");
      assertEquals(List.of(), NiftiWriter.writeLabels(target, letterF(geometry)));
      NiftiVolume mask = NiftiReader.read(target, Progress.none());
      assertEquals(List.of(), mask.warnings());
      assertTrue(mask.volume().geometry().matches(geometry, 1e-4));
      assertLabels(letterF(geometry), mask);
      return mask;
    }

    @Test
    void lies_where_the_volume_does_by_qform_and_by_sform() throws Exception {
      NiftiFields fields = written(geometry(GRID)).header().fields();
      assertEquals(1, fields.qformCode());
      assertEquals(1, fields.sformCode());
      assertEquals(2, fields.units());
    }

    @Test
    void of_a_left_handed_grid_has_a_negative_qfac() throws Exception {
      double[] a = GRID.affineLps();
      for (int row = 0; row < 3; row++) {
        a[4 * row + 2] = -a[4 * row + 2];
      }
      NiftiVolume mask = written(geometry(PhantomGrid.ofAffine(GRID.size(), a)));
      // NIfTI's RAS turns two axes, so handedness is the same in both.
      assertEquals(-1, mask.header().fields().handedness());
    }

    @Test
    void turned_by_half_a_turn_about_any_axis_keeps_its_qform() throws Exception {
      double[][] turns = {{1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}, {1, 1, 1}};
      for (double[] t : turns) {
        double[] a = {0.7 * t[0], 0, 0, 1, 0, 1.1 * t[1], 0, 2, 0, 0, 2.5 * t[2], 3, 0, 0, 0, 1};
        written(geometry(PhantomGrid.ofAffine(GRID.size(), a)));
      }
    }

    @Test
    void with_directions_rounded_to_four_digits_is_made_orthonormal() throws Exception {
      double[] a = GRID.affineLps();
      for (int n = 0; n < 12; n++) {
        a[n] = n % 4 == 3 ? a[n] : Math.rint(a[n] * 1e4) / 1e4;
      }
      VolumeGeometry geometry = geometry(PhantomGrid.ofAffine(GRID.size(), a));
      Path target = folder.resolve("mask.nii");
      assertEquals(List.of(), NiftiWriter.writeLabels(target, letterF(geometry)));
      Affine m = NiftiReader.readHeader(target).geometry().indexToLps();
      for (int axis = 0; axis < 3; axis++) {
        WorldPoint next = m.step((axis + 1) % 3);
        double cosine = m.step(axis).dot(next) / m.step(axis).length() / next.length();
        assertEquals(0, cosine, 1e-6);
      }
    }

    @Test
    void of_a_tilted_stack_has_its_shear_in_the_sform_alone_and_says_so() throws Exception {
      double[] a = GRID.affineLps();
      for (int row = 0; row < 3; row++) {
        a[4 * row + 2] += 0.3 * a[4 * row + 1];
      }
      VolumeGeometry geometry = geometry(PhantomGrid.ofAffine(GRID.size(), a));
      Path target = folder.resolve("mask.nii");
      List<ReadWarning> warnings = NiftiWriter.writeLabels(target, letterF(geometry));
      assertEquals("sheared", warnings.get(0).code());
      NiftiHeader header = NiftiReader.readHeader(target);
      assertTrue(header.geometry().matches(geometry, 1e-4));
      assertEquals(0, header.fields().qformCode());
    }

    @Test
    void with_uneven_slices_is_refused() throws Exception {
      VolumeGeometry geometry =
          VolumeGeometry.ofSlices(
              new GridSize(5, 7, 3),
              new WorldPoint(0.7, 0, 0),
              new WorldPoint(0, 1.1, 0),
              List.of(
                  new WorldPoint(0, 0, 0), new WorldPoint(0, 0, 2.5), new WorldPoint(0, 0, 7.5)),
              Optional.empty());
      Path target = folder.resolve("mask.nii");
      SegWriteException e =
          assertThrows(
              SegWriteException.class, () -> NiftiWriter.writeLabels(target, letterF(geometry)));
      assertTrue(e.getMessage().contains("unevenly"), e.getMessage());
      assertFalse(Files.exists(target));
    }
  }

  @Nested
  @Tag("C4.4")
  class SeveralSegments {
    @Test
    void become_labels_of_8_or_16_bits() throws Exception {
      for (int number : new int[] {255, 256, 65535}) {
        Segmentation two =
            new Segmentation(
                geometry(GRID), List.of(entry(2, onlySlice(0)), entry(number, onlySlice(2))));
        Path target = folder.resolve("labels.nii");
        NiftiWriter.writeLabels(target, two);
        NiftiVolume read = NiftiReader.read(target, Progress.none());
        assertEquals(number > 255 ? "u16" : "u8", read.volume().data().typeName());
        assertLabels(two, read);
      }
    }

    private Mask onlySlice(int k) {
      return Mask.empty(new GridSize(5, 7, 3))
          .withSlice(SlicePlane.k(k), SliceMask.of(5, 7, (i, j) -> i > j));
    }

    @Test
    void that_overlap_are_refused_and_leave_the_target_as_it_was() throws Exception {
      Segmentation two =
          new Segmentation(
              geometry(GRID), List.of(entry(1, letter(GRID, 0)), entry(2, letter(GRID, 1))));
      Path target = Files.writeString(folder.resolve("labels.nii"), "before");
      SegWriteException e =
          assertThrows(SegWriteException.class, () -> NiftiWriter.writeLabels(target, two));
      assertTrue(e.getMessage().contains("overlap"), e.getMessage());
      assertEquals("before", Files.readString(target));
      assertOnly("labels.nii");
    }
  }

  @Nested
  @Tag("C4.4")
  @Tag("C4.5")
  class WholeVolume {
    @Test
    void of_each_sample_type_comes_back_the_same() throws Exception {
      List<VoxelData> all =
          List.of(
              new VoxelData.U8(new byte[][] {{1, 2, -1}, {4, 5, 6}}),
              new VoxelData.S16(new short[][] {{-5, 0, 30000}, shorts(7, 8, 9)}),
              new VoxelData.U16(new short[][] {{-5, 0, 30000}, shorts(7, 8, 9)}),
              new VoxelData.F32(new float[][] {{0.1f, -2, 3e30f}, {Float.NaN, 5, 6}}),
              new VoxelData.F64(new double[][] {{0.1, -2, 16_777_217}, {-7, 5, 6}}));
      double[] affine = {0.7, 0, 0, 1, 0, 1.1, 0, 2, 0, 0, 2.5, 3, 0, 0, 0, 1};
      VolumeGeometry geometry =
          VolumeGeometry.regular(
              new GridSize(3, 1, 2), Affine.ofRowMajor(affine), Optional.empty());
      for (VoxelData data : all) {
        Volume volume = new Volume(geometry, data, new Rescale(0.5, -1024), "CT", List.of());
        Path target = folder.resolve("volume.nii.gz");
        NiftiWriter.writeVolume(target, volume);
        Volume read = NiftiReader.read(target, Progress.none()).volume();
        assertEquals(data.typeName(), read.data().typeName());
        assertEquals(volume.rescale(), read.rescale());
        for (int n = 0; n < 6; n++) {
          assertEquals(data.stored(n / 3, n % 3), read.data().stored(n / 3, n % 3));
        }
      }
    }

    @Test
    void in_colour_comes_back_in_colour() throws Exception {
      VoxelData.Rgb8 data =
          new VoxelData.Rgb8(new byte[][] {{1, 2, 3, -1, -2, -3}, {4, 5, 6, 7, 8, 9}});
      double[] affine = {0.7, 0, 0, 1, 0, 1.1, 0, 2, 0, 0, 2.5, 3, 0, 0, 0, 1};
      VolumeGeometry geometry =
          VolumeGeometry.regular(
              new GridSize(2, 1, 2), Affine.ofRowMajor(affine), Optional.empty());
      Path target = folder.resolve("volume.nii.gz");
      NiftiWriter.writeVolume(
          target, new Volume(geometry, data, Rescale.IDENTITY, "US", List.of()));
      VoxelData.Rgb8 read =
          (VoxelData.Rgb8) NiftiReader.read(target, Progress.none()).volume().data();
      assertEquals(0x010203, read.rgb(0, 0));
      assertEquals(0xfffefd, read.rgb(0, 1));
      assertEquals(0x070809, read.rgb(1, 1));
    }

    @Test
    void from_nifti_keeps_its_header_and_its_byte_order() throws Exception {
      double[] other = {0.7, 0, 0, 5, 0, 1.1, 0, 6, 0, 0, 2.5, 7, 0, 0, 0, 1};
      Path image =
          NiftiBuilder.of(GRID.size(), GlyphPhantom.indexSamples(GRID))
              .bigEndian()
              .qform(GRID.affineRas(), 2)
              .sform(other, 4)
              .units(3)
              .scaling(0.1, -7)
              .writeTo(folder.resolve("image.nii.gz"));
      NiftiVolume read = NiftiReader.read(image, Progress.none());
      Path target = folder.resolve("copy.nii");
      NiftiWriter.writeVolume(target, read.volume(), read.header());
      byte[] expected =
          NiftiBuilder.of(GRID.size(), GlyphPhantom.indexSamples(GRID))
              .bigEndian()
              .qform(GRID.affineRas(), 2)
              .sform(other, 4)
              .units(3)
              .scaling(0.1, -7)
              .toBytes();
      byte[] description = "VoxelClick".getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(description, 0, expected, 148, description.length);
      assertArrayEquals(expected, Files.readAllBytes(target));
    }

    @Test
    void longer_than_nifti_1_can_count_is_nifti_2() throws Exception {
      double[] affine = {0.7, 0, 0, 1, 0, 1.1, 0, 2, 0, 0, 2.5, 3, 0, 0, 0, 1};
      short[] row = new short[40_000];
      row[39_999] = 7;
      VolumeGeometry geometry =
          VolumeGeometry.regular(
              new GridSize(40_000, 1, 1), Affine.ofRowMajor(affine), Optional.empty());
      Path target = folder.resolve("volume.nii.gz");
      NiftiWriter.writeVolume(
          target,
          new Volume(
              geometry,
              new VoxelData.S16(new short[][] {row}),
              new Rescale(0.1, -1024.3),
              "CT",
              List.of()));
      NiftiVolume read = NiftiReader.read(target, Progress.none());
      assertEquals(NiftiVersion.TWO, read.header().fields().version());
      assertEquals(new Rescale(0.1, -1024.3), read.volume().rescale());
      assertEquals(7, read.volume().data().stored(0, 39_999));
      assertTrue(read.volume().geometry().matches(geometry, 0));
    }

    @Test
    void of_pictures_that_are_no_volume_in_space_says_so() throws Exception {
      double[] affine = {0.7, 0, 0, 1, 0, 1.1, 0, 2, 0, 0, 2.5, 3, 0, 0, 0, 1};
      VolumeGeometry geometry =
          VolumeGeometry.regular(new GridSize(3, 1, 2), Affine.ofRowMajor(affine), Optional.empty())
              .withRelation(SliceRelation.TEMPORAL);
      VoxelData data = new VoxelData.U8(new byte[][] {{1, 2, 3}, {4, 5, 6}});
      Path target = folder.resolve("loop.nii");
      List<ReadWarning> warnings =
          NiftiWriter.writeVolume(
              target, new Volume(geometry, data, Rescale.IDENTITY, "US", List.of()));
      assertEquals("no-orientation", warnings.get(0).code());
      NiftiHeader header = NiftiReader.readHeader(target);
      assertFalse(header.hasOrientation());
      assertArrayEquals(new double[] {0.7, 1.1, 2.5}, header.geometry().spacingMm(), 1e-6);
    }

    private short[] shorts(int... values) {
      short[] s = new short[values.length];
      for (int n = 0; n < s.length; n++) {
        s[n] = (short) values[n];
      }
      return s;
    }
  }

  @Nested
  class Target {
    @ParameterizedTest
    @ValueSource(strings = {"mask.dcm", "missing/mask.nii", "folder.nii"})
    void that_cannot_be_written_is_refused_and_nothing_is_left_behind(String name)
        throws Exception {
      Files.createDirectory(folder.resolve("folder.nii"));
      Segmentation f = letterF(geometry(GRID));
      assertThrows(SegWriteException.class, () -> NiftiWriter.writeLabels(folder.resolve(name), f));
      assertOnly("folder.nii");
    }

    @Test
    void that_exists_is_replaced() throws Exception {
      Path target = Files.writeString(folder.resolve("mask.nii"), "before");
      NiftiWriter.writeLabels(target, letterF(geometry(GRID)));
      assertEquals(352 + 5 * 7 * 3, Files.size(target));
      assertOnly("mask.nii");
    }
  }

  @Test
  void other_writers_headers_agree_with_ours_on_the_same_grid() throws Exception {
    Path ours = folder.resolve("ours.nii");
    NiftiWriter.writeLabels(ours, letterF(geometry(GRID)));
    Path theirs =
        NiftiBuilder.of(GRID.size(), NiftiType.UINT8, new double[GRID.voxelCount()])
            .affine(GRID.affineRas())
            .writeTo(folder.resolve("theirs.nii"));
    byte[] a = Files.readAllBytes(ours);
    byte[] b = Files.readAllBytes(theirs);
    NiftiFields fa = NiftiFields.of(a, false);
    NiftiFields fb = NiftiFields.of(b, false);
    for (int n = 0; n < 12; n++) {
      assertEquals(fb.number(HeaderField.SROW, n), fa.number(HeaderField.SROW, n), 1e-5);
    }
    for (int n = 0; n < 3; n++) {
      assertEquals(fb.number(HeaderField.QUATERN, n), fa.number(HeaderField.QUATERN, n), 1e-6);
      assertEquals(fb.number(HeaderField.QOFFSET, n), fa.number(HeaderField.QOFFSET, n), 1e-5);
    }
    assertEquals(fb.handedness(), fa.handedness());
  }

  private void assertOnly(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(name), files.map(p -> p.getFileName().toString()).toList());
    }
  }
}
