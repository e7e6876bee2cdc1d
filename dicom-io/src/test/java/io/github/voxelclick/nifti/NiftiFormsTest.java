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
import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.VoxelIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms a file can have: NIfTI-2, pairs, Analyze 7.5, several volumes. */
@Tag("C4.1")
class NiftiFormsTest {
  private static final PhantomGrid GRID = GlyphPhantom.smallObliqueGrid();

  @TempDir private Path folder;

  private static NiftiBuilder image() {
    return NiftiBuilder.of(GRID.size(), GlyphPhantom.indexSamples(GRID)).affine(GRID.affineRas());
  }

  private static NiftiVolume read(Path file) throws Exception {
    return NiftiReader.read(file, Progress.none());
  }

  private static List<String> codes(NiftiVolume volume) {
    return volume.warnings().stream().map(ReadWarning::code).toList();
  }

  private static void assertImage(NiftiVolume volume) {
    assertArrayEquals(GRID.affineRas(), volume.header().affineRas(), 1e-5);
    assertSamples(volume, 0);
  }

  private static void assertSamples(NiftiVolume volume, int more) {
    for (int n = 0; n < GRID.voxelCount(); n++) {
      int[] v = GRID.voxel(n);
      VoxelIndex at = new VoxelIndex(v[0], v[1], v[2]);
      assertEquals(v[0] + 10 * v[1] + 100 * v[2] + more, volume.volume().value(at), at.toString());
    }
  }

  private static String refusal(Path file) {
    NiftiReadException e = assertThrows(NiftiReadException.class, () -> read(file));
    assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
    return e.getMessage();
  }

  @Nested
  class Second {
    @ParameterizedTest
    @ValueSource(strings = {"a.nii", "a.nii.gz"})
    void version_is_read_in_both_byte_orders(String name) throws Exception {
      for (boolean big : new boolean[] {false, true}) {
        NiftiBuilder image = image().nifti2().extension(6, new byte[5]);
        NiftiVolume v = read((big ? image.bigEndian() : image).writeTo(folder.resolve(name)));
        assertImage(v);
        assertEquals(List.of(), codes(v));
      }
    }

    @Test
    void version_places_by_qform_and_by_units_as_the_first_does() throws Exception {
      NiftiBuilder image = image().nifti2().sform(new double[16], 0).units(1).scaling(0.5, -3);
      NiftiVolume v = read(image.writeTo(folder.resolve("a.nii")));
      assertArrayEquals(GRID.affineRas(), v.header().affineRas(), 1e-5);
      assertEquals(List.of("unit"), codes(v));
      assertEquals(new Rescale(0.5, -3), v.volume().rescale());
    }

    @Test
    void version_whose_line_end_was_converted_is_refused() throws Exception {
      byte[] file = image().nifti2().toBytes();
      file[8] = '\n';
      assertTrue(refusal(Files.write(folder.resolve("a.nii"), file)).contains("line end"));
    }

    @Test
    void version_that_is_cut_in_its_header_is_refused() throws Exception {
      Path file = image().nifti2().truncatedBy(12 + 5 * 7 * 3 * 2).writeTo(folder.resolve("a.nii"));
      assertTrue(refusal(file).contains("540"));
    }
  }

  @Nested
  class Pair {
    @ParameterizedTest
    @CsvSource({
      "a.hdr,a.img",
      "a.hdr.gz,a.img.gz",
      "a.hdr,a.img.gz",
      "a.hdr.gz,a.img",
      "A.HDR,A.IMG",
      "x.nii.hdr,x.nii.img"
    })
    void is_opened_by_either_half(String header, String samples) throws Exception {
      for (boolean second : new boolean[] {false, true}) {
        NiftiBuilder image = second ? image().nifti2() : image();
        image.voxOffset(32).writePairTo(folder.resolve(header), folder.resolve(samples));
        for (String half : List.of(header, samples)) {
          NiftiVolume v = read(folder.resolve(half));
          assertImage(v);
          assertEquals(List.of(), codes(v));
        }
      }
    }

    @Test
    void without_its_other_half_says_which_is_missing() throws Exception {
      Path header = folder.resolve("a.hdr");
      Path samples = folder.resolve("a.img");
      image().writePairTo(header, samples);
      Files.delete(samples);
      assertTrue(refusal(header).contains(".img"));
      image().writePairTo(header, samples);
      Files.delete(header);
      assertTrue(refusal(samples).contains(".hdr"));
    }

    @Test
    void whose_samples_are_cut_off_is_refused_by_their_name() throws Exception {
      Path header = image().truncatedBy(3).writePairTo(folder.resolve("a.hdr"), img());
      NiftiReadException e = assertThrows(NiftiReadException.class, () -> read(header));
      assertTrue(e.getMessage().contains("a.img"), e.getMessage());
    }

    @Test
    void whose_header_is_called_nii_is_refused() throws Exception {
      assertTrue(refusal(image().writePairTo(folder.resolve("a.nii"), img())).contains("pair"));
    }

    private Path img() {
      return folder.resolve("a.img");
    }
  }

  @Nested
  class Analyze {
    private NiftiVolume analyze(NiftiBuilder image) throws Exception {
      return read(image.magic("").writePairTo(folder.resolve("a.hdr"), folder.resolve("a.img")));
    }

