package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.series.SeriesFixture.axial;
import static io.github.voxelclick.dicom.series.SeriesFixture.codes;
import static io.github.voxelclick.dicom.series.SeriesFixture.only;
import static io.github.voxelclick.dicom.series.SeriesFixture.scan;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.fixtures.dicomgen.DicomDataset;
import io.github.voxelclick.fixtures.dicomgen.MultiFrameImage;
import io.github.voxelclick.fixtures.dicomgen.Tags;
import io.github.voxelclick.fixtures.dicomgen.TransferSyntax;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Images whose frames are described by functional groups. */
class EnhancedImageTest {
  private static final int MR_ECHO_SEQUENCE = 0x00189114;
  private static final int EFFECTIVE_ECHO_TIME = 0x00189082;
  private static final int MR_DIFFUSION_SEQUENCE = 0x00189117;
  private static final int B_VALUE = 0x00189087;
  private static final int DIRECTION_SEQUENCE = 0x00189076;
  private static final int ORIENTATION = 0x00189089;
  private static final int CARDIAC_SYNCHRONIZATION_SEQUENCE = 0x00189118;
  private static final int CARDIAC_DELAY = 0x00209153;
  private static final PhantomGrid GRID = GlyphPhantom.smallObliqueGrid();

  @TempDir private Path folder;

  private static MultiFrameImage mr(PhantomGrid grid, int... order) {
    return MultiFrameImage.enhanced(
        "MR", UID.EnhancedMRImageStorage, grid, GlyphPhantom.indexSamples(grid), order);
  }

  private SeriesScan scanned(MultiFrameImage image) throws Exception {
    image.writeTo(folder.resolve("frames.dcm"));
    return scan(folder);
  }

  private static DicomVolume load(DicomSeries series) throws Exception {
    return DicomVolumeLoader.load(series, Progress.none());
  }

  private static void assertPhantom(PhantomGrid grid, Volume volume) {
    for (int n = 0; n < grid.voxelCount(); n++) {
      int[] v = grid.voxel(n);
      assertEquals(v[0] + 10 * v[1] + 100 * v[2], volume.value(new VoxelIndex(v[0], v[1], v[2])));
    }
  }

  @Nested
  class Places {
    @ParameterizedTest
    @EnumSource(TransferSyntax.class)
    @Tag("C3.1")
    @Tag("C3.2")
    void order_the_frames_whatever_their_order_in_the_file(TransferSyntax syntax) throws Exception {
      DicomSeries series = only(scanned(mr(GRID, 1, 2, 0).encodeAs(syntax)));
      assertEquals("5x7x3", series.geometry().size().toString());
      assertArrayEquals(GRID.affineLps(), series.geometry().indexToLps().rowMajor(), 1e-9);
      DicomVolume loaded = load(series);
      assertPhantom(GRID, loaded.volume());
      assertEquals(
          List.of(Optional.of(3), Optional.of(1), Optional.of(2)),
          loaded.source().images().stream().map(SourceImage::frameNumber).toList());
      assertEquals(List.of(), loaded.warnings());
    }

    @Test
    @Tag("C3.1")
    void of_a_frame_count_before_shared_ones_and_those_before_the_root() throws Exception {
      MultiFrameImage image = mr(axial(3), 0, 1, 2);
      double[] senseless = {900, 900, 900};
      image.root().decimals(Tags.IMAGE_POSITION_PATIENT, senseless);
      image
          .shared()
          .sequence(
              Tags.PLANE_POSITION_SEQUENCE,
              new DicomDataset().decimals(Tags.IMAGE_POSITION_PATIENT, senseless));
      assertArrayEquals(
          axial(3).affineLps(), only(scanned(image)).geometry().indexToLps().rowMajor(), 1e-9);
    }

    @Test
    @Tag("C3.1")
    void may_stand_in_the_root_alone() throws Exception {
      MultiFrameImage image = mr(axial(3), 2, 0, 1);
      image.shared().remove(Tags.PLANE_ORIENTATION_SEQUENCE);
      image.root().decimals(Tags.IMAGE_ORIENTATION_PATIENT, image.orientation());
      assertPhantom(axial(3), load(only(scanned(image))).volume());
    }

