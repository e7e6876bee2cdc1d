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
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.WorldPoint;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NiftiReaderTest {
  private static final int[] SIZE = {5, 7, 3};

  /** RAS, oblique, left-handed, spacing 0.7, 1.1 and 2.5 mm. */
  private static final double[] OBLIQUE = {
    -0.56, 0.396, 1.2, 10, //
    0.42, 0.528, 1.6, -20, //
    0, 0.88, -1.5, 30, //
    0, 0, 0, 1
  };

  @TempDir private Path folder;

  private static double[] ramp(NiftiType type) {
    double[] values = new double[5 * 7 * 3];
    Arrays.setAll(values, n -> type == NiftiType.INT8 ? n - 60 : 2 * n + 3);
    return values;
  }

  private static NiftiBuilder image() {
    return NiftiBuilder.of(SIZE, NiftiType.INT16, ramp(NiftiType.INT16)).affine(OBLIQUE);
  }

  private NiftiVolume read(NiftiBuilder image) throws Exception {
    return NiftiReader.read(image.writeTo(folder.resolve("image.nii")), Progress.none());
  }

  private static List<String> codes(NiftiVolume volume) {
    return volume.warnings().stream().map(ReadWarning::code).toList();
  }

  @Nested
  @Tag("C4.2")
  class Samples {
    @ParameterizedTest
    @CsvSource({
      "UINT8,u8",
      "INT8,s16",
      "INT16,s16",
      "UINT16,u16",
      "INT32,f32",
      "FLOAT32,f32",
      "FLOAT64,f32"
    })
    void of_each_type_are_read_in_both_byte_orders_packed_and_not(NiftiType type, String kept)
        throws Exception {
      double[] stored = ramp(type);
      for (boolean big : new boolean[] {false, true}) {
        for (String name : List.of("a.nii", "a.nii.gz")) {
          NiftiBuilder image = NiftiBuilder.of(SIZE, type, stored).affine(OBLIQUE);
          Path file = (big ? image.bigEndian() : image).writeTo(folder.resolve(name));
          NiftiVolume v = NiftiReader.read(file, Progress.none());
          assertEquals(kept, v.volume().data().typeName());
          assertEquals(List.of(), v.warnings());
          for (int n = 0; n < stored.length; n++) {
            VoxelIndex at = new VoxelIndex(n % 5, n / 5 % 7, n / 35);
            assertEquals(stored[n], v.volume().value(at), at.toString());
          }
        }
      }
    }

    @ParameterizedTest
    @CsvSource({
      "INT32,16777217", // 2^24 + 1
      "INT32,-2147483647",
      "UINT32,4294967295",
      "INT64,-9007199254740992", // -2^53
      "INT64,-9223372036854775808",
      "UINT64,18446744073709549568", // 2^64 - 2048
      "FLOAT64,0.1",
      "FLOAT64,-1e39"
    })
    void that_a_float_would_change_are_kept_as_doubles(NiftiType type, double odd)
        throws Exception {
      double[] stored = {5, 1, 2, 3, odd, 4};
      NiftiVolume v = read(NiftiBuilder.of(new int[] {1, 2, 3}, type, stored).affine(OBLIQUE));
      assertEquals(List.of(), codes(v));
      boolean isFloat = odd == (float) odd;
      assertEquals(isFloat ? "f32" : "f64", v.volume().data().typeName());
      for (int n = 0; n < stored.length; n++) {
        assertEquals(stored[n], v.volume().value(new VoxelIndex(0, n % 2, n / 2)));
      }
    }

    @ParameterizedTest
    @CsvSource({"INT64,-9007199254740993", "UINT64,18446744073709551615"})
    void of_64_bits_that_no_type_holds_are_refused_with_their_value(NiftiType type, String value)
        throws Exception {
      byte[] file = NiftiBuilder.of(new int[] {1, 2, 3}, type, new double[6]).toBytes();
      ByteBuffer.wrap(file)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putLong(352 + 4 * 8, new BigInteger(value).longValue());
      Path path = Files.write(folder.resolve("a.nii"), file);
      NiftiReadException e =
          assertThrows(NiftiReadException.class, () -> NiftiReader.read(path, Progress.none()));
      assertTrue(e.getMessage().contains(value), e.getMessage());
    }

    @Test
    void of_three_colours_stay_colours_and_alpha_is_ignored_with_a_warning() throws Exception {
      int[] size = {1, 2, 3};
      double[] rgb = {0x010203, 0xff8000, 0, 0xfffefd, 5, 6};
      double[] rgba = Arrays.stream(rgb).map(c -> c * 256 + 0x80).toArray();
      for (boolean big : new boolean[] {false, true}) {
        NiftiBuilder three = NiftiBuilder.of(size, NiftiType.RGB24, rgb).scaling(2, 1);
        NiftiBuilder four = NiftiBuilder.of(size, NiftiType.RGBA32, rgba);
        NiftiVolume v3 = read((big ? three.bigEndian() : three).affine(OBLIQUE));
        NiftiVolume v4 = read((big ? four.bigEndian() : four).affine(OBLIQUE));
        assertEquals(List.of(), codes(v3));
        assertEquals(List.of("alpha"), codes(v4));
        assertEquals(Rescale.IDENTITY, v3.volume().rescale());
        for (int n = 0; n < rgb.length; n++) {
          assertEquals(rgb[n], colour(v3, n));
          assertEquals(rgb[n], colour(v4, n));
        }
      }
    }

    private static int colour(NiftiVolume v, int n) {
      return ((VoxelData.Rgb8) v.volume().data()).rgb(n / 2, n % 2);
    }

    @Test
    void not_a_number_or_infinite_stay_so_with_a_warning() throws Exception {
      double[] stored = {0, Double.NaN, Double.NEGATIVE_INFINITY, 2, 3, 4};
      NiftiVolume v =
          read(NiftiBuilder.of(new int[] {1, 2, 3}, NiftiType.FLOAT32, stored).affine(OBLIQUE));
      assertEquals(List.of("not-finite"), codes(v));
      assertTrue(Double.isNaN(v.volume().value(new VoxelIndex(0, 1, 0))));
      assertEquals(Double.NEGATIVE_INFINITY, v.volume().value(new VoxelIndex(0, 0, 1)));
    }

    @Test
    void are_scaled_by_slope_and_intercept() throws Exception {
      NiftiVolume v = read(image().scaling(-0.25, 100));
      assertEquals(new Rescale(-0.25, 100), v.volume().rescale());
      assertEquals(100 - 0.25 * 5, v.volume().value(new VoxelIndex(1, 0, 0)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, Double.NaN, Double.POSITIVE_INFINITY})
    void are_values_without_a_usable_slope(double slope) throws Exception {
      assertEquals(Rescale.IDENTITY, read(image().scaling(slope, 7)).volume().rescale());
    }

    @Test
    void with_a_slope_and_no_finite_intercept_are_refused() {
      assertThrows(NiftiReadException.class, () -> read(image().scaling(2, Double.NaN)));
    }

    @Test
    @Tag("C4.1")
    void behind_extensions_and_a_gap_are_found() throws Exception {
      NiftiVolume v = read(image().extension(6, new byte[33]).voxOffset(1024));
      assertEquals(3, v.volume().value(new VoxelIndex(0, 0, 0)));
      assertEquals(2 * 104 + 3, v.volume().value(new VoxelIndex(4, 6, 2)));
    }
  }

  @Nested
  @Tag("C4.3")
  class Place {
    @Test
    @Tag("C4.5")
    void is_turned_from_ras_to_lps() throws Exception {
      PhantomGrid grid = GlyphPhantom.smallObliqueGrid();
      short[] samples = GlyphPhantom.indexSamples(grid);
      NiftiVolume v = read(NiftiBuilder.of(grid.size(), samples).affine(grid.affineRas()));
      assertArrayEquals(grid.affineLps(), v.volume().geometry().indexToLps().rowMajor(), 1e-5);
      assertArrayEquals(grid.affineRas(), v.header().affineRas(), 1e-5);
    }

    @Test
    void comes_from_the_sform_before_the_qform() throws Exception {
      double[] other = {1, 0, 0, 5, 0, 2, 0, 6, 0, 0, 3, 7, 0, 0, 0, 1};
      NiftiVolume v = read(image().qform(other, 1).sform(OBLIQUE, 4));
      assertArrayEquals(OBLIQUE, v.header().affineRas(), 1e-6);
      assertEquals(List.of("qform-sform-differ"), codes(v));
    }

    @Test
    void comes_from_the_qform_where_the_sform_has_code_zero() throws Exception {
      double[] other = {1, 0, 0, 5, 0, 2, 0, 6, 0, 0, 3, 7, 0, 0, 0, 1};
      NiftiVolume v = read(image().qform(OBLIQUE, 1).sform(other, 0));
      assertArrayEquals(OBLIQUE, v.header().affineRas(), 1e-6);
      assertEquals(List.of(), codes(v));
      assertTrue(v.header().hasOrientation());
    }

    @Test
    void comes_from_the_qform_where_the_sform_is_singular() throws Exception {
      NiftiVolume v = read(image().qform(OBLIQUE, 1).sform(new double[16], 1));
      assertArrayEquals(OBLIQUE, v.header().affineRas(), 1e-6);
      assertEquals(List.of("singular-sform"), codes(v));
    }

    @Test
    void comes_from_the_sform_where_the_qform_is_no_rotation() throws Exception {
      byte[] file = image().toBytes();
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(256, 1.5f);
      NiftiVolume v = NiftiReader.read(Files.write(folder.resolve("a.nii"), file), Progress.none());
      assertArrayEquals(OBLIQUE, v.header().affineRas(), 1e-6);
      assertEquals(List.of("singular-qform"), codes(v));
    }

    @ParameterizedTest
    @CsvSource({"1,1000,unit", "3,0.001,unit", "0,1,''", "2,1,''", "5,1,unit"})
    void is_converted_to_mm_from_the_unit_of_the_file(int unit, double mm, String code)
        throws Exception {
      NiftiVolume v = read(image().units(unit | 16));
      assertArrayEquals(OBLIQUE, v.header().affineRas(), 1e-6);
      double[] spacing = {0.7 * mm, 1.1 * mm, 2.5 * mm};
      assertArrayEquals(spacing, v.volume().geometry().spacingMm(), 1e-6 * mm);
      assertEquals(-10 * mm, v.volume().geometry().indexToLps().origin().x(), 1e-6 * mm);
      assertEquals(code.isEmpty() ? List.of() : List.of(code), codes(v));
    }

    @Test
    void without_either_is_a_guess_and_says_so() throws Exception {
      NiftiVolume v = read(image().qform(OBLIQUE, 0).sform(OBLIQUE, 0));
      double[] expected = {
        -0.7, 0, 0, 0.7 * 4 / 2, 0, 1.1, 0, -1.1 * 6 / 2, 0, 0, 2.5, -2.5 * 2 / 2, 0, 0, 0, 1
      };
      assertArrayEquals(expected, v.header().affineRas(), 1e-6);
      assertFalse(v.header().hasOrientation());
      assertEquals(List.of("no-orientation"), codes(v));
    }

    @Test
    void of_a_sheared_sform_is_kept() throws Exception {
      double[] sheared = {0.7, 0, 0.3, 1, 0, 1.1, 0, 2, 0, 0, 2.5, 3, 0, 0, 0, 1};
      NiftiVolume v = read(image().qform(OBLIQUE, 0).sform(sheared, 2));
      WorldPoint step = v.volume().geometry().indexToLps().step(2);
      assertEquals(new WorldPoint(-(double) 0.3f, 0, 2.5), step);
    }

    @Test
    void of_a_zero_voxel_size_is_repaired_as_nibabel_does() throws Exception {
      NiftiVolume v = read(image().sform(OBLIQUE, 0).pixdim(0, -1.1, 2.5));
      assertEquals(List.of("pixdim", "pixdim"), codes(v));
      assertArrayEquals(new double[] {1, 1.1, 2.5}, v.volume().geometry().spacingMm(), 1e-6);
    }
  }

  @Nested
  class Refusal {
    private String refusal(byte[] bytes, String name) throws IOException {
      Path file = Files.write(folder.resolve(name), bytes);
      NiftiReadException e =
          assertThrows(
              NiftiReadException.class, () -> NiftiReader.read(file, Progress.none()), name);
      assertTrue(e.getMessage().contains(name), e.getMessage());
      return e.getMessage();
    }

    @ParameterizedTest
    @CsvSource({
      "32,complex",
      "1792,complex",
      "2048,complex",
      "1536,128-bit float",
      "1,binary",
      "77,not def"
    })
    void names_the_sample_type(int code, String name) throws Exception {
      assertTrue(refusal(image().declaredDatatype(code).toBytes(), "a.nii").contains(name));
    }

    @ParameterizedTest
    @CsvSource({"ni1,pair", "'',Analyze", "n+2,Analyze", "nx1,mark"})
    void names_the_format(String magic, String name) throws Exception {
      assertTrue(refusal(image().magic(magic).toBytes(), "a.nii").contains(name));
    }

    @Test
    void names_what_is_no_nifti_at_all() throws Exception {
      assertTrue(refusal(image().declaredHeaderSize(540).toBytes(), "a.nii").contains("n+2"));
      assertTrue(refusal(image().declaredHeaderSize(77).toBytes(), "a.nii").contains("77"));
      assertTrue(refusal(new byte[0], "empty.nii").contains("0 bytes"));
      assertTrue(refusal(image().toBytes(), "half.img").contains("pair"));
    }

    @Test
    void meets_every_cut_of_a_file() throws Exception {
      byte[] whole = image().toBytes();
      byte[] packed = image().toGzipBytes();
      for (int n = 0; n < whole.length; n += 7) {
        refusal(Arrays.copyOf(whole, n), "cut.nii");
      }
      for (int n = 0; n < packed.length; n += 3) {
        refusal(Arrays.copyOf(packed, n), "cut.nii.gz");
      }
    }

    @Test
    void meets_a_packed_file_whose_checksum_is_wrong() throws Exception {
      byte[] packed = image().toGzipBytes();
      packed[packed.length - 6] ^= 1;
      refusal(packed, "damaged.nii.gz");
    }

    @ParameterizedTest
    @CsvSource({"3,0,7,3", "3,5,-7,3", "8,5,7,3", "0,5,7,3"})
    void meets_impossible_dimensions(int count, int i, int j, int k) throws Exception {
      refusal(image().declaredDim(count, i, j, k, 1, 1, 1, 1).toBytes(), "a.nii");
    }

    @Test
    void of_sizes_beyond_the_file_comes_before_memory_is_taken() throws Exception {
      NiftiBuilder huge = image().declaredDim(3, 32767, 32767, 32767, 1, 1, 1, 1);
      assertTrue(refusal(huge.toBytes(), "a.nii").contains("cut off"));
      assertTrue(refusal(huge.toGzipBytes(), "a.nii.gz").contains("cut off"));
    }

    @Test
    void of_a_volume_larger_than_memory_says_how_much_is_needed() throws Exception {
      // A sparse file of 64 GiB: what it declares is there, but no heap of a test holds it.
      Path file = image().declaredDim(3, 4096, 4096, 2048, 1, 1, 1, 1).writeTo(sparse());
      try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
        channel.position(352 + 4096L * 4096 * 2048 * 2);
        channel.write(ByteBuffer.allocate(1));
      }
      GeometryException e =
          assertThrows(GeometryException.class, () -> NiftiReader.read(file, Progress.none()));
      assertTrue(e.getMessage().contains("-Xmx"), e.getMessage());
      assertEquals(2048, NiftiReader.readHeader(file).geometry().size().k());
    }

    private Path sparse() {
      return folder.resolve("sparse.nii");
    }

    @Test
    void meets_numbers_that_are_not_finite() throws Exception {
      refusal(image().pixdim(0.7, Double.NaN, 2.5).toBytes(), "a.nii");
      refusal(image().pixdim(0.7, Double.POSITIVE_INFINITY, 2.5).toBytes(), "a.nii");
    }
  }

  @Nested
  class Caller {
    @Test
    void is_told_after_each_slice() throws Exception {
      AtomicInteger last = new AtomicInteger();
      Progress progress =
          new Progress() {
            @Override
            public void update(int done, int total) {
              assertEquals(3, total);
              assertEquals(last.incrementAndGet(), done);
            }

            @Override
            public boolean isCancelled() {
              return false;
            }
          };
      NiftiReader.read(image().writeTo(folder.resolve("a.nii")), progress);
      assertEquals(3, last.get());
    }

    @Test
    void can_cancel() throws Exception {
      Path file = image().writeTo(folder.resolve("a.nii"));
      Progress cancelled =
          new Progress() {
            @Override
            public void update(int done, int total) {}

            @Override
            public boolean isCancelled() {
              return true;
            }
          };
      assertThrows(CancellationException.class, () -> NiftiReader.read(file, cancelled));
    }
  }
}