    @Test
    void is_read_without_orientation_and_says_so() throws Exception {
      NiftiVolume v = analyze(image().units(3));
      assertEquals(List.of("no-orientation"), codes(v));
      assertTrue(v.warnings().get(0).message().contains("Analyze"));
      assertFalse(v.header().hasOrientation());
      double[] guess = {
        -0.7, 0, 0, 0.7 * 4 / 2, 0, 1.1, 0, -1.1 * 6 / 2, 0, 0, 2.5, -2.5 * 2 / 2, 0, 0, 0, 1
      };
      assertArrayEquals(guess, v.header().affineRas(), 1e-6);
      assertSamples(v, 0);
    }

    @Test
    void with_the_factor_that_spm_writes_is_scaled_and_says_so() throws Exception {
      NiftiVolume v = analyze(image().scaling(0.5, 7));
      assertEquals(List.of("analyze-scale", "no-orientation"), codes(v));
      assertEquals(new Rescale(0.5, 0), v.volume().rescale());
    }
  }

  @Nested
  class Several {
    private double[] volumes(int count) {
      double[] all = new double[count * GRID.voxelCount()];
      for (int n = 0; n < all.length; n++) {
        int[] v = GRID.voxel(n % GRID.voxelCount());
        all[n] = v[0] + 10 * v[1] + 100 * v[2] + 1000 * (n / GRID.voxelCount());
      }
      return all;
    }

    private NiftiBuilder image(int... more) {
      int[] size = {5, 7, 3, 1, 1, 1, 1};
      int count = 1;
      for (int n = 0; n < more.length; n++) {
        size[3 + n] = more[n];
        count *= more[n];
      }
      return NiftiBuilder.of(size, NiftiType.INT16, volumes(count)).affine(GRID.affineRas());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.nii", "a.nii.gz"})
    void time_points_are_volumes_of_one_grid(String name) throws Exception {
      Path file = image(11).extension(6, new byte[7]).writeTo(folder.resolve(name));
      NiftiHeader header = NiftiReader.readHeader(file);
      assertEquals(11, header.volumes());
      for (int n : new int[] {10, 0, 2}) {
        NiftiVolume v = NiftiReader.read(file, n, Progress.none());
        assertSamples(v, 1000 * n);
        assertEquals(List.of(), codes(v));
        assertEquals("time point " + (n + 1) + " of 11", header.variant(n));
      }
      assertTrue(refusal(file).contains("11 volumes"));
      assertThrows(NiftiReadException.class, () -> NiftiReader.read(file, 11, Progress.none()));
    }

    @Test
    void dimensions_are_counted_with_the_fourth_running_first() throws Exception {
      Path file = image(3, 2).writeTo(folder.resolve("a.nii"));
      NiftiHeader header = NiftiReader.readHeader(file);
      assertEquals("time point 2 of 3, component 2 of 2", header.variant(4));
      assertSamples(NiftiReader.read(file, 4, Progress.none()), 4000);
      NiftiHeader vectors =
          NiftiReader.readHeader(image(1, 3).writeTo(folder.resolve("vectors.nii")));
      assertEquals("component 3 of 3", vectors.variant(2));
    }

    @ParameterizedTest
    @CsvSource({"8,time point", "24,time point", "32,frequency", "40,chemical shift"})
    void volumes_are_named_by_the_unit_of_their_dimension(int unit, String name) throws Exception {
      Path file = image(2).units(2 | unit).writeTo(folder.resolve("a.nii"));
      assertEquals(name + " 2 of 2", NiftiReader.readHeader(file).variant(1));
    }

    @Test
    void dimensions_of_one_are_no_more_than_a_volume() throws Exception {
      NiftiVolume v = read(image(1, 1).writeTo(folder.resolve("a.nii")));
      assertEquals("", v.header().variant(0));
      assertImage(v);
    }

    @Test
    void volumes_of_which_one_is_cut_off_are_refused() throws Exception {
      for (String name : List.of("a.nii", "a.nii.gz")) {
        Path file = image(4).truncatedBy(1).writeTo(folder.resolve(name));
        assertThrows(
            NiftiReadException.class, () -> NiftiReader.read(file, 3, Progress.none()), name);
      }
    }

    @Test
    void volumes_beyond_reason_and_beyond_the_file_are_refused() throws Exception {
      byte[] many = image(2).declaredDim(7, 1, 1, 1, 30000, 30000, 30000, 30000).toGzipBytes();
      assertTrue(refusal(Files.write(folder.resolve("a.nii.gz"), many)).contains("100000"));
      byte[] some = image(2).declaredDim(4, 5, 7, 3, 30000, 1, 1, 1).toBytes();
      assertTrue(refusal(Files.write(folder.resolve("b.nii"), some)).contains("cut off"));
    }

    @Test
    void matrices_over_surfaces_are_refused_by_name() throws Exception {
      byte[] cifti = image().nifti2().toBytes();
      cifti[504] = (byte) (3006 & 0xff);
      cifti[505] = (byte) (3006 >> 8);
      assertTrue(refusal(Files.write(folder.resolve("a.dscalar.nii"), cifti)).contains("CIFTI"));
    }
  }
}