    @Test
    @Tag("C3.1")
    void that_are_shared_by_all_frames_make_a_film_and_no_volume() throws Exception {
      MultiFrameImage image = mr(axial(4), 3, 1, 2, 0);
      for (int n = 0; n < 4; n++) {
        image.frame(n).remove(Tags.PLANE_POSITION_SEQUENCE);
      }
      image.shared().sequence(Tags.PLANE_POSITION_SEQUENCE, image.position(0));
      DicomSeries film = only(scanned(image));
      assertEquals(SliceRelation.TEMPORAL, film.geometry().relation());
      assertEquals("The 4 images show one place, one after the other.", film.plainReason());
      assertEquals(300, load(film).volume().value(new VoxelIndex(0, 0, 0)));
    }

    @Test
    void that_a_frame_lacks_make_it_a_plain_slice() throws Exception {
      MultiFrameImage image = mr(axial(5), 0, 1, 2, 3, 4);
      image.frame(2).remove(Tags.PLANE_POSITION_SEQUENCE);
      SeriesScan scan = scanned(image);
      assertEquals(List.of("1a", "1b"), scan.series().stream().map(DicomSeries::id).toList());
      assertTrue(scan.series().get(0).geometry().gapAfter(1));
      assertEquals(1, scan.series().get(1).geometry().size().k());
    }

    @Test
    @Tag("C3.2")
    void of_two_stacks_are_two_volumes() throws Exception {
      MultiFrameImage image = mr(axial(8), 0, 4, 1, 5, 2, 6, 3, 7);
      for (int n = 0; n < 8; n++) {
        image
            .frame(n)
            .sequence(
                Tags.FRAME_CONTENT_SEQUENCE,
                new DicomDataset().text(Tags.STACK_ID, "SH", n % 2 == 0 ? "1" : "2"));
      }
      SeriesScan scan = scanned(image);
      assertEquals(List.of("1a", "1b"), scan.series().stream().map(DicomSeries::id).toList());
      assertEquals(-140 + 4 * 2.5, scan.series().get(1).geometry().slicePosition(0).z(), 1e-9);
      assertEquals(4, scan.series().get(1).geometry().size().k());
    }

    @Test
    @Tag("C3.6")
    void in_a_volume_of_its_own_are_no_places_in_the_patient() throws Exception {
      MultiFrameImage image = mr(axial(3), 2, 1, 0);
      image.shared().remove(Tags.PLANE_ORIENTATION_SEQUENCE);
      image
          .shared()
          .sequence(0x0020930F, new DicomDataset().doubles(0x00209302, image.orientation()));
      for (int n = 0; n < 3; n++) {
        image.frame(n).remove(Tags.PLANE_POSITION_SEQUENCE);
        image
            .frame(n)
            .sequence(0x0020930E, new DicomDataset().doubles(0x00209301, 3, 4, 5 * (2 - n)));
      }
      DicomSeries series = only(scanned(image));
      assertEquals(SliceRelation.SPATIAL, series.geometry().relation());
      assertEquals(5, series.geometry().spacingMm()[2], 1e-9);
      assertEquals(List.of("volume-frame-of-reference"), codes(series.warnings()));
      assertEquals(Optional.empty(), series.geometry().frameOfReferenceUid());
      SourceSeries source = load(series).source();
      assertEquals(Optional.empty(), source.frameOfReferenceUid());
      assertEquals(List.of(), source.images().get(0).imagePosition());
    }
  }

  @Nested
  class Values {
    @Test
    @Tag("B20")
    void of_a_frame_count_before_shared_ones_and_those_before_the_root() throws Exception {
      MultiFrameImage image = mr(axial(3), 0, 1, 2);
      image.root().decimals(Tags.RESCALE_SLOPE, 100).decimals(Tags.RESCALE_INTERCEPT, 7);
      image
          .shared()
          .sequence(
              Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
              new DicomDataset().decimals(Tags.RESCALE_SLOPE, 3));
      image
          .frame(1)
          .sequence(
              Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
              new DicomDataset().decimals(Tags.RESCALE_SLOPE, 0.5));
      Volume volume = load(only(scanned(image))).volume();
      assertEquals(3 * 64 + 7, volume.value(new VoxelIndex(4, 6, 0)), 1e-4);
      assertEquals(0.5 * 164 + 7, volume.value(new VoxelIndex(4, 6, 1)), 1e-4);
      assertEquals(3 * 264 + 7, volume.value(new VoxelIndex(4, 6, 2)), 1e-4);
    }

    @Test
    @Tag("B24")
    void have_the_window_of_the_middle_frame() throws Exception {
      MultiFrameImage image = mr(axial(3), 0, 1, 2);
      for (int n = 0; n < 3; n++) {
        image
            .frame(n)
            .sequence(
                Tags.FRAME_VOI_LUT_SEQUENCE,
                new DicomDataset()
                    .decimals(Tags.WINDOW_CENTER, 100 * n + 0.5)
                    .decimals(Tags.WINDOW_WIDTH, 51));
      }
      DicomSeries series = only(scanned(image));
      Window window = series.presets().get(0).window();
      assertEquals(100, (window.low() + window.high()) / 2, 1);
    }
  }

  @Nested
  class Phases {
    private List<String> variants(int tagOfGroup, DicomDataset... items) throws Exception {
      MultiFrameImage image = mr(axial(4), 0, 0, 1, 1, 2, 2, 3, 3);
      for (int n = 0; n < 8; n++) {
        image.frame(n).sequence(tagOfGroup, items[n % 2]);
      }
      SeriesScan scan = scanned(image);
      scan.series().forEach(s -> assertEquals(4, s.geometry().size().k()));
      return scan.series().stream().map(s -> s.id() + " " + s.variant()).toList();
    }

    private static DicomDataset item() {
      return new DicomDataset();
    }

    @Test
    @Tag("C2.4")
    void are_divided_by_temporal_position() throws Exception {
      assertEquals(
          List.of("1a temporal position 1", "1b temporal position 2"),
          variants(
              Tags.FRAME_CONTENT_SEQUENCE,
              item().ints(Tags.TEMPORAL_POSITION_INDEX, "UL", 1),
              item().ints(Tags.TEMPORAL_POSITION_INDEX, "UL", 2)));
    }

    @Test
    @Tag("C2.4")
    void are_divided_by_effective_echo_time() throws Exception {
      assertEquals(
          List.of("1a echo time 4.5", "1b echo time 90.25"),
          variants(
              MR_ECHO_SEQUENCE,
              item().doubles(EFFECTIVE_ECHO_TIME, 90.25),
              item().doubles(EFFECTIVE_ECHO_TIME, 4.5)));
    }

    @Test
    @Tag("C2.4")
    void are_divided_by_diffusion_direction() throws Exception {
      DicomDataset[] items = new DicomDataset[2];
      for (int n = 0; n < 2; n++) {
        items[n] =
            item()
                .doubles(B_VALUE, 800)
                .sequence(DIRECTION_SEQUENCE, item().doubles(ORIENTATION, 1 - n, n, 0));
      }
      assertEquals(
          List.of("1a diffusion direction 1 of 2", "1b diffusion direction 2 of 2"),
          variants(MR_DIFFUSION_SEQUENCE, items));
    }

    @Test
    @Tag("C2.4")
    void are_divided_by_nominal_cardiac_time() throws Exception {
      assertEquals(
          2,
          variants(
                  CARDIAC_SYNCHRONIZATION_SEQUENCE,
                  item().doubles(CARDIAC_DELAY, 31.5),
                  item().doubles(CARDIAC_DELAY, 410))
              .size());
    }

    @ParameterizedTest
    @CsvSource({"0x00209171,per frame", "0x00209170,shared"})
    @Tag("C3.1")
    void of_legacy_converted_images_differ_in_what_conversion_left_unassigned(
        int group, String where) throws Exception {
      DicomDataset[] echoes = {
        item().decimals(Tags.ECHO_TIME, 15), item().decimals(Tags.ECHO_TIME, 85)
      };
      if (where.equals("per frame")) {
        assertEquals(List.of("1a echo time 15", "1b echo time 85"), variants(group, echoes));
      } else {
        MultiFrameImage image = mr(axial(2), 0, 1);
        image.shared().sequence(group, echoes[0]);
        ImageHeader header = only(scanned(image)).images().get(0);
        assertEquals("15", header.discriminators().get(Discriminators.Kind.ECHO_TIME));
      }
    }

    @Test
    @Tag("C2.4")
    void refer_to_their_own_frames_only() throws Exception {
      variants(
          MR_ECHO_SEQUENCE,
          item().doubles(EFFECTIVE_ECHO_TIME, 4.5),
          item().doubles(EFFECTIVE_ECHO_TIME, 90));
      SourceSeries second = load(scan(folder).series().get(1)).source();
      assertEquals(
          List.of(2, 4, 6, 8),
          second.images().stream().map(i -> i.frameNumber().orElseThrow()).toList());
    }
  }

  @Nested
  class Concatenation {
    private final MultiFrameImage whole = mr(axial(7), 3, 1, 6, 0, 2, 5, 4);

    @Test
    @Tag("C3.5")
    void is_one_volume_of_all_its_parts() throws Exception {
      whole.part(4, 7, 2, 2).writeTo(folder.resolve("a.dcm"));
      whole.part(0, 4, 1, 2).writeTo(folder.resolve("b.dcm"));
      DicomVolume loaded = load(only(scan(folder)));
      assertPhantom(axial(7), loaded.volume());
      SourceImage four = loaded.source().images().get(4);
      assertEquals("a.dcm", four.file().getFileName().toString());
      assertEquals(Optional.of(3), four.frameNumber());
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "0,3"})
    @Tag("C3.5")
    void of_which_a_part_is_missing_is_refused(int without, int named) throws Exception {
      int total = 3;
      for (int number = 1; number <= total; number++) {
        if (number != without && (without != 0 || number != 3)) {
          whole
              .part(2 * number - 2, 2 * number, number, total)
              .writeTo(folder.resolve(number + ".dcm"));
        }
      }
      SeriesScan scan = scan(folder);
      assertEquals(List.of(), scan.series());
      String reason = scan.refused().get(0).reason();
      assertTrue(reason.contains("of which part " + named + " was not found"), reason);
    }

    @Test
    void without_a_total_is_complete_when_no_number_is_left_out() throws Exception {
      for (int number = 1; number <= 2; number++) {
        MultiFrameImage part = whole.part(3 * number - 3, 3 * number, number, 2);
        part.root().remove(Tags.IN_CONCATENATION_TOTAL_NUMBER);
        part.writeTo(folder.resolve(number + ".dcm"));
      }
      assertEquals(6, only(scan(folder)).geometry().size().k());
    }
  }

  @Nested
  class Damage {
    @Test
    @Tag("A52")
    void keeps_the_whole_frames_and_a_gap_where_others_were() throws Exception {
      byte[] bytes = mr(axial(6), 0, 1, 2, 4, 5, 3).toBytes();
      Files.write(folder.resolve("cut.dcm"), Arrays.copyOf(bytes, bytes.length - 20));
      SeriesScan scan = scan(folder);
      DicomSeries series = scan.series().get(0);
      assertEquals(5, series.geometry().size().k());
      assertTrue(series.geometry().gapAfter(2));
      assertTrue(codes(series.warnings()).containsAll(List.of("damaged-images", "missing-frames")));
      assertTrue(scan.refused().get(0).reason().contains("after 5 of 6 frames"));
      assertEquals(464, load(series).volume().value(new VoxelIndex(4, 6, 3)));
    }
  }

  @Test
  void a_single_frame_with_functional_groups_is_referred_to_as_frame_1() throws Exception {
    SourceSeries source = load(only(scanned(mr(axial(3), 1)))).source();
    assertEquals(Optional.of(1), source.images().get(0).frameNumber());
  }

  @Test
  @Tag("A47")
  void a_parametric_map_is_an_image() throws Exception {
    MultiFrameImage map =
        MultiFrameImage.enhanced(
            "OT",
            "1.2.840.10008.5.1.4.1.1.30",
            axial(3),
            GlyphPhantom.indexSamples(axial(3)),
            1,
            2,
            0);
    assertPhantom(axial(3), load(only(scanned(map))).volume());
  }
}
